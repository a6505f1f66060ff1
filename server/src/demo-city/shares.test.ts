import { appraise, noFacts, readScheme, type Subject } from "@biaochi/engine";
import { describe, expect, it } from "vitest";

/**
 * 846.2 shares × 220 yuan = 186,164 yuan over 294 households with 1,017 members: paid to the last fen. The shares of each
 * household are made up so that they sum to the published total: 0.8 for each member and 0.1 or 0.2 besides.
 */
const scheme = (pool: number, closure: string) => `
biaochi: scheme/1
id: shares
version: 1
title: { zh-CN: 股份分红（虚构）, en: "Pay-out of shares (fictional)" }
effective: { from: 2025-01-01 }
cycle: "2025"
synthetic: true
indicators: [{ id: members, name: { zh-CN: 成员数, en: Members }, period: year, decimals: 0 }]
lists:
  - id: households
    for: { type: unit }
    score: { block: household, outOf: 100, items: [{ item: members, weight: 100, rule: { kind: all-or-nothing, target: 1 } }] }
allocations:
  - { id: payout, name: { zh-CN: 分红, en: Payout }, for: { type: unit }, pool: ${pool}, claim: [{ coefficient: shares }], closure: ${closure} }
`;

const households = Array.from({ length: 294 }, (_, i) => {
  const members = i < 135 ? 4 : 3;
  return { id: `h${String(i + 1).padStart(3, "0")}`, members, tenths: members * 8 + (i < 32 ? 2 : 1) };
});
const facts = {
  ...noFacts,
  subjects: households.map(
    ({ id }, sort): Subject => ({ id, type: "unit", name: { "zh-CN": id, en: id }, sort, attributes: {}, service: [] }),
  ),
  coefficients: households.map(({ id, tenths }) => ({
    id: `coefficients:${id}`,
    subject: id,
    name: "shares",
    value: { num: BigInt(tenths), den: 10n },
  })),
  observations: households.map(({ id, members }) => ({
    id: `observations:${id}`,
    subject: id,
    indicator: "members",
    period: "2025",
    value: { num: BigInt(members), den: 1n },
  })),
};

function payOut(pool: number, closure: string) {
  const { scheme: read, findings } = readScheme(scheme(pool, closure));
  if (!read) throw new Error(JSON.stringify(findings));
  const [allocation] = appraise(read, facts).allocations;
  if (!allocation) throw new Error("no allocation");
  return allocation;
}

describe("846.2 shares of 294 households", () => {
  it("are what the figures say", () => {
    expect(households.reduce((sum, h) => sum + h.members, 0)).toBe(1017);
    expect(households.reduce((sum, h) => sum + h.tenths, 0)).toBe(8462);
  });

  it("at 220 yuan a share come to 186,164 yuan, nothing left over", () => {
    const paid = payOut(18_616_400, "{ kind: fixed, standard: 22000 }");
    expect([paid.paid, paid.returned]).toEqual([18_616_400, 0]);
    // 4 members: 3.2 + 0.2 shares × 220 yuan = 748 yuan
    expect(paid.shares[0]).toMatchObject({ subject: "h001", claim: "3.4", fen: 74_800 });
  });

  it("of a pool that does not divide are paid out whole, nobody more than one fen from the exact share", () => {
    const pool = 10_000_001;
    const paid = payOut(pool, "{ kind: renormalise }");
    expect(paid.shares.reduce((sum, share) => sum + share.fen, 0)).toBe(pool);
    for (const [i, share] of paid.shares.entries()) {
      expect(Math.abs(share.fen - (pool * (households[i]?.tenths ?? 0)) / 8462), share.subject).toBeLessThan(1);
    }
  });

  it("are refused where the standard asks for more than the pool holds", () => {
    const paid = payOut(18_616_399, "{ kind: fixed, standard: 22000 }");
    expect([paid.paid, paid.returned]).toEqual([0, 18_616_399]);
  });
});
