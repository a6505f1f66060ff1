// One log in which every rule of FORMAT.md §11 and §12 speaks at least once: what chance seldom meets.
import { base64, utf8 } from "./bytes.ts";
import {
  type Holder,
  hashOf,
  holder,
  namedHolder,
  nextId,
  passkey,
  policyDocument,
  signed,
  TestLog,
} from "./test-log.ts";

const day = 86_400;

/** Signs as a plain key does, and puts beside it what only passkeys have. */
const adorned = (plain: Holder): Holder => ({
  ...plain,
  sign: (message) => ({ ...plain.sign(message), a: base64(new Uint8Array(37)), d: base64(utf8("{}")) }),
});

/** Signs as a passkey does, and leaves out what it was asked. */
const bare = (person: Holder): Holder => ({
  ...person,
  sign: (message) => {
    const { k, s } = person.sign(message);
    return { k, s };
  },
});

/** Rejections, the unit of the record, late figures, notices, other policies. */
function amendments(log: TestLog, unitSeals: readonly Holder[], others: readonly Holder[]): void {
  const { org, discipline, unit, third } = log.nodes;
  const rejected = log.propose(log.record());
  log.reject(rejected, [org]);
  log.commit(rejected, [org, discipline, unit]); // an organisation that said no
  log.commit(rejected, [discipline, unit, third]);
  log.commit(rejected, log.all());
  const ownRecord = log.record({ by: "unit" }, unitSeals);
  log.commit(log.propose(ownRecord), [org, discipline, unit]); // the unit of the record
  log.reject(log.propose(ownRecord), [org, third]);
  const third_ = log.propose(log.record());
  for (const each of [adorned(third), ...others]) log.commit(third_, [org, discipline, each]);
  log.commit(third_, log.all(), log.statement(third_, "amend.reject"));
  log.commit(third_, log.all(), log.statement(third_), { ref: { ...log.ref(third_), h: hashOf("x") } });
  const expired = log.propose(log.record(), { exp: log.now + 60 });
  const slow = log.propose(log.record({ t: "result" }), { exp: log.now + 9 * day });
  const late = log.propose(log.record({ per: "2026q3" }), { exp: log.now + 9 * day });
  log.commit(slow);
  log.snapshot({ root: hashOf("x"), closes: ["2026q4"] });
  log.snapshot({ closes: ["2026q3"] });
  log.commit(late);
  log.now += 3 * day;
  log.commit(expired);
  log.commit(slow);
  log.commit(late);
  log.commit(late, Object.values(log.nodes));
  const erased = log.record({ per: "2026q3" });
  const open = log.propose(erased);
  log.act({ t: "erase.notice", ref: log.ref(erased), basis: "pipl-47" }, [org, discipline]);
  log.act({ t: "erase.notice", ref: log.ref(erased), basis: "pipl-47" });
  log.act({ t: "erase.notice", ref: log.ref(erased), basis: "pipl-47" });
  log.commit(open);
  log.propose(erased);
}

/** A sound record, but not in the one form in which its bytes have to be written. */
function spellings(log: TestLog): void {
  const head = { ...log.head(), by: "unit-7", t: "score" as const, c: hashOf("version 1") };
  const entry = signed(head, [log.author, log.seal]);
  const text = JSON.stringify(entry);
  const backwards = Object.fromEntries(Object.entries(entry).toReversed());
  const forms = [
    JSON.stringify(entry, undefined, 1),
    JSON.stringify(backwards),
    `${text} `,
    text.replace('"v":1', '"v":1.0'),
    text.replace('"v":1', '"v":1,"v":1'),
    text.replace('"score"', '"s\\u0063ore"'),
  ];
  for (const form of forms) log.putBytes(utf8(form));
}

/** Entries that are void where they stand, whatever they say. */
function places(log: TestLog): void {
  const record = log.record();
  const id = nextId();
  log.record({ id });
  log.record({ id });
  log.record({ at: log.now - 1200 });
  log.record({ pol: hashOf("x") });
  log.record({}, [log.author]);
  log.propose(record, { ref: { ...log.ref(record), h: hashOf("x") } });
  log.propose(record, { ver: 9 });
  log.propose(record, { exp: log.now - 60 });
  log.act({ t: "key.revoke", kid: nextId(), upto: -1, why: "lost" });
  log.putBytes(log.leaves[0] ?? new Uint8Array());
}

/** Additions, rotations at once, waiting, vetoed and lapsed, and a revocation that undoes what was approved. */
function keys(log: TestLog, both: Holder): void {
  const { org, discipline, third, unit } = log.nodes;
  const added = holder("unit-9", ["origin"]);
  const add = (key: Holder, approvers = log.all(), signers = [log.platform, key]) =>
    log.act({ t: "key.add", key: key.document }, approvers, signers);
  add(added, log.all(), [log.platform]);
  add(added);
  add(added);
  add(holder("elsewhere", ["origin"], added.document.party));
  add(holder("org", ["approve"], org.document.party), [org, discipline, third]);
  log.act({ t: "key.add", key: holder("x", ["origin"]).document, by: "org" }, [both, discipline, third], [both]);
  const rotate = (
    old: Holder,
    fresh: Holder,
    approvers: readonly Holder[],
    signers: readonly Holder[],
    fields = {},
  ) => {
    log.act({ t: "key.rotate", old: old.kid, key: fresh.document, ...fields }, approvers, signers);
    return log.last();
  };
  const again = (old: Holder) => holder(old.document.org, old.document.use, old.document.party);
  const [one, two, three, four] = [again(added), again(log.author), again(log.author), again(log.author)];
  rotate(added, again(both), [], [added, again(both)]);
  rotate(added, one, [], [added, one]);
  rotate(added, again(added), [], [added, again(added)]);
  const waits = rotate(log.author, two, log.all(), [log.platform, two]);
  log.veto(waits, added);
  log.veto(waits, log.author);
  rotate(log.author, three, log.all(), [log.platform, three]);
  log.now += 2 * 3600;
  log.record(); // finds it not due yet, and makes it due
  log.record();
  log.record({}, [three, log.seal]);
  rotate(three, four, log.all(), [log.platform, four], { exp: log.now - 60 });
  const proposal = log.propose(log.record({}, [three, log.seal]), {}, [three]);
  log.commit(proposal, [org, discipline, unit]);
  log.act({ t: "key.revoke", kid: org.kid, upto: log.last() + 5, why: "lost" }, [discipline, third, unit]);
  log.act({ t: "key.revoke", kid: org.kid, upto: proposal, why: "lost" }, [org, discipline, third]);
  log.act({ t: "key.revoke", kid: org.kid, upto: proposal, why: "lost" }, [discipline, third, unit]);
  log.act({ t: "key.revoke", kid: org.kid, upto: proposal + 1, why: "lost" }, [discipline, third, unit]);
  log.snapshot();
}

export function scriptedLog(): TestLog {
  const seals = [holder("unit", ["origin"]), holder("unit", ["origin"])];
  const named = namedHolder("paper", "third", ["approve"]);
  const wrong = [
    passkey("third", ["approve"], { flags: 1 }),
    passkey("third", ["approve"], { rp: "other.example.org" }),
    passkey("third", ["approve"], { client: (challenge) => JSON.stringify({ type: "webauthn.create", challenge }) }),
    passkey("third", ["approve"], {
      client: (challenge) => `\ufeff${JSON.stringify({ type: "webauthn.get", challenge })}`,
    }),
    passkey("third", ["approve"], {
      client: (challenge) => JSON.stringify({ type: "webauthn.get", challenge, crossOrigin: true }),
    }),
  ];
  const [press, clerk] = [holder("press", ["approve"]), holder("third", ["origin"])];
  const [right, both] = [passkey("third", ["approve"]), holder("org", ["approve", "origin"])];
  const document = policyDocument(
    {},
    {
      result: { notice: 2 * day },
      score: { late: { k: 4, notice: day } },
      erase: { late: { k: 4, notice: 0 } },
      key: { must: [], notice: 3600 },
    },
  );
  const log = new TestLog(document, wrong); // a key that asserts wrongly could not be added: it signs its own addition
  for (const key of [...seals, press, clerk, right, both, named])
    log.act({ t: "key.add", key: key.document }, log.all(), [log.platform, key]);
  amendments(log, seals, [...wrong, press, clerk, named, bare(right), right]);
  spellings(log);
  places(log);
  keys(log, both);
  const next = policyDocument({ n: 2, prev: log.state.policy?.hash ?? "" });
  const waiting = log.propose(log.record({ by: "unit" }, seals), { by: "unit" }, seals.slice(0, 1));
  log.act({ t: "policy", doc: { ...next, n: 3 } });
  const { discipline, third, unit } = log.nodes;
  log.act({ t: "policy", doc: next }, [discipline, third]);
  log.act({ t: "policy", doc: next }, [discipline, third, unit]);
  log.commit(waiting, [discipline, third, unit]);
  log.act({ t: "log.close", size: 1, why: "moved" }, [discipline, third, unit]);
  log.act({ t: "log.close", size: log.leaves.length, why: "moved" }, [discipline, third, unit]);
  log.record();
  return log;
}
