/**
 * Whether a datum is there, and if not, why. Missing is not zero; the five cases stay apart to the end.
 *
 * - `missing`: it should be there and nobody supplied it; the result is provisional
 * - `notApplicable`: the indicator does not concern this subject in this period
 * - `exempt`: a ruling (容错) neutralised it
 * - `late`: supplied after the deadline; a scheme says what that costs
 */
export const State = { present: 0, missing: 1, notApplicable: 2, exempt: 3, late: 4 } as const;
export type State = (typeof State)[keyof typeof State];

export const absences = ["missing", "not-applicable", "exempt", "late"] as const;
export type Absence = (typeof absences)[number];

const byName: Record<Absence | "present", State> = {
  present: State.present,
  missing: State.missing,
  "not-applicable": State.notApplicable,
  exempt: State.exempt,
  late: State.late,
};
const names = ["present", "missing", "not-applicable", "exempt", "late"] as const;

export const stateOf = (name: Absence | "present"): State => byName[name];
export const nameOf = (state: number): Absence | "present" => names[state] ?? "missing";

/** One state per row. */
export type States = Uint8Array;
