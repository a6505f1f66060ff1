// What may happen to a log in a year, at random and the same for the same seed: acts that count and acts that do not.

import { type Bytes, utf8 } from "./bytes.ts";
import type { CommitEntry, ProposeEntry } from "./entry.ts";
import { type Holder, hashOf, holder, nextId, passkey, policyDocument, TestLog } from "./test-log.ts";

export type Chance = (below: number) => number;

export function chanceFrom(seed: number): Chance {
  let state = (seed % 2_147_483_646) + 1;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

const rules = {
  score: { k: 2, must: [], late: { k: 3, notice: 3600 } },
  result: { k: 3, notice: 600 },
  progress: { k: 2, must: [] },
  key: { k: 2, must: [], notice: 3600 },
  policy: { k: 2, must: [] },
  erase: { k: 2, must: [], late: { k: 4, notice: 0 } },
  log: { k: 2, must: [] },
};
const types = ["score", "result", "progress", "evidence"] as const;
const periods = ["2026q1", "2026q2"];

class History {
  readonly chance: Chance;
  readonly log: TestLog;
  readonly holders: Holder[];
  private n = 1;

  constructor(chance: Chance) {
    this.chance = chance;
    const document = policyDocument({}, rules);
    const clerk = passkey("platform", ["origin"]);
    const more = [
      passkey("third", ["approve"]),
      holder("org", ["approve", "origin"]),
      clerk,
      holder("unit", ["origin"]),
    ];
    this.log = new TestLog(document, more);
    const { nodes, platform, author, seal } = this.log;
    this.holders = [...Object.values(nodes), platform, author, seal, ...more];
  }

  one<T>(list: readonly T[]): T {
    const found = list[this.chance(list.length)];
    if (found === undefined) throw new Error("nothing to choose from");
    return found;
  }

  some<T>(list: readonly T[], most: number): T[] {
    const from = this.chance(list.length);
    return Array.from(
      { length: Math.min(list.length, 1 + this.chance(most)) },
      (_, at) => list[(from + at) % list.length],
    ).flatMap((each) => each ?? []);
  }

  approvers(): Holder[] {
    const { nodes } = this.log;
    return this.chance(4) === 0 ? this.some(this.holders, 4) : this.some(Object.values(nodes), 4);
  }

  /** Nearly always the index of an entry of the kind, sometimes any. */
  indexOf(t: (name: string) => boolean): number {
    const found = this.log.verdicts.filter((each) => t(each.t ?? "")).map((each) => each.index);
    return found.length === 0 || this.chance(12) === 0
      ? this.chance(this.log.leaves.length)
      : this.one(found.slice(-4));
  }

  record(): void {
    const { log } = this;
    const per = this.chance(2) === 0 ? {} : { per: this.one(periods) };
    const isOwn = this.chance(5) > 0;
    log.record(
      { t: this.one(types), c: hashOf(`c${this.chance(9)}`), ...per },
      isOwn ? [log.author, log.seal] : this.some(this.holders, 3),
    );
  }

  propose(): void {
    const record = this.indexOf((t) => types.some((each) => each === t));
    const version = this.log.state.records.get(record)?.version ?? 1;
    const ver = this.chance(8) === 0 ? version + 1 : version;
    const exp = this.log.now + 60 * this.chance(120);
    this.log.propose(
      record,
      { ver, exp, c: hashOf(`c${this.chance(99)}`) },
      this.chance(5) === 0 ? this.some(this.holders, 2) : undefined,
    );
  }

  decide(t: "amend.commit" | "amend.reject"): void {
    const { log } = this;
    const proposal = this.indexOf((each) => each === "amend.propose");
    if (log.verdicts[proposal]?.t !== "amend.propose") {
      this.strange();
      return;
    }
    const changes: Partial<ProposeEntry> = this.chance(8) === 0 ? { c: hashOf("another") } : {};
    const statement = log.statement(proposal, t, changes);
    if (t === "amend.commit") log.commit(proposal, this.approvers(), statement, this.times<CommitEntry>());
    else log.reject(proposal, this.some(Object.values(log.nodes), 2), statement);
  }

  times<E>(): Partial<E> {
    const at = this.log.now - 60 * this.chance(12);
    return (this.chance(3) === 0 ? { at } : {}) as Partial<E>;
  }

  key(): void {
    const { log } = this;
    const old = this.one(this.holders);
    const { org, party, use } = old.document;
    const isSame = this.chance(3) > 0;
    const fresh = holder(org, use, isSame ? party : nextId());
    const kind = this.chance(5);
    if (kind === 0) log.act({ t: "key.add", key: fresh.document }, this.approvers(), [log.platform, fresh]);
    else if (kind === 1) log.act({ t: "key.rotate", old: old.kid, key: fresh.document }, [], [old, fresh]);
    else if (kind === 2)
      log.act({ t: "key.rotate", old: old.kid, key: fresh.document }, this.approvers(), [log.platform, fresh]);
    else if (kind === 3 && this.chance(3) === 0)
      log.act(
        { t: "key.revoke", kid: old.kid, upto: this.chance(log.leaves.length + 1) - 1, why: "lost" },
        this.approvers(),
      );
    else this.veto();
    if (kind < 3) this.holders.push(fresh); // on the log or not
  }

  veto(): void {
    const rotation = this.indexOf((t) => t === "key.rotate");
    if (this.log.verdicts[rotation]?.t === "key.rotate") this.log.veto(rotation, this.one(this.holders));
    else this.strange();
  }

  policy(): void {
    const { state } = this.log;
    const next = policyDocument(
      { n: this.n + 1, prev: state.policy?.hash ?? "" },
      { ...rules, score: { k: 2 + this.chance(3), must: [] } },
    );
    if (this.log.act({ t: "policy", doc: next }, this.approvers()).isValid) this.n += 1;
  }

  /** Bytes that are no entry, an entry again, one with a byte changed. */
  strange(): void {
    const { log } = this;
    const leaf = log.leaves[this.chance(log.leaves.length)] ?? new Uint8Array();
    const changed: Bytes = leaf.slice();
    changed[this.chance(leaf.length)] = this.chance(256);
    log.putBytes(this.one([utf8("{}"), leaf, changed, changed]));
  }

  step(): void {
    const { log } = this;
    if (this.chance(3) === 0) log.now += 60 * this.chance(40);
    const kind = this.chance(20);
    if (kind < 6) this.record();
    else if (kind < 9) this.propose();
    else if (kind < 12) this.decide("amend.commit");
    else if (kind === 12) this.decide("amend.reject");
    else if (kind < 15) this.key();
    else if (kind === 15) this.chance(4) === 0 ? this.policy() : this.decide("amend.commit");
    else if (kind === 16)
      log.act(
        { t: "erase.notice", ref: log.ref(this.indexOf((t) => t === "score")), basis: "pipl-47" },
        this.approvers(),
      );
    else if (kind === 17)
      log.snapshot(
        this.chance(2) === 0 ? { closes: [this.one(periods)] } : this.chance(3) === 0 ? { root: hashOf("x") } : {},
      );
    else if (kind === 18) this.strange();
    else
      log.submit({ t: "anchor", kind: "tsa", size: 1, root: hashOf("r"), c: hashOf("c") } as never, [
        this.one(this.holders),
      ]);
  }
}

/** A log after so many steps; in one of eight it was closed on the way. */
export function randomLog(seed: number, steps: number): TestLog {
  const history = new History(chanceFrom(seed));
  const end = history.chance(8) === 0 ? history.chance(steps) : steps;
  for (let at = 0; at < steps; at += 1) {
    history.step();
    const { log } = history;
    if (at === end) log.act({ t: "log.close", size: log.leaves.length, why: "moved" }, log.all());
  }
  return history.log;
}
