import type { RegistryAct } from "./acts.ts";
import { type Applied, changed, freshId, impossible, says } from "./applied.ts";
import type { Day, Registry } from "./model.ts";
import { dayBefore, holdsOn } from "./months.ts";

/** The acts on what is kept about one person: leave, formal conclusions, earlier grades; undefined: another act. */
export function applyToRecords(registry: Registry, act: RegistryAct, effective: Day): Applied | undefined {
  switch (act.act) {
    case "add-leave": {
      const { official, since, until, days } = act;
      const id = freshId(`${official}.leave.`, registry.leave);
      return ofSomebody(registry, official, says({ leave: [{ id, official, since, until, days }] }));
    }
    case "add-sanction": {
      const { official, kind, until, document } = act;
      const id = freshId(`${official}.s`, registry.sanction);
      const said = { id, official, kind, since: effective, document, ...(until === undefined ? {} : { until }) };
      return ofSomebody(registry, official, says({ sanction: [said] }));
    }
    case "change-sanction": {
      const { act: _, sanction: id, ...said } = act;
      return onEntry(registry.sanction, "sanction", id, (known) => {
        const next = changed(known, said);
        return isSame(next, known) ? impossible("nothing-changes", { id }) : says({ sanction: [next] });
      });
    }
    case "end-sanction": {
      const until = dayBefore(effective);
      return onEntry(registry.sanction, "sanction", act.sanction, (known) =>
        holdsOn(known, until)
          ? says({ sanction: [{ ...known, until }] })
          : impossible("not-then", { id: known.id, day: effective }),
      );
    }
    case "add-grade": {
      const { official, year, grade, scale = "annual", document } = act;
      const id = freshId(`${official}.g`, registry.grade);
      return ofSomebody(registry, official, says({ grade: [{ id, official, year, grade, scale, document }] }));
    }
    case "change-grade": {
      const { grade, document } = act;
      return onEntry(registry.grade, "grade", act.entry, (known) => {
        const next = changed(known, { grade, document });
        return isSame(next, known) ? impossible("nothing-changes", { id: known.id }) : says({ grade: [next] });
      });
    }
    case "withdraw-record":
      return onEntry<{ readonly id: string }>(registry[act.kind], act.kind, act.entry, () =>
        says({ withdrawn: { [act.kind]: [act.entry] } }),
      );
    default:
      return undefined;
  }
}

const isSame = (one: object, other: object): boolean => JSON.stringify(one) === JSON.stringify(other);

const ofSomebody = (registry: Registry, official: string, then: Applied): Applied =>
  registry.official.some(({ id }) => id === official) ? then : impossible("official-unknown", { official });

function onEntry<Entry extends { readonly id: string }>(
  entries: readonly Entry[],
  kind: string,
  id: string,
  then: (entry: Entry) => Applied,
): Applied {
  const entry = entries.find((each) => each.id === id);
  return entry === undefined ? impossible("record-unknown", { kind, id }) : then(entry);
}
