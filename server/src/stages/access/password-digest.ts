import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { inTurn } from "./derivations.ts";

/** How much a guess costs: kibibytes, passes, lanes. Whoever raises it strengthens each password at its next use. */
export type Cost = { readonly memory: number; readonly passes: number; readonly lanes: number };
export const presentCost: Cost = { memory: 19_456, passes: 2, lanes: 1 };

const derive = promisify(argon2);

/** The same password typed on another keyboard has the same bytes. */
const bytesOf = (password: string): Buffer => Buffer.from(password.normalize("NFKC"), "utf8");

async function keyOf(password: string, salt: Uint8Array, cost: Cost): Promise<Buffer> {
  const { memory, passes, lanes } = cost;
  const parameters = { message: bytesOf(password), nonce: salt, parallelism: lanes, tagLength: 32, memory, passes };
  return inTurn(() => derive("argon2id", parameters));
}

const unpadded = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64").replaceAll("=", "");

/** `$argon2id$v=19$m=19456,t=2,p=1$salt$key`: the digest carries the cost that made it. */
export async function digestPassword(password: string, cost: Cost = presentCost): Promise<string> {
  const salt = randomBytes(16);
  const key = await keyOf(password, salt, cost);
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.lanes}$${unpadded(salt)}$${unpadded(key)}`;
}

const form = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

type Digest = { readonly cost: Cost; readonly salt: Buffer; readonly key: Buffer };

function read(digest: string): Digest {
  const found = form.exec(digest);
  if (found === null) throw new Error("a password digest has an unknown form");
  const [, memory, passes, lanes, salt = "", key = ""] = found;
  const cost = { memory: Number(memory), passes: Number(passes), lanes: Number(lanes) };
  return { cost, salt: Buffer.from(salt, "base64"), key: Buffer.from(key, "base64") };
}

/** What stands in for the digest of somebody who has none: as much work, and no password fits. */
const nobodys: Digest = { cost: presentCost, salt: randomBytes(16), key: randomBytes(32) };

/** Whether a password fits. Without a digest it does the same work and says no: the time does not tell whether there is one. */
export async function fits(password: string, digest: string | undefined): Promise<boolean> {
  const { cost, salt, key } = digest === undefined ? nobodys : read(digest);
  return timingSafeEqual(await keyOf(password, salt, cost), key);
}

/** Whether a digest was made at a lower cost than today's. */
export function isWeak(digest: string, cost: Cost = presentCost): boolean {
  const { cost: made } = read(digest);
  return made.memory < cost.memory || made.passes < cost.passes;
}
