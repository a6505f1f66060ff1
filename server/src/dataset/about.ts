import { readPeriod } from "@biaochi/engine";
import { parse, YAMLParseError } from "yaml";
import { z } from "zod";
import type { Findings } from "./finding.ts";

/** What dataset.yaml says of its folder. Every line is optional. */
export interface About {
  readonly title?: string | { readonly "zh-CN": string; readonly en: string } | undefined;
  readonly source?: string | undefined;
  readonly licence?: string | undefined;
  /** The span that facts may fall into. */
  readonly holds?: string | undefined;
  /** "2025-12": the month in which places and roles are read from posts. */
  readonly cutOff?: string | undefined;
}

const AboutFile = z.strictObject({
  biaochi: z.literal("dataset/1").optional(),
  title: z.union([z.string(), z.strictObject({ "zh-CN": z.string(), en: z.string() })]).optional(),
  source: z.string().optional(),
  licence: z.string().optional(),
  holds: z
    .union([z.string(), z.number()])
    .transform(String)
    .refine((text) => readPeriod(text) !== undefined, { params: { expected: "expected.period" } })
    .optional(),
  cutOff: z
    .string()
    .refine((text) => readPeriod(text)?.grain === "month", { params: { expected: "expected.month" } })
    .optional(),
});

/** Reads dataset.yaml; every line that does not fit is a finding. */
export function about(text: string, file: string, findings: Findings): About {
  let document: unknown;
  try {
    document = parse(text) ?? {};
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    findings.add({
      code: "yaml-broken",
      severity: "error",
      file,
      row: error.linePos?.[0].line ?? 1,
      value: error.message.split("\n")[0] ?? "",
    });
    return {};
  }
  const read = AboutFile.safeParse(document);
  if (read.success) return read.data;
  for (const issue of read.error.issues) {
    const unknown = issue.code === "unrecognized_keys" ? issue.keys.join(", ") : undefined;
    findings.add({
      code: unknown ? "setting-unknown" : "setting-malformed",
      severity: "error",
      file,
      column: unknown ?? issue.path.join("."),
      value: unknown ?? issue.message,
      expected: "biaochi, title, source, licence, holds, cutOff",
    });
  }
  return {};
}
