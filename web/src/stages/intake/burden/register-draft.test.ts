import { describe, expect, it } from "vitest";
import { bodyOf, emptyDraft, isBegun, unsigned } from "./register-draft.ts";

const draft = { ...emptyDraft("u1", "2026-03-02"), title: "t", reason: "r", document: "d", units: ["u2"] };
const none = { exception: unsigned, known: [], approval: unsigned };
const signed = { who: "王主任（虚构）", document: "12号", reason: "台风" };

describe("what is sent of a request that is being typed", () => {
  it("is one field for each line, empty ones left out, and nothing that the kind does not ask for", () => {
    const form = { ...draft, fields: " 沙袋数量 \n\n水泵数量\n", period: " 2026Q1 ", statute: "法" };
    expect(bodyOf(form, none)).toMatchObject({
      period: "2026Q1",
      fields: [{ name: "沙袋数量" }, { name: "水泵数量" }],
    });
    expect(bodyOf(form, none)).not.toHaveProperty("statute");
    const inspection = bodyOf({ ...form, kind: "inspection" }, none);
    expect(inspection).toMatchObject({ fields: [], statute: "法" });
    expect(inspection).not.toHaveProperty("period");
  });

  it("bears a signature that is whole, for the fields that exist already", () => {
    const form = { ...draft, fields: "甲\n乙" };
    const body = bodyOf(form, { exception: signed, known: [1], approval: { ...signed, reason: " " } });
    expect(body.fields).toEqual([
      { name: "甲" },
      { name: "乙", exception: { signer: signed.who, document: "12号", reason: "台风" } },
    ]);
    expect(body).not.toHaveProperty("approval");
    expect([isBegun(unsigned), isBegun({ ...unsigned, reason: "x" })]).toEqual([false, true]);
  });
});
