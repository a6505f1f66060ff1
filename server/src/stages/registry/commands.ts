import { type Outcome, ok, type Refusal, type RegistryActInput, refuse } from "@biaochi/contract";
import {
  type ActProblem,
  applyAct,
  type Edition,
  type RegistryAct,
  readPeriod,
  registryOfSubjects,
} from "@biaochi/engine";
import type { Transaction } from "../../platform/database.ts";
import { inTransaction, lockRecordings } from "../../platform/recordings.ts";
import { programmeInScope, type Scope } from "../../platform/scope.ts";
import { storedSubjects } from "./derived-store.ts";
import { type Ask, askIn, type Concerned, newestEdition } from "./edition-store.ts";
import { now, type PlannedEdition, planEdition, recordEdition } from "./record-edition.ts";
import { isProgrammeInScope, whereaboutsOf } from "./whereabouts-store.ts";

export type Acting = {
  readonly programme: string;
  readonly effective: string;
  readonly act: RegistryActInput;
};

type Planned = PlannedEdition & { readonly problem: ActProblem | undefined };

/** Whose entries have to be read to judge an act: everybody's for a new cycle, otherwise the people and units that it names. */
async function concernedBy(ask: Ask, programme: string, act: RegistryActInput): Promise<Concerned | undefined> {
  switch (act.act) {
    case "open-cycle":
    case "begin-registry":
      return undefined;
    case "make-unit":
      return { officials: [act.unit], units: [act.unit] };
    case "make-team":
      return { officials: [act.team], units: [act.unit] };
    case "change-unit":
    case "make-section":
      return { officials: [], units: [act.unit] };
    case "end-unit":
      return { officials: [], units: [act.unit, ...act.successors] };
    case "record-meeting":
      return { officials: [], units: [] };
    case "end-section":
      return { officials: [], units: await whereaboutsOf(ask, programme, { section: act.section }) };
    case "change-post":
    case "end-post": {
      const [official, unit] = await whereaboutsOf(ask, programme, { post: act.post });
      const places = act.act === "change-post" && act.unit ? [act.unit] : [];
      return { officials: official ? [official] : [], units: unit ? [unit, ...places] : places };
    }
    case "give-post":
      return { officials: [act.official], units: [act.unit] };
    default:
      return { officials: [act.official], units: [] };
  }
}

/** What an act would record. Undefined: there is no registry to act on. */
export async function planAct(tx: Transaction, { programme, effective, act }: Acting): Promise<Planned | undefined> {
  const ask = askIn(tx);
  let problem: ActProblem | undefined;
  const concerned = await concernedBy(ask, programme, act);
  if (act.act === "begin-registry") return planBeginning(ask, programme, act.cycle);
  const when = act.act === "open-cycle" ? { cycle: act.cycle, cutOff: act.cutOff } : undefined;
  const newest = await newestEdition(ask, { programme, recording: now });
  if (newest === undefined) return undefined;
  const planned = await planEdition(ask, { programme, concerned, when }, (registry): Edition => {
    if (act.act === "open-cycle") return {};
    const applied = applyAct(registry, act satisfies RegistryAct, effective);
    if (applied.ok) return applied.edition;
    problem = applied.problem;
    return {};
  });
  return planned && { ...planned, problem };
}

/** The registry of a programme that has none, from its subjects. It says what they say: what is wrong with it was so before. */
async function planBeginning(ask: Ask, programme: string, cycle: string): Promise<Planned | undefined> {
  const at = { programme, recording: now };
  const period = readPeriod(cycle);
  const begun = await newestEdition(ask, at);
  const problem = begun === undefined && period ? undefined : { code: "begun-already", values: { cycle } };
  const registry = problem === undefined && period ? registryOfSubjects(await storedSubjects(ask, at), period) : {};
  const planned = await planEdition(ask, { programme, when: { cycle } }, () => registry);
  const findings = planned?.findings.map((finding) => ({ ...finding, severity: "warning" as const })) ?? [];
  return planned && { ...planned, findings, problem };
}

export async function previewAct(
  tx: Transaction,
  scope: Scope,
  acting: Acting,
): Promise<Outcome<Planned, Refusal<"outside-scope" | "registry-empty">>> {
  if (!(await isProgrammeInScope(tx, programmeInScope(scope, "p.id"), acting.programme)))
    return refuse({ code: "outside-scope" });
  const planned = await planAct(tx, acting);
  return planned === undefined ? refuse({ code: "registry-empty" }) : ok(planned);
}

type Doing = Acting & { readonly reason: string; readonly by: string; readonly ifMatch: string | undefined };

/** Whom or what an act is about, for the name of its recording and the audit trail. */
export const thingOf = (act: RegistryActInput): string => {
  if ("official" in act) return act.official;
  if ("post" in act) return act.post;
  if ("section" in act && act.act === "end-section") return act.section;
  if (act.act === "make-team") return act.team;
  if ("unit" in act && act.unit !== undefined) return act.unit;
  if ("body" in act) return act.body;
  return "cycle" in act ? act.cycle : "";
};

/**
 * Records an act. Whoever read an older edition is told so: two people acting at once do not overwrite each other. From the
 * lock on nobody else records, so that what is checked is what is written.
 */
export async function doAct(
  tx: Transaction,
  scope: Scope,
  doing: Doing,
): Promise<
  Outcome<
    { readonly edition: number; readonly subjects: number },
    Refusal<
      | ("outside-scope" | "registry-empty" | "version-required" | "version-stale")
      | ("registry-unsound" | "registry-act-impossible")
    >
  >
> {
  const { programme, effective, act, reason, by, ifMatch } = doing;
  if (!(await isProgrammeInScope(tx, programmeInScope(scope, "p.id"), programme)))
    return refuse({ code: "outside-scope" });
  if (ifMatch === undefined) return refuse({ code: "version-required" });
  await lockRecordings(inTransaction(tx));
  const planned = await planAct(tx, doing);
  if (planned === undefined) return refuse({ code: "registry-empty" });
  const newest = String(planned.newest?.recording ?? 0);
  if (ifMatch !== newest) return refuse({ code: "version-stale", params: { newest } });
  if (planned.problem !== undefined)
    return refuse({ code: "registry-act-impossible", params: { problem: planned.problem.code, thing: thingOf(act) } });
  const name = `${act.act} ${thingOf(act)}`;
  const recorded = await recordEdition(tx, planned, { programme, act: act.act, effective, name, author: by, reason });
  if (!recorded.ok) return recorded;
  const { changed, gone } = planned.changes;
  return ok({ edition: recorded.value.edition, subjects: changed.length + gone.length });
}
