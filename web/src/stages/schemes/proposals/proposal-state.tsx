import type { LibraryProposal } from "@biaochi/contract";
import { useSay } from "../../../frame/preferences.tsx";

const colours = { waiting: "amber", accepted: "blue", refused: "", withdrawn: "" } as const;

export function ProposalState({ state }: Pick<LibraryProposal, "state">) {
  const say = useSay();
  return <span className={`tag ${colours[state]}`}>{say(`proposals.state.${state}`)}</span>;
}
