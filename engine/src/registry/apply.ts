import type { RegistryAct } from "./acts.ts";
import type { Applied } from "./applied.ts";
import { applyToPeople } from "./apply-people.ts";
import { applyToRecords } from "./apply-records.ts";
import { applyToSections } from "./apply-sections.ts";
import { applyToUnits } from "./apply-units.ts";
import type { Day, Registry } from "./model.ts";

/** What an act says anew, or why there is nothing to act on. Whether the registry is sound afterwards, `checkRegistry` says. */
export function applyAct(registry: Registry, act: RegistryAct, effective: Day): Applied {
  return (
    applyToUnits(registry, act, effective) ??
    applyToSections(registry, act, effective) ??
    applyToRecords(registry, act, effective) ??
    applyToPeople(registry, act, effective)
  );
}
