import type { FastifySerializerCompiler } from "fastify/types/schema.js";
import { ResponseSerializationError } from "fastify-type-provider-zod";
import type { z } from "zod";

/**
 * What leaves is what the route's schema names, and nothing else: a field that it does not name is dropped, an answer that it
 * does not allow is a bug and leaves as one. Read forwards: a schema of answers has no way back, and looking for one took
 * half of the time of a large page.
 */
export const writeAnswer: FastifySerializerCompiler<z.ZodType> = ({ schema, method, url }) => {
  return (answer) => {
    const read = schema.safeParse(answer);
    if (!read.success) throw new ResponseSerializationError(method, url, { cause: read.error });
    return JSON.stringify(read.data);
  };
};
