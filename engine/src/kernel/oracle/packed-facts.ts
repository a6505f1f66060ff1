import type { Facts, Observation } from "../../facts/model.ts";
import type { PackedBlock } from "../../facts/packed.ts";
import { stateOf } from "../../facts/state.ts";
import { isSame } from "../changes.ts";

const decimals = 12;

/**
 * The same facts with observations by block, as far as blocks hold them; blocks that `before` has as well are its objects,
 * as of somebody who reads anew only what changed.
 */
export function packedFacts(facts: Facts, before?: Facts): Facts {
  const row = new Map(facts.subjects.map(({ id }, n) => [id, n]));
  const size = facts.subjects.length;
  const groups = Map.groupBy(facts.observations, (o) => (isPackable(o) ? `${o.indicator}\n${o.period}` : ""));
  const aside = groups.get("") ?? [];
  groups.delete("");
  const old = new Map((before?.packed?.blocks ?? []).map((block) => [`${block.indicator}\n${block.period}`, block]));
  const blocks = [...groups].map(([key, own]): PackedBlock => {
    const { indicator, period } = own[0] as Observation;
    const values = new BigInt64Array(size);
    const states = new Uint8Array(size).fill(stateOf("missing"));
    for (const { subject, value, absence } of own) {
      const slot = row.get(subject) ?? -1;
      if (value) values[slot] = scaled(value);
      states[slot] = stateOf(absence ?? "present");
    }
    const block: PackedBlock = { indicator, period, scale: decimals, values, states };
    const known = old.get(key);
    return known && isSame(known, block) ? known : block;
  });
  return { ...facts, observations: aside, packed: { blocks } };
}

const scaled = ({ num, den }: NonNullable<Observation["value"]>): bigint => (num * 10n ** BigInt(decimals)) / den;

function isPackable({ value, absence }: Observation): boolean {
  if (!value) return absence !== undefined && absence !== "late";
  const own = scaled(value);
  return own * value.den === value.num * 10n ** BigInt(decimals) && BigInt.asIntN(64, own) === own;
}
