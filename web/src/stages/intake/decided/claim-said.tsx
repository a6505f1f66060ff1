import type { Claim } from "@biaochi/contract";
import { type Say, useSay } from "../../../frame/preferences.tsx";

const colours: Readonly<Record<Claim["state"], string>> = {
  ...{ proposed: "amber", silent: "amber", accepted: "", objected: "amber", applied: "", "in-review": "amber" },
  ...{ declined: "", listed: "amber", "list-over": "amber", confirmed: "blue", lowered: "blue", dropped: "" },
};

export function StateTag({ state }: { readonly state: Claim["state"] }) {
  const say = useSay();
  return <span className={`tag ${colours[state]}`}>{say(`claims.state.${state}`)}</span>;
}

/** What it takes or gives by the table; a dash where the rule counts several events together. */
export function pointsSaid({ kind, points }: Pick<Claim, "kind" | "points">): string {
  if (points === null) return "—";
  return kind === "deduction" ? `−${points}` : `+${points}`;
}

const levelNames = ["national", "provincial", "municipal", "county"] as const;

/** A level as people call it; others as the scheme has them. */
export function levelSaid(say: Say, level: string): string {
  const known = levelNames.find((each) => each === level);
  return known === undefined ? level : say(`claims.level.${known}`);
}
