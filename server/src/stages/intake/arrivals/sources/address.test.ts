import { describe, expect, it, test } from "vitest";
import { guardedHost } from "./guarded-address.ts";
import { ask } from "./http-request.ts";
import { sqlSource } from "./sql.ts";

const codeOf = async (host: string, inside: readonly string[] = [], ...found: readonly string[]): Promise<string> => {
  try {
    const { address } = await guardedHost(host, inside, 5, async () => found);
    return address;
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
};

describe("an address inside", () => {
  test.each([
    ...["127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"],
    ...["224.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.7"],
    ...["[::1]", "[::]", "[fe80::1]", "[fc00::1]", "[fd12:3456::1]", "[ff02::1]", "[2001:db8::1]", "[fec0::1]"],
    ...["[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:10.0.0.1]", "[::127.0.0.1]"],
    ...["[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[2001:0:7f00:1::]", "[fe80::1%25eth0]"],
  ])("%s is refused", async (host) => expect(await codeOf(host)).toBe("address-inside"));

  it("is refused behind a name, and behind one address of several", async () => {
    expect(await codeOf("source.example", [], "10.1.2.3")).toBe("address-inside");
    expect(await codeOf("source.example", [], "8.8.8.8", "127.0.0.1")).toBe("address-inside");
    expect(await codeOf("source.example", [], "::ffff:192.168.0.1")).toBe("address-inside");
  });

  it("is asked where the connection names it, by its address or its name", async () => {
    expect(await codeOf("10.1.2.3", ["10.1.2.3"])).toBe("10.1.2.3");
    expect(await codeOf("Source.Example", ["source.example"], "10.1.2.3")).toBe("10.1.2.3");
    expect(await codeOf("source.example", ["10.1.2.3"], "10.1.2.3")).toBe("10.1.2.3");
    expect(await codeOf("source.example", ["10.1.2.3"], "10.1.2.4")).toBe("address-inside");
  });

  it("of a cloud's metadata no name opens", async () =>
    expect(await codeOf("source.example", ["source.example"], "169.254.169.254")).toBe("address-inside"));
});

test("the world outside is asked, and what has no address is not there", async () => {
  expect(await codeOf("8.8.8.8")).toBe("8.8.8.8");
  expect(await codeOf("source.example", [], "2606:4700:4700::1111")).toBe("2606:4700:4700::1111");
  expect(await codeOf("source.example", [])).toBe("host-unknown");
});

test("a name that nothing answers for is given up when the connection's time is over", async () => {
  const silent = { inside: [], timeoutSeconds: 0.05 };
  const never = () => new Promise<never>(() => undefined);
  const told = { code: "host-slow", params: { host: "source.example", seconds: 0.05 } };
  const slow = { told, isPassing: true };
  const url = new URL("http://source.example/");
  await expect(ask({ ...silent, url, method: "GET", headers: {}, most: 1, resolve: never })).rejects.toMatchObject(
    slow,
  );
  const place = {
    kind: "sql" as const,
    host: "source.example",
    port: 5432,
    database: "d",
    user: "u",
    query: "select 1",
  };
  const read = sqlSource({ ...silent, ...place, tls: false }, { secret: "s", resolve: never });
  const window = { since: new Date(0), until: new Date(0) };
  await expect(read({ window })[Symbol.asyncIterator]().next()).rejects.toMatchObject(slow);
});
