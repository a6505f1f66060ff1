// The trust policy: read, and told so that a person can see whom they are about to trust.
import {
  type Bytes,
  parseTrustPolicy,
  type Refusal,
  sha256,
  smallestSafeQuorum,
  type TrustPolicy,
} from "@biaochi/ledger";
import { element, facts } from "./elements.ts";
import { grouped, type Say } from "./speak.ts";

export interface HeldPolicy {
  readonly policy: TrustPolicy;
  readonly fingerprint: Bytes;
}

export type ReadPolicy =
  | { readonly ok: true; readonly held: HeldPolicy }
  | { readonly ok: false; readonly refusal: Refusal };

export function readPolicy(bytes: Bytes): ReadPolicy {
  const read = parseTrustPolicy(bytes);
  return read.ok ? { ok: true, held: { policy: read.value, fingerprint: sha256(bytes) } } : read;
}

function quorumInWords(say: Say, { quorum, groups }: TrustPolicy): string {
  if (quorum === "none") return say("quorum-none");
  const inWords = (name: string): string => {
    const group = groups.get(name);
    if (group === undefined) return name;
    const between = say.language === "en" ? ", " : "、";
    const members = group.members.map((each) => (groups.has(each) ? `(${inWords(each)})` : each)).join(between);
    return say("quorum-group", { k: group.k, members });
  };
  return groups.has(quorum) ? inWords(quorum) : say("quorum-one", { name: quorum });
}

/** Only a plain group of witnesses is compared with the safe number; of nested ones the reader judges. */
function warning(say: Say, { quorum, groups }: TrustPolicy): string | undefined {
  const group = groups.get(quorum);
  if (group === undefined || group.members.some((each) => groups.has(each))) return undefined;
  const n = group.members.length;
  const safe = smallestSafeQuorum(n);
  return group.k < safe ? say("quorum-low", { n, safe }) : undefined;
}

export function tellPolicy(say: Say, { policy, fingerprint }: HeldPolicy): HTMLElement {
  const low = warning(say, policy);
  return element(
    "div",
    { class: "told" },
    facts([
      [say("fingerprint"), element("code", {}, grouped(fingerprint))],
      [say("logs"), policy.logs.map(({ key }) => key.name)],
      [say("witnesses"), [...policy.witnesses.keys()].join(say.language === "en" ? ", " : "、") || "—"],
      [say("quorum"), quorumInWords(say, policy)],
    ]),
    low === undefined ? undefined : element("p", { class: "caution" }, low),
  );
}

export function tellPolicyRefusal(say: Say, { detail = "", line }: Refusal): HTMLElement {
  const text = line === undefined ? say("policy-unreadable", { detail }) : say("policy-wrong", { line, detail });
  return element("p", { class: "wrong", role: "alert" }, text);
}
