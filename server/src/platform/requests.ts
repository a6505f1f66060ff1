import type { FastifySchemaCompiler } from "fastify";
import { validatorCompiler } from "fastify-type-provider-zod";
import type { z } from "zod";
import { isKept } from "./kept-text.ts";

/** Deeper than anything that we are sent: what walks through a request by calling itself comes to its end. */
const deepest = 50;

function isWritable(input: unknown, depth = 0): boolean {
  if (typeof input === "string") return isKept(input);
  if (typeof input !== "object" || input === null) return true;
  if (depth >= deepest) return false;
  return Object.entries(input).every(([name, value]) => isWritable(name) && isWritable(value, depth + 1));
}

/** What arrives is what the route's schema names, in text that can be kept: anything else is the sender's error, not ours. */
export const readRequest: FastifySchemaCompiler<z.ZodType> = (route) => {
  const read = validatorCompiler(route);
  return (input: unknown) => {
    const found = read(input);
    return typeof found === "object" && "value" in found && !isWritable(found.value)
      ? { error: new Error("text that cannot be kept") }
      : found;
  };
};
