// Whom a verifier trusts: the file of tlog-policy. FORMAT.md §13.
import { type Bytes, sameBytes } from "./bytes.ts";
import { type Checkpoint, mostClockSkew, openCheckpoint, parseCheckpoint } from "./checkpoint.ts";
import { type Note, openNote } from "./note.ts";
import { type NoteKey, parseVkey } from "./note-key.ts";
import { type Outcome, ok, refuse } from "./refusal.ts";

export interface TrustPolicy {
  readonly logs: readonly { readonly key: NoteKey; readonly url?: string }[];
  readonly witnesses: ReadonlyMap<string, { readonly key: NoteKey; readonly url?: string }>;
  readonly groups: ReadonlyMap<string, { readonly k: number; readonly members: readonly string[] }>;
  readonly quorum: string;
}

const most = { logs: 32, witnesses: 64, groups: 32 };

/** Names and keys are octets to the format; a file is read as Latin-1, so that every octet is one character. */
export function parseTrustPolicy(file: Bytes): Outcome<TrustPolicy> {
  if (file.some((byte) => !(byte === 9 || byte === 10 || (byte >= 0x20 && byte !== 0x7f))))
    return refuse("policy-malformed", "characters");
  const text = Array.from(file, (byte) => String.fromCharCode(byte)).join("");
  if (!text.endsWith("\n")) return refuse("policy-malformed", "end");
  const draft = new Draft();
  for (const [at, line] of text.slice(0, -1).split("\n").entries()) {
    const [word = "", ...rest] = line.split(/[ \t]+/).filter((each) => each !== "");
    if (word === "" || word.startsWith("#")) continue;
    const wrong = draft.take(word, rest);
    if (wrong !== undefined) return refuse("policy-malformed", wrong, at + 1);
  }
  const { logs, witnesses, groups, quorum } = draft;
  if (quorum === undefined) return refuse("policy-malformed", "quorum");
  return ok({ logs, witnesses, groups, quorum });
}

/** A policy as its lines come. Every method answers what is wrong with a line, or nothing. */
class Draft {
  readonly logs: { key: NoteKey; url?: string }[] = [];
  readonly witnesses = new Map<string, { key: NoteKey; url?: string }>();
  readonly groups = new Map<string, { k: number; members: readonly string[] }>();
  private readonly joined = new Set<string>();
  quorum: string | undefined;

  take(word: string, rest: readonly string[]): string | undefined {
    if (word === "log") return this.takeLog(rest);
    if (word === "witness") return this.takeWitness(rest);
    if (word === "group") return this.takeGroup(rest);
    if (word === "quorum") return this.takeQuorum(rest);
    return word;
  }

  private isDefined(name: string): boolean {
    return this.witnesses.has(name) || this.groups.has(name);
  }

  private takeLog([vkey = "", url, ...more]: readonly string[]): string | undefined {
    const key = parseVkey(octetsToText(vkey));
    if (!key.ok || key.value.type !== "ed25519" || more.length > 0) return "log";
    if (this.logs.length >= most.logs || hasKey(this.logs, key.value)) return "log twice";
    this.logs.push({ key: key.value, ...(url === undefined ? {} : { url }) });
    return undefined;
  }

  private takeWitness([name = "", vkey = "", url, ...more]: readonly string[]): string | undefined {
    const key = parseVkey(octetsToText(vkey));
    if (!key.ok || key.value.type === "ed25519" || more.length > 0 || name === "none") return "witness";
    if (
      this.witnesses.size >= most.witnesses ||
      this.isDefined(name) ||
      hasKey([...this.witnesses.values()], key.value)
    )
      return "witness twice";
    this.witnesses.set(name, { key: key.value, ...(url === undefined ? {} : { url }) });
    return undefined;
  }

  private takeGroup([name = "none", threshold = "", ...members]: readonly string[]): string | undefined {
    if (name === "none" || this.isDefined(name) || this.groups.size >= most.groups || members.length === 0)
      return "group";
    for (const member of members) {
      if (!this.isDefined(member) || this.joined.has(member)) return `member ${member}`;
      this.joined.add(member);
    }
    const n = members.length;
    const k =
      threshold === "any" ? 1 : threshold === "all" ? n : /^[1-9]\d{0,2}$/.test(threshold) ? Number(threshold) : 0;
    if (k < 1 || k > n) return "threshold";
    this.groups.set(name, { k, members });
    return undefined;
  }

  private takeQuorum([name = "", ...more]: readonly string[]): string | undefined {
    if (this.quorum !== undefined || more.length > 0 || (name !== "none" && !this.isDefined(name))) return "quorum";
    this.quorum = name;
    return undefined;
  }
}

function hasKey(list: readonly { readonly key: NoteKey }[], key: NoteKey): boolean {
  return list.some((each) => sameBytes(each.key.publicKey, key.publicKey));
}

function octetsToText(octets: string): string {
  return new TextDecoder().decode(Uint8Array.from(octets, (each) => each.charCodeAt(0)));
}

/** Whether these witnesses are enough. */
export function isQuorum(
  { groups, quorum }: Pick<TrustPolicy, "groups" | "quorum">,
  cosigners: ReadonlySet<string>,
): boolean {
  const holds = (name: string): boolean => {
    const group = groups.get(name);
    return group === undefined ? cosigners.has(name) : group.members.filter(holds).length >= group.k;
  };
  return quorum === "none" || holds(quorum);
}

/** The smallest k of n witnesses with which one dishonest third and a split view cannot make two quorums. */
export function smallestSafeQuorum(n: number): number {
  return 1 + Math.floor((2 * n) / 3);
}

export interface Witnessed {
  readonly checkpoint: Checkpoint;
  /** Names of the policy, with the moment each of them cosigned, in seconds since 1970. */
  readonly witnesses: ReadonlyMap<string, bigint>;
}

/** A checkpoint under a policy. `now` is for those who have a clock they trust: without it, times are only told. */
export function checkWitnessed(note: Note, policy: TrustPolicy, now?: bigint): Outcome<Witnessed> {
  const read = parseCheckpoint(note.text);
  if (!read.ok) return read;
  const opened = openCheckpoint(
    note,
    policy.logs.map(({ key }) => key),
  );
  if (!opened.ok) return opened;
  const names = new Map([...policy.witnesses].map(([name, { key }]) => [key, name]));
  const lines = openNote(note, [...names.keys()]);
  if (!lines.ok && lines.refusal.code !== "note-unsigned") return lines;
  const witnesses = new Map<string, bigint>();
  for (const { key, time = 0n } of lines.ok ? lines.value : []) {
    const name = names.get(key);
    if (name === undefined) continue;
    if (now !== undefined && time > now + mostClockSkew) return refuse("cosignature-in-the-future", name);
    witnesses.set(name, time);
  }
  if (!isQuorum(policy, new Set(witnesses.keys()))) return refuse("quorum-not-met", [...witnesses.keys()].join(" "));
  return ok({ checkpoint: opened.value, witnesses });
}
