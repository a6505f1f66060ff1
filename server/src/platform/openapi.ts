import { jsonSchemaTransformObject } from "fastify-type-provider-zod";

type TransformObject = typeof jsonSchemaTransformObject;

function namesIn(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) for (const each of value) namesIn(each, found);
  else if (typeof value === "object" && value !== null)
    for (const [key, inner] of Object.entries(value)) {
      const name =
        key === "$ref" && typeof inner === "string" ? /^#\/components\/schemas\/(.+)$/.exec(inner)?.[1] : undefined;
      if (name !== undefined) found.add(name);
      else namesIn(inner, found);
    }
}

/**
 * The components of an OpenAPI document that some path refers to, in the order of their names. The rest are schemas of
 * the engine (a scheme document has many), which are no part of the agreement.
 */
export function usedSchemas(paths: unknown, schemas: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const used = new Set<string>();
  namesIn(paths, used);
  for (const name of used) namesIn(schemas[name], used); // a set goes on over what is added meanwhile
  return Object.fromEntries(
    Object.entries(schemas)
      .filter(([name]) => used.has(name))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

export const openApiObject: TransformObject = (input) => {
  const document = jsonSchemaTransformObject(input);
  const components = "components" in document ? document.components : undefined;
  if (components?.schemas !== undefined && "paths" in document)
    Object.assign(components, { schemas: usedSchemas(document.paths, components.schemas) });
  return document;
};
