import {
  type ExplanationPage,
  type Outcome,
  ok,
  type Refusal,
  type Role,
  refuse,
  type SubjectPage,
} from "@biaochi/contract";
import { type Explanation, ruleInWords } from "@biaochi/engine";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import { isOneself, type Scope } from "../../platform/scope.ts";
import { factOf, findFacts } from "../intake/fact-store.ts";
import { type SchemeNames, schemeNames } from "../schemes/names-store.ts";
import { naming } from "../schemes/store.ts";
import { computedFrom, type ScoringDesk } from "./desk.ts";
import { agreedExplanation, explanationPageOf, factIdsOf } from "./explanation.ts";
import { comparePeers, type PeerLine } from "./peer-store.ts";
import { findResult, listMembers, listPeriods } from "./result-store.ts";
import type { FinishedRun } from "./standing-store.ts";
import { lastBefore, subjectPageOf } from "./subject-page.ts";
import { sightOf } from "./visibility.ts";
import { whereabouts } from "./whereabouts.ts";

export type Reader = { readonly scope: Scope; readonly roles: readonly Role[] };

/** Whoever computes explanations. */
export type Explaining = Pick<ScoringDesk, "explain">;

/** Everything that a sheet about one subject says: its page and why it has its score, as the reader may see them. */
export type Sheet = {
  readonly page: z.input<typeof SubjectPage>;
  readonly explanation: z.input<typeof ExplanationPage>;
  /** The rule of an item in words, as a code with its values; undefined for blocks and limits. */
  ruleAt(path: string): ReturnType<typeof ruleInWords> | undefined;
};

export type SheetRefusal = Refusal<"outside-scope" | "explanation-differs" | "engine-differs" | "facts-erased">;

export type Sheets = {
  /** Explains many subjects in one computation; `read` takes them from there. */
  prepare(subjects: readonly string[]): Promise<void>;
  read(tx: Transaction, subject: string): Promise<Outcome<Sheet, SheetRefusal>>;
};

type Prepared = { readonly explanation: Explanation | undefined; readonly places: ReturnType<typeof whereabouts> };

/** Reads the sheets of a run one after the other; what they have in common is read once. */
export function sheetsOf(desk: Explaining, reader: Reader, { run, scheme }: FinishedRun): Sheets {
  const sight = sightOf(reader.roles);
  const peers = new Map<string, Promise<readonly PeerLine[]>>();
  const prepared = new Map<string, Prepared>();
  let said: SchemeNames | undefined;

  async function prepare(subjects: readonly string[]): Promise<void> {
    const { explanations, subjects: known } = await desk.explain(computedFrom(run), subjects);
    const places = whereabouts(known);
    const bySubject = new Map(explanations.map((each) => [each.subject, each]));
    prepared.clear();
    for (const subject of subjects) prepared.set(subject, { explanation: bySubject.get(subject), places });
  }

  async function pageOf(tx: Transaction, subject: string) {
    const result = await findResult(tx, reader.scope, run.id, subject);
    if (result === undefined) return undefined;
    const members = result.type === "official" ? [] : await listMembers(tx, reader.scope, run.id, subject);
    const periods = await listPeriods(tx, reader.scope, run.programme, subject);
    const before = lastBefore(periods, run.period);
    const earlier = before && (await findResult(tx, reader.scope, before.run, subject));
    const last = before && { line: before, nodes: earlier?.nodes ?? [] };
    const [first] = result.placings;
    const isShown = first !== undefined && first.size >= sight.smallestCohort;
    let compared: readonly PeerLine[] = [];
    if (isShown) {
      const { cohort } = first;
      const known = peers.get(cohort) ?? comparePeers(tx, { run: run.id, cohort, smallest: sight.smallestCohort });
      peers.set(cohort, known);
      compared = await known;
    }
    const isOwn = isOneself(reader.scope, run.programme, subject);
    const parts = { run, result, members, periods, last, peers: compared, scheme, sight, isOwn };
    return { result, page: subjectPageOf(parts) };
  }

  return {
    prepare,
    async read(tx, subject) {
      const found = await pageOf(tx, subject);
      if (found === undefined) return refuse({ code: "outside-scope" });
      if (!prepared.has(subject)) await prepare([subject]);
      const own = prepared.get(subject);
      const explained = agreedExplanation(run, found.result, own?.explanation);
      if (!explained.ok) return explained;
      const named = await findFacts(tx, reader.scope, run.programme, factIdsOf(explained.value));
      said ??= await schemeNames(tx, reader.scope, run.programme);
      const called = said;
      const shown = named.map((row) => factOf(row, called));
      const names = naming(scheme, found.result.list);
      const places = own?.places ?? whereabouts([]);
      return ok({
        page: found.page,
        explanation: explanationPageOf(run, found.result, scheme, explained.value, shown, places),
        ruleAt(path) {
          const node = names.find(path)?.node;
          return node !== undefined && "item" in node && !path.includes("#") ? ruleInWords(node.rule) : undefined;
        },
      });
    },
  };
}
