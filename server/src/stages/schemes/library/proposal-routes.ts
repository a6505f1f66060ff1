import { ok, refuse, routes } from "@biaochi/contract";
import type { LibraryIndicator } from "@biaochi/engine/library";
import type { Clock } from "../../../platform/clock.ts";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { handle, type MountedRoute } from "../../../platform/mount-routes.ts";
import { unitNames } from "../../registry/store.ts";
import { findingOf } from "./indicator-page.ts";
import { checkDraft } from "./indicators.ts";
import { findProposal, listProposals, type ProposalRow, proposalOf } from "./proposal-store.ts";
import { decideProposal, propose, proposeEnd, withdrawProposal } from "./proposals.ts";
import { listVersions, programmeInReach } from "./store.ts";

const outside = () => refuse({ code: "outside-scope" } as const);
const trailOf = (programme: string, indicator: string, proposal: number) => ({
  ...{ programme, thing: `indicator:${indicator} proposal:${proposal}` },
});

/** What an owner proposes for the library, and what the office decides. */
export function proposalRoutes(clock: Clock): readonly MountedRoute<Actor>[] {
  const answer = async (tx: Transaction, actor: Actor, programme: string, proposal: number) => {
    const row = await findProposal(tx, actor, { programme, proposal });
    if (row === undefined) return outside();
    return ok({ value: proposalOf(row, actor), trail: trailOf(programme, row.indicator, proposal) });
  };
  return [
    handle<Actor>()(routes.listProposals, async (tx, { actor, input }) => {
      const programme = await programmeInReach(tx, actor.scope, input.query.programme);
      if (programme === undefined) return outside();
      const rows = await listProposals(tx, actor, programme);
      return ok({ value: { proposals: rows.map((row) => proposalOf(row, actor)) } });
    }),
    handle<Actor>()(routes.readProposal, async (tx, { actor, input }) => {
      const programme = await programmeInReach(tx, actor.scope, input.query.programme);
      if (programme === undefined) return outside();
      const row = await findProposal(tx, actor, { programme, ...input.params });
      if (row === undefined) return outside();
      const sided = await sides(tx, actor, row);
      return ok({ value: { ...proposalOf(row, actor), ...sided, ...(await today(tx, actor, row, clock.today())) } });
    }),
    handle<Actor>()(routes.checkProposal, async (tx, { actor, input }) => {
      const { programme } = input.body;
      if ((await programmeInReach(tx, actor.scope, programme)) === undefined) return outside();
      const { findings, balance, before } = await checkDraft(tx, actor.scope, input.body, clock.today());
      return ok({ value: { findings: findings.map(findingOf), balance, isNew: before === undefined } });
    }),
    handle<Actor>()(routes.proposeIndicator, async (tx, { actor, input }) => {
      const made = await propose(tx, actor, input.body, clock.today());
      if (!made.ok) return made;
      const { programme, indicator } = input.body;
      return ok({ value: { proposal: made.value }, trail: trailOf(programme, indicator.id, made.value) });
    }),
    handle<Actor>()(routes.proposeEnd, async (tx, { actor, input }) => {
      const made = await proposeEnd(tx, actor, { ...input.params, ...input.body });
      if (!made.ok) return made;
      const trail = trailOf(input.body.programme, input.params.indicator, made.value);
      return ok({ value: { proposal: made.value }, trail });
    }),
    handle<Actor>()(routes.decideProposal, async (tx, { actor, input }) => {
      const decided = await decideProposal(tx, actor, { ...input.params, ...input.body }, clock.today());
      return decided.ok ? answer(tx, actor, input.body.programme, decided.value) : decided;
    }),
    handle<Actor>()(routes.withdrawProposal, async (tx, { actor, input }) => {
      const done = await withdrawProposal(tx, actor, { ...input.params, ...input.body });
      return done.ok ? answer(tx, actor, input.body.programme, done.value) : done;
    }),
  ];
}

/** The indicator as it was when somebody proposed something for it, beside what was proposed. */
async function sides(tx: Transaction, { scope }: Actor, row: ProposalRow) {
  const { programme, indicator, content, based_on: basedOn } = row;
  const nameUnit = await unitNames(tx, scope, programme);
  const unit = (id: string | undefined) => (id === undefined ? null : { id, name: nameUnit(id) });
  const sided = (each: LibraryIndicator) => ({
    ...{ indicator: each, owner: unit(each.owner), dataOwner: unit(each.dataOwner) },
  });
  const versions = basedOn === null ? [] : await listVersions(tx, scope, { programme, indicator });
  const before = versions.find(({ version }) => version === basedOn);
  return {
    now: before === undefined ? null : sided(before.content),
    proposed: content === null ? null : sided(content),
  };
}

/** Of what waits: what stands against it today, and whether another version was written since. */
async function today(tx: Transaction, { scope }: Actor, row: ProposalRow, day: string) {
  const { programme, content, instead, based_on: basedOn } = row;
  if (row.outcome !== null) return { findings: [], isStale: false };
  if (content === null) {
    const [newest] = await listVersions(tx, scope, { programme, indicator: row.indicator });
    return { findings: [], isStale: newest?.version !== basedOn };
  }
  const draft = { programme, indicator: content, instead: instead ?? undefined };
  const { findings, before } = await checkDraft(tx, scope, draft, day);
  return { findings: findings.map(findingOf), isStale: (before?.version ?? null) !== basedOn };
}
