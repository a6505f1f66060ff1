import type { ProjectListed } from "@biaochi/contract";
import { day } from "@biaochi/words";
import { type Say, useSay } from "../../../frame/preferences.tsx";

const colours = { red: "red", yellow: "amber", green: "green", none: "" } as const;

/** Colour and word: nobody has to tell colours apart. */
export function LightTag({ light }: { readonly light: ProjectListed["light"] }) {
  const say = useSay();
  return <span className={`tag ${colours[light]}`}>{say(`project.light.${light}`)}</span>;
}

export const nextSaid = (say: Say, { next, stage }: Pick<ProjectListed, "next" | "stage">): string =>
  next === null || stage === "stopped"
    ? say("score.none")
    : say("projects.next-said", { name: next.name, day: day(say.language, next.day) });
