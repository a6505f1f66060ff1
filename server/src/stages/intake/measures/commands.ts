import { type Measure, type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { findStream } from "./contest-store.ts";
import { answersFor, findMeasure, otherMeasureOf, saveMeasureVersion } from "./measure-store.ts";
import { soundMeasure } from "./sound.ts";

export type SaveMeasure = {
  readonly programme: string;
  readonly measure: string;
  readonly content: Measure;
  readonly reason: string;
  readonly basedOn: number;
};

/** Whoever saves answers for the indicator, and for the one that the measure was of before. One measure writes an indicator's figures. */
export async function saveMeasure(
  tx: Transaction,
  { scope, id: by }: Actor,
  save: SaveMeasure,
): Promise<
  Outcome<number, Refusal<"outside-scope" | "stream-unknown" | "measure-unsound" | "measure-taken" | "version-stale">>
> {
  const { programme, measure, content, reason, basedOn } = save;
  const { indicator, stream } = content;
  if (!(await answersFor(tx, scope, { programme, indicator }))) return refuse({ code: "outside-scope" });
  const before = await findMeasure(tx, scope, { programme, measure });
  if (before !== undefined && !(await answersFor(tx, scope, { programme, indicator: before.content.indicator })))
    return refuse({ code: "outside-scope" });
  const mapping = await findStream(tx, scope, { programme, stream });
  if (mapping === undefined) return refuse({ code: "stream-unknown", params: { stream } });
  const sound = soundMeasure(content, mapping);
  if (!sound.ok) return sound;
  const newest = before?.version ?? 0;
  if (newest !== basedOn) return refuse({ code: "version-stale", params: { newest: String(newest) } });
  const other = await otherMeasureOf(tx, { programme, measure, indicator });
  if (other !== undefined) return refuse({ code: "measure-taken", params: { measure: other } });
  const version = newest + 1;
  const isSaved = await saveMeasureVersion(tx, { programme, measure, version, content, isEnded: false, by, reason });
  return isSaved ? ok(version) : refuse({ code: "version-stale", params: { newest: String(version) } });
}

/** Nothing more is counted by it; its figures stay, and another measure may be made for the indicator. */
export async function endMeasure(
  tx: Transaction,
  { scope, id: by }: Actor,
  end: Omit<SaveMeasure, "content">,
): Promise<Outcome<number, Refusal<"outside-scope" | "version-stale" | "measure-ended">>> {
  const { programme, measure, reason, basedOn } = end;
  const before = await findMeasure(tx, scope, { programme, measure });
  if (before === undefined || !(await answersFor(tx, scope, { programme, indicator: before.content.indicator })))
    return refuse({ code: "outside-scope" });
  if (before.isEnded) return refuse({ code: "measure-ended" });
  if (before.version !== basedOn) return refuse({ code: "version-stale", params: { newest: String(before.version) } });
  const { content } = before;
  const version = basedOn + 1;
  const isSaved = await saveMeasureVersion(tx, { programme, measure, version, content, isEnded: true, by, reason });
  return isSaved ? ok(version) : refuse({ code: "version-stale", params: { newest: String(version) } });
}
