import type { FastifyInstance } from "fastify";

/**
 * Lets the routes of one scope read forms, for servers that send nothing else. Everywhere else JSON alone is read: a form of
 * another site's page cannot send that.
 */
export function acceptForms(scope: FastifyInstance): void {
  scope.addContentTypeParser<string>(
    "application/x-www-form-urlencoded",
    { parseAs: "string", bodyLimit: 65_536 },
    async (_request: unknown, body: string) => Object.fromEntries(new URLSearchParams(body)),
  );
}
