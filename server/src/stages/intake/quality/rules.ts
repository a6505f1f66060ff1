import { type Outcome, ok, type QualityCheck, type Refusal, refuse } from "@biaochi/contract";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { alsoFor, wholeCity } from "../../../platform/scope.ts";
import { indicatorsOf } from "../../schemes/store.ts";
import { answersFor } from "../measures/measure-store.ts";
import { comparedBy } from "./detect-cross.ts";
import { listRules, saveRuleVersion } from "./rule-store.ts";

/** Every indicator that a rule names, each as often as it is named. */
export const namedBy = (check: QualityCheck): readonly string[] =>
  check.kind === "due" ? [check.indicator] : comparedBy(check);

/** Whether somebody answers for everything that a rule names: what it finds tells of all of them. */
export async function mayKeepRule(
  tx: Transaction,
  { scope }: Actor,
  programme: string,
  check: QualityCheck,
): Promise<boolean> {
  const own = alsoFor(scope, "keep-quality-rules");
  for (const indicator of namedBy(check)) if (!(await answersFor(tx, own, { programme, indicator }))) return false;
  return true;
}

export type SaveRule = {
  readonly programme: string;
  readonly rule: string;
  readonly check: QualityCheck;
  readonly reason: string;
  readonly basedOn: number;
};

export async function saveRule(
  tx: Transaction,
  actor: Actor,
  { programme, rule, check, reason, basedOn }: SaveRule,
): Promise<Outcome<number, Refusal<"outside-scope" | "rule-unsound" | "version-stale">>> {
  if (!(await mayKeepRule(tx, actor, programme, check))) return refuse({ code: "outside-scope" });
  const before = (await listRules(tx, wholeCity, programme)).find((each) => each.rule === rule);
  if (before !== undefined && !(await mayKeepRule(tx, actor, programme, before.content)))
    return refuse({ code: "outside-scope" });
  const unsound = await faultOf(tx, programme, check);
  if (unsound !== undefined) return refuse({ code: "rule-unsound", params: unsound });
  const newest = before?.version ?? 0;
  if (newest !== basedOn) return refuse({ code: "version-stale", params: { newest: String(newest) } });
  const version = newest + 1;
  const isSaved = await saveRuleVersion(tx, {
    programme,
    rule,
    version,
    content: check,
    isEnded: false,
    reason,
    by: actor.id,
  });
  return isSaved ? ok(version) : refuse({ code: "version-stale", params: { newest: String(version) } });
}

/** The first indicator that stands there twice, that the scheme does not know, or that has figures of other periods. */
async function faultOf(
  tx: Transaction,
  programme: string,
  check: QualityCheck,
): Promise<{ readonly indicator: string } | undefined> {
  const known = await indicatorsOf(tx, wholeCity, programme);
  const named = namedBy(check);
  const grain = known.get(named[0] ?? "")?.period;
  const bad = named.find((id, n) => known.get(id)?.period !== grain || grain === undefined || named.indexOf(id) !== n);
  return bad === undefined ? undefined : { indicator: bad };
}

export async function endRule(
  tx: Transaction,
  actor: Actor,
  { programme, rule, reason, basedOn }: Omit<SaveRule, "check">,
): Promise<Outcome<number, Refusal<"outside-scope" | "version-stale" | "rule-ended">>> {
  const before = (await listRules(tx, actor.scope, programme)).find((each) => each.rule === rule);
  if (before === undefined || !(await mayKeepRule(tx, actor, programme, before.content)))
    return refuse({ code: "outside-scope" });
  if (before.isEnded) return refuse({ code: "rule-ended" });
  if (before.version !== basedOn) return refuse({ code: "version-stale", params: { newest: String(before.version) } });
  const { content } = before;
  const version = basedOn + 1;
  const isSaved = await saveRuleVersion(tx, { programme, rule, version, content, isEnded: true, reason, by: actor.id });
  return isSaved ? ok(version) : refuse({ code: "version-stale", params: { newest: String(version) } });
}
