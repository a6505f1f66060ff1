import type { FastifyInstance } from "fastify";

/** No file that somebody sends is larger. */
export const largestFile = 32 * 1024 * 1024;

/** The body of a file as it is. It stands in one member, so that nobody walks through its bytes as if they were names. */
export function acceptFiles(scope: FastifyInstance): void {
  scope.addContentTypeParser<Buffer>(
    "application/octet-stream",
    { parseAs: "buffer", bodyLimit: largestFile },
    async (_request: unknown, bytes: Buffer) => ({ bytes }),
  );
}

export const bytesOf = (body: unknown): Buffer | undefined => {
  const { bytes }: { readonly bytes?: unknown } = typeof body === "object" && body !== null ? body : {};
  return Buffer.isBuffer(bytes) ? bytes : undefined;
};
