import type { Problem } from "@biaochi/contract";
import { languageNow } from "../frame/preferences.tsx";
import { type Answer, type Asked, addressOf, type Door, methodOf } from "./doors.ts";
import { forgetEarly, takeEarly } from "./early.ts";

/** The server said no, and why. */
export class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** Nobody answered, or something that is not our server did. */
export class Unreachable extends Error {}

function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "code" in value && "status" in value;
}

async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined; // not JSON: the caller treats it as an answer from elsewhere
  }
}

/** A key that makes a repeated request the same request; works without a secure context too. */
export function freshKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Asks one door of the server. Throws {@link Refused} or {@link Unreachable}. */
export async function ask<N extends Door>(door: N, asked: Asked<N> = {}): Promise<Answer<N>> {
  const method = methodOf(door);
  const headers: Record<string, string> = { accept: "application/json", "accept-language": languageNow() };
  if (method === "POST") headers["idempotency-key"] = asked.key ?? freshKey();
  if (asked.ifMatch !== undefined) headers["if-match"] = `"${encodeURI(asked.ifMatch)}"`;
  if (asked.body !== undefined) headers["content-type"] = "application/json";
  const address = addressOf(door, asked);
  const send = () =>
    fetch(address, {
      method,
      headers,
      credentials: "same-origin",
      ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
    });
  if (method !== "GET") forgetEarly();
  let response: Response;
  try {
    response = await ((method === "GET" && takeEarly(address)?.catch(send)) || send());
  } catch {
    throw new Unreachable();
  }
  const body = await bodyOf(response);
  if (!response.ok) throw isProblem(body) ? new Refused(body) : new Unreachable();
  if (body === undefined) throw new Unreachable();
  return body as Answer<N>; // the server's response schema, the same contract, has filtered and checked it
}
