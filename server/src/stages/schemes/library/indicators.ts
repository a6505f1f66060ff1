import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import { type Balance, balanceOf, judge, type LibraryFinding, type LibraryIndicator } from "@biaochi/engine/library";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import type { Scope } from "../../../platform/scope.ts";
import { listSchemeVersions } from "../store.ts";
import { type Standing, standingExceptions } from "./exception-store.ts";
import { listMovements } from "./movement-store.ts";
import { type LibraryVersion, listIndicators, lockLibrary, programmeInReach, saveVersion } from "./store.ts";

export type Draft = {
  readonly programme: string;
  readonly indicator: LibraryIndicator;
  /** Ended in the same act. */
  readonly instead?: string | undefined;
};

type Checked = {
  readonly findings: readonly LibraryFinding[];
  readonly balance: Balance;
  readonly before: LibraryVersion | undefined;
  readonly instead: LibraryVersion | undefined;
  /** The exceptions on which the draft would rest. */
  readonly exceptions: readonly Standing[];
};

/** The cycle of the programme's newest scheme; without one the year at hand. */
export async function cycleOf(tx: Transaction, scope: Scope, programme: string, day: string): Promise<string> {
  return (await listSchemeVersions(tx, scope, programme)).at(-1)?.cycle ?? day.slice(0, 4);
}

/** Everything that would be found on a draft if it were written on this day. */
export async function checkDraft(tx: Transaction, scope: Scope, draft: Draft, day: string): Promise<Checked> {
  const { programme, indicator } = draft;
  const all = await listIndicators(tx, scope, programme);
  const standing = await standingExceptions(tx, scope, programme, day);
  const balance = balanceOf(await listMovements(tx, scope, programme), day.slice(0, 4));
  const before = all.find((each) => each.indicator === indicator.id);
  const instead = all.find((each) => each.indicator === draft.instead && !each.is_ended);
  const cycle = await cycleOf(tx, scope, programme, day);
  const options = {
    ...{ day, cycle, balance },
    library: all.filter(({ is_ended }) => !is_ended).map(({ content }) => content),
    before: before?.is_ended === true ? undefined : before?.content,
    instead: instead?.content,
  };
  const findings = judge(indicator, { ...options, exceptions: standing });
  // What it rests on is what would stand against it without its exceptions.
  const without = judge(indicator, { ...options, exceptions: [] }).filter(({ level }) => level === "blocked");
  const exceptions = standing.filter(
    (each) =>
      each.indicator === indicator.id &&
      without.some(
        ({ code, other }) =>
          code === each.block && (other === undefined || each.other === undefined || other === each.other),
      ),
  );
  return { findings, balance, before, instead, exceptions };
}

export type Save = Draft & {
  readonly reason: string;
  readonly document?: string | undefined;
  /** The version that was on the screen. */
  readonly after?: number | undefined;
};
export type SaveRefusal = Refusal<
  | "outside-scope"
  | "version-stale"
  | "library-same"
  | "library-forbidden"
  | "library-wrong"
  | "library-blocked"
  | "library-instead-unknown"
>;

const codeOf = { forbidden: "library-forbidden", wrong: "library-wrong", blocked: "library-blocked" } as const;

/** What keeps a draft from being written or proposed, if anything. */
export function standsAgainst(
  { indicator, instead: wanted, after }: Pick<Save, "indicator" | "instead" | "after">,
  { findings, before, instead }: Checked,
): SaveRefusal | undefined {
  if (before?.version !== after) return { code: "version-stale" };
  const isKnown = before !== undefined && !before.is_ended && isEqual(before.content, indicator);
  if (isKnown && wanted === undefined) return { code: "library-same" };
  if (wanted !== undefined && (instead === undefined || wanted === indicator.id))
    return { code: "library-instead-unknown" };
  const worst = findings[0];
  if (worst === undefined || !(worst.level in codeOf)) return undefined;
  const code = codeOf[worst.level as keyof typeof codeOf];
  return { code, params: { finding: worst.code, other: worst.other ?? null } };
}

/** Adds an indicator or a version of one, and ends the one in whose place it comes: all of it or nothing. */
export async function saveIndicator(
  tx: Transaction,
  actor: Actor,
  save: Save,
  day: string,
): Promise<Outcome<number, SaveRefusal>> {
  const { programme, indicator, reason, document } = save;
  if ((await programmeInReach(tx, actor.scope, programme)) === undefined) return refuse({ code: "outside-scope" });
  await lockLibrary(tx, programme);
  const checked = await checkDraft(tx, actor.scope, save, day);
  const refusal = standsAgainst(save, checked);
  if (refusal !== undefined) return refuse(refusal);
  const { before, instead, exceptions } = checked;
  const act = { programme, reason, document, author: actor.id, day };
  if (instead !== undefined)
    await saveVersion(tx, { ...act, content: instead.content, version: instead.version + 1, is_ended: true });
  const version = (before?.version ?? 0) + 1;
  await saveVersion(tx, {
    ...act,
    content: indicator,
    version,
    is_ended: false,
    exceptions: exceptions.map(({ id }) => id),
  });
  return ok(version);
}

const sorted = (value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([, each]) => each !== undefined)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, each]) => [key, sorted(each)]),
      )
    : value;
/** jsonb keeps keys in an order of its own. */
export const isEqual = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

export type EndRefusal = Refusal<"outside-scope" | "not-found" | "library-ended">;

export async function endIndicator(
  tx: Transaction,
  actor: Actor,
  wanted: {
    readonly programme: string;
    readonly indicator: string;
    readonly reason: string;
    readonly document?: string | undefined;
  },
  day: string,
): Promise<Outcome<number, EndRefusal>> {
  const { programme, indicator, reason, document } = wanted;
  if ((await programmeInReach(tx, actor.scope, programme)) === undefined) return refuse({ code: "outside-scope" });
  await lockLibrary(tx, programme);
  const known = (await listIndicators(tx, actor.scope, programme)).find((each) => each.indicator === indicator);
  if (known === undefined) return refuse({ code: "not-found" });
  if (known.is_ended) return refuse({ code: "library-ended" });
  const { content, version } = known;
  const end = { programme, content, version: version + 1, is_ended: true, reason, document, author: actor.id, day };
  await saveVersion(tx, end);
  return ok(version + 1);
}
