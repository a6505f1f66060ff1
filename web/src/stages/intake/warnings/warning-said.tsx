import type { Warning, WarningBasis, WarningState } from "@biaochi/contract";
import { decimal } from "@biaochi/words";
import { type Say, useSay } from "../../../frame/preferences.tsx";

const colours = { red: "red", yellow: "amber", calm: "", unsaid: "" } as const;

export function StateTag({ state }: { readonly state: WarningState }) {
  const say = useSay();
  return <span className={`tag ${colours[state]}`}>{say(`warnings.state.${state}`)}</span>;
}

/** A figure with its unit of measurement. */
export function figureSaid(say: Say, { indicator }: WarningBasis, value: string | null): string {
  if (value === null) return say("score.none");
  return `${decimal(value, indicator.decimals)}${indicator.measure ?? ""}`;
}

/** Where the line is, and on which side of it it is bad to be. */
export const lineSaid = (say: Say, basis: WarningBasis): string =>
  basis.line === null
    ? say("score.none")
    : say(`warnings.sense.${basis.sense}`, { line: figureSaid(say, basis, basis.line) });

/** What is projected, how, or why nothing can be said. */
export function projectionSaid(say: Say, basis: WarningBasis): string {
  if (basis.why !== null) return say(`warnings.why.${basis.why}`);
  const value = figureSaid(say, basis, basis.value);
  return basis.method === "final" ? say("warnings.final", { value }) : say("warnings.projected", { value });
}

/** What it would cost, as the scheme says. */
export function costSaid(say: Say, { cost }: WarningBasis): string | undefined {
  if (cost === null) return undefined;
  if (cost.of === "target")
    return say("warnings.cost.target", { points: decimal(cost.points, 2), full: decimal(cost.full, 2) });
  const does = say.composed(`warnings.does.${cost.does}`, { value: cost.value ?? "" });
  return `${does}${say("list.separator")}${say(`warnings.strikes.${cost.strikes}`)}`;
}

/** What the unit does, or until when it is asked what it does. */
export const answerSaid = (
  say: Say,
  { remedies, due, state }: Pick<Warning, "due" | "state"> & { readonly remedies: number },
) => (remedies > 0 ? say("warnings.answered") : state === "red" && due !== null ? say("warnings.asked") : "");
