import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { SourceFailure } from "./source.ts";

/** Addresses that are not the world's: IANA special-purpose registries of IPv4 (RFC 6890) and IPv6, multicast, and what is reserved. */
const v4: readonly (readonly [string, number])[] = [
  ...([
    ["0.0.0.0", 8],
    ["10.0.0.0", 8],
    ["100.64.0.0", 10],
    ["127.0.0.0", 8],
    ["169.254.0.0", 16],
    ["172.16.0.0", 12],
  ] as const),
  ...([
    ["192.0.0.0", 24],
    ["192.0.2.0", 24],
    ["192.88.99.0", 24],
    ["192.168.0.0", 16],
    ["198.18.0.0", 15],
  ] as const),
  ...([
    ["198.51.100.0", 24],
    ["203.0.113.0", 24],
    ["224.0.0.0", 4],
    ["240.0.0.0", 4],
  ] as const),
];
/** Within 2000::/3, outside of which nothing is the world's. Forms that carry an IPv4 address (2002::/16, 64:ff9b::/96) could lead inside. */
const v6: readonly (readonly [string, number])[] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
];
/** What is never named by a host's name alone: unspecified, link-local with the metadata services of clouds, multicast. */
const neverByName: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8],
  ["169.254.0.0", 16],
  ["224.0.0.0", 4],
];

const listOf = (nets: readonly (readonly [string, number])[], family: "ipv4" | "ipv6"): BlockList => {
  const list = new BlockList();
  for (const [net, bits] of nets) list.addSubnet(net, bits, family);
  return list;
};
const barred4 = listOf(v4, "ipv4");
const barred6 = listOf(v6, "ipv6");
const world6 = listOf([["2000::", 3]], "ipv6");
const unnamed4 = listOf(neverByName, "ipv4");
const inside6 = listOf(
  [
    ["fc00::", 7],
    ["::1", 128],
  ],
  "ipv6",
);

const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
/** An IPv4 address in the clothes of an IPv6 one is the IPv4 address. */
function plain(address: string): string {
  const bare = address.split("%")[0] ?? "";
  const canonical = isIP(bare) === 6 ? new URL(`http://[${bare}]`).hostname.slice(1, -1) : bare;
  const hex = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(canonical);
  if (hex === null) return mapped.exec(bare)?.[1] ?? canonical;
  const value = Number.parseInt(hex[1] ?? "", 16) * 65_536 + Number.parseInt(hex[2] ?? "", 16);
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
}

const isOutside = (address: string): boolean =>
  isIP(address) === 4
    ? !barred4.check(address, "ipv4")
    : world6.check(address, "ipv6") && !barred6.check(address, "ipv6");
/** Whether a name in `inside` lets it through. */
const isNameable = (address: string): boolean =>
  isIP(address) === 4 ? !unnamed4.check(address, "ipv4") : isOutside(address) || inside6.check(address, "ipv6");

export type GuardedHost = {
  /** As it stands in the connection. */
  readonly host: string;
  /** To be connected to, and no other: what a name means may be another thing a moment later. */
  readonly address: string;
};

export type Resolve = (host: string) => Promise<readonly string[]>;
const bySystem: Resolve = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

/** A system's look-up cannot be called back, and its own limit may be longer than the connection's: it is left to itself. */
function lookedUp(host: string, resolve: Resolve, seconds: number): Promise<readonly string[]> {
  const limit = AbortSignal.timeout(seconds * 1_000);
  const silence = new Promise<never>((_, reject) =>
    limit.addEventListener("abort", () => reject(new SourceFailure("host-slow", { host, seconds }, true))),
  );
  return Promise.race([resolve(host), silence]);
}

/**
 * The address of a host outside of the office's own network, or of one that the connection names. Every address that a name has
 * must be allowed: else a second answer would lead inside.
 */
export async function guardedHost(
  host: string,
  inside: readonly string[],
  seconds: number,
  resolve: Resolve = bySystem,
): Promise<GuardedHost> {
  const bare = host.replace(/^\[(.*)\]$/, "$1").toLowerCase();
  const named = inside.map((each) => each.toLowerCase());
  let found: readonly string[];
  try {
    found = isIP(bare) === 0 ? await lookedUp(bare, resolve, seconds) : [bare];
  } catch (error) {
    if (error instanceof SourceFailure) throw error;
    throw new SourceFailure("host-unknown", { host: bare }, true);
  }
  const isNamed = named.includes(bare);
  for (const each of found) {
    const address = plain(each);
    const isAllowed =
      isOutside(address) || named.includes(address) || (isNamed && isIP(bare) === 0 && isNameable(address));
    if (!isAllowed) throw new SourceFailure("address-inside", { host: bare, address });
  }
  const [first] = found;
  if (first === undefined) throw new SourceFailure("host-unknown", { host: bare }, true);
  return { host: bare, address: plain(first) };
}
