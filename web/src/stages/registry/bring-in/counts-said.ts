import type { Say } from "../../../frame/preferences.tsx";

type Counts = readonly {
  readonly kind: string;
  readonly counts: { readonly new: number; readonly changed: number; readonly ended: number };
}[];

/** "单位 新增 6 · 干部 新增 30、变更 2": what is not there is not said. */
export function countsSaid(say: Say, counts: Counts): string {
  const parts = counts.flatMap(({ kind, counts: its }) => {
    const said = (["new", "changed", "ended"] as const).flatMap((what) =>
      its[what] === 0 ? [] : [say(`import.count.${what}`, { n: its[what] })],
    );
    return said.length === 0
      ? []
      : [`${say.composed(`import.kind.${kind}`)} ${said.join(say.language === "en" ? ", " : "、")}`];
  });
  return parts.length === 0 ? say("import.count.none") : parts.join(" · ");
}
