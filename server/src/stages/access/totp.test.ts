import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressOfSecret, base32, codeOf, newSecret, stepAt, stepOfCode } from "./totp.ts";

const secret = Buffer.from("12345678901234567890", "ascii");
const at = (seconds: number) => new Date(seconds * 1000);

describe("one-time codes", () => {
  /** RFC 6238, appendix B, the rows of SHA-1. */
  it.each([
    [59, "94287082"],
    [1_111_111_109, "07081804"],
    [1_111_111_111, "14050471"],
    [1_234_567_890, "89005924"],
    [2_000_000_000, "69279037"],
    [20_000_000_000, "65353130"],
  ])("at %i seconds the code is %s (RFC 6238)", (seconds, code) => {
    expect(codeOf(secret, stepAt(at(seconds)), 8)).toBe(code);
  });

  /** RFC 4226, appendix D. */
  it("gives the codes of RFC 4226 for the counters 0 to 9", () => {
    const codes = Array.from({ length: 10 }, (_, counter) => codeOf(secret, counter));
    expect(codes.join(" ")).toBe("755224 287082 359152 969429 338314 254676 287922 162583 399871 520489");
  });

  it("takes the step before and the one after, and none further away", () => {
    const now = at(1_800_000_000);
    const here = stepAt(now);
    const taken = [-2, -1, 0, 1, 2].map((away) => stepOfCode(secret, codeOf(secret, here + away), now, 0));
    expect(taken).toEqual([undefined, here - 1, here, here + 1, undefined]);
  });

  it("takes no code twice, and none that is older than one that was taken", () => {
    const now = at(1_800_000_000);
    const here = stepAt(now);
    expect(stepOfCode(secret, codeOf(secret, here), now, here)).toBeUndefined();
    expect(stepOfCode(secret, codeOf(secret, here - 1), now, here)).toBeUndefined();
    expect(stepOfCode(secret, codeOf(secret, here + 1), now, here)).toBe(here + 1);
  });

  /** RFC 4648, section 10. */
  it.each([
    ["f", "MY"],
    ["fo", "MZXQ"],
    ["foo", "MZXW6"],
    ["foob", "MZXW6YQ"],
    ["fooba", "MZXW6YTB"],
    ["foobar", "MZXW6YTBOI"],
  ])("writes %s as %s", (text, written) => {
    expect(base32(Buffer.from(text, "ascii"))).toBe(written);
  });

  it("has secrets of 160 bits that differ, in an address that an authenticator reads", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (holder) => {
        const fresh = newSecret();
        const address = new URL(addressOfSecret(fresh, "Biaochi", holder));
        expect(decodeURIComponent(address.pathname.replace("/", ""))).toBe(`Biaochi:${holder}`);
        expect(address.searchParams.get("secret")).toBe(base32(fresh));
        expect(fresh).toHaveLength(20);
      }),
      { numRuns: 20 },
    );
    expect(newSecret().equals(newSecret())).toBe(false);
  });
});
