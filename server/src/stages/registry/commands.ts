import { may, type Outcome, ok, type Refusal, type RegistryActInput, type Role, refuse } from "@biaochi/contract";
import {
  type ActProblem,
  applyAct,
  type BodyLife,
  dayBefore,
  type Edition,
  isRecordAct,
  type RegistryAct,
  type Rulebook,
  readPeriod,
  registryOfSubjects,
  type SanctionTerm,
  sanctionTerm,
} from "@biaochi/engine";
import type { Transaction } from "../../platform/database.ts";
import { inTransaction, lockRecordings } from "../../platform/recordings.ts";
import { programmeInScope, type Scope } from "../../platform/scope.ts";
import { storedSubjects } from "./derived-store.ts";
import { type Ask, askIn, type Concerned, newestEdition } from "./edition-store.ts";
import { now, type PlannedEdition, planEdition, recordEdition } from "./record-edition.ts";
import { rulebookInForce } from "./rulebooks/local-store.ts";
import { isProgrammeInScope, whereaboutsOf } from "./whereabouts-store.ts";

export type Acting = {
  readonly programme: string;
  readonly effective: string;
  readonly act: RegistryActInput;
  /** By which roles it is done: what is kept about a person is changed by those alone whom its data class names. */
  readonly roles: readonly Role[];
};

const mayNot = ({ act, roles }: Acting): boolean => isRecordAct(act.act) && !may("change-personnel-file", roles);

type Planned = PlannedEdition & {
  readonly problem: ActProblem | undefined;
  readonly term: SanctionTerm | undefined;
} & {
  /** Whom or what it is about, for the name of its recording and the audit trail. */
  readonly about: string;
};

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
    case "change-section":
    case "end-section":
      return { officials: [], units: await whereaboutsOf(ask, programme, "section", act.section) };
    case "move-section":
      return { officials: [], units: [act.unit, ...(await whereaboutsOf(ask, programme, "section", act.section))] };
    case "merge-section": {
      const into = await whereaboutsOf(ask, programme, "section", act.into);
      return { officials: [], units: [...into, ...(await whereaboutsOf(ask, programme, "section", act.section))] };
    }
    // Whoever is managed by it, wherever they serve.
    case "end-body":
      return undefined;
    case "change-sanction":
    case "end-sanction":
      return { officials: await whereaboutsOf(ask, programme, "sanction", act.sanction), units: [] };
    case "change-grade":
      return { officials: await whereaboutsOf(ask, programme, "grade", act.entry), units: [] };
    case "withdraw-record":
      return { officials: await whereaboutsOf(ask, programme, act.kind, act.entry), units: [] };
    case "change-post":
    case "end-post": {
      const [official, unit] = await whereaboutsOf(ask, programme, "post", act.post);
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
  const bodyEnd = act.act === "end-body" ? { id: act.body, until: dayBefore(effective) } : undefined;
  const { act: said, term } = withTerm((await rulebookInForce(tx)).rulebook, act, effective);
  const planned = await planEdition(ask, { programme, concerned, when, bodyEnd }, (registry): Edition => {
    if (said.act === "open-cycle" || said.act === "begin-registry") return {};
    const applied = applyAct(registry, said satisfies RegistryAct, effective);
    if (applied.ok) return applied.edition;
    problem = applied.problem;
    return {};
  });
  const about = isRecordAct(act.act) ? (concerned?.officials[0] ?? "") : thingOf(act);
  return planned && { ...planned, about, term, problem: problem ?? (bodyEnd && bodyProblem(planned.bodies, bodyEnd)) };
}

/** A sanction without a last day has the one that the rulebook of its first day says, where it says one. */
function withTerm(
  rulebook: Rulebook,
  act: RegistryActInput,
  since: string,
): { readonly act: RegistryActInput; readonly term: SanctionTerm | undefined } {
  if (act.act !== "add-sanction" || act.until !== undefined) return { act, term: undefined };
  const term = sanctionTerm(rulebook, act.kind, since);
  return { act: { ...act, ...(term === undefined ? {} : { until: term.until }) }, term };
}

/** A body ends once: another day is said by undoing the first. */
function bodyProblem(bodies: readonly BodyLife[], { id }: BodyLife): ActProblem | undefined {
  const body = bodies.find((each) => each.id === id);
  if (body === undefined) return { code: "body-absent", values: { body: id } };
  return body.until === undefined ? undefined : { code: "body-over", values: { body: id, until: body.until } };
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
  return planned && { ...planned, findings, problem, term: undefined, about: cycle };
}

export async function previewAct(
  tx: Transaction,
  scope: Scope,
  acting: Acting,
): Promise<Outcome<Planned, Refusal<"outside-scope" | "registry-empty" | "not-permitted">>> {
  if (mayNot(acting)) return refuse({ code: "not-permitted" });
  if (!(await isProgrammeInScope(tx, programmeInScope(scope, "p.id"), acting.programme)))
    return refuse({ code: "outside-scope" });
  const planned = await planAct(tx, acting);
  return planned === undefined ? refuse({ code: "registry-empty" }) : ok(planned);
}

type Doing = Acting & { readonly reason: string; readonly by: string; readonly ifMatch: string | undefined };

/**
 * What the act is called in the name of its recording and in the audit trail, which others read than the file of a person: that
 * somebody was sanctioned stands in neither.
 */
export const nameOfAct = ({ act }: RegistryActInput): string => (isRecordAct(act) ? "personnel-file" : act);

/** Whom or what an act names. A record of a person is about that person, which `planAct` knows. */
const thingOf = (act: RegistryActInput): string => {
  if ("official" in act) return act.official;
  if ("post" in act) return act.post;
  if ("section" in act) return act.section ?? "";
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
    { readonly edition: number; readonly subjects: number; readonly about: string },
    Refusal<
      | ("outside-scope" | "registry-empty" | "version-required" | "version-stale" | "not-permitted")
      | ("registry-unsound" | "registry-act-impossible")
    >
  >
> {
  const { programme, effective, act, reason, by, ifMatch } = doing;
  if (mayNot(doing)) return refuse({ code: "not-permitted" });
  if (!(await isProgrammeInScope(tx, programmeInScope(scope, "p.id"), programme)))
    return refuse({ code: "outside-scope" });
  if (ifMatch === undefined) return refuse({ code: "version-required" });
  await lockRecordings(inTransaction(tx));
  const planned = await planAct(tx, doing);
  if (planned === undefined) return refuse({ code: "registry-empty" });
  const newest = String(planned.newest?.recording ?? 0);
  if (ifMatch !== newest) return refuse({ code: "version-stale", params: { newest } });
  if (planned.problem !== undefined)
    return refuse({ code: "registry-act-impossible", params: { problem: planned.problem.code, thing: planned.about } });
  const name = `${nameOfAct(act)} ${planned.about}`;
  const recorded = await recordEdition(tx, planned, { programme, act: act.act, effective, name, author: by, reason });
  if (!recorded.ok) return recorded;
  const { changed, gone } = planned.changes;
  return ok({ edition: recorded.value.edition, subjects: changed.length + gone.length, about: planned.about });
}
