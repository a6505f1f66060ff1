import type { Name, SchemeEffects } from "@biaochi/contract";
import { type Language, rules, say, sayComposed } from "@biaochi/words";
import type { z } from "zod";
import { plainText } from "../../../dataset/plain-text.ts";
import type { CellLook, SheetOut } from "../../../dataset/spreadsheet.ts";

type Effects = z.input<typeof SchemeEffects>;
type Group = Effects["groups"][number];
type Side = Group["changes"][number]["before"];
type Cell = string | number | null;

const headLook: CellLook = { isRuled: true, isShaded: true, isBold: true, isWrapped: true, align: "center" };
const textLook: CellLook = { isRuled: true, isWrapped: true, align: "left" };

type Table = {
  readonly name: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly widths: readonly number[];
  readonly footer: string;
};

function sheet({ name, heads, rows, widths, footer }: Table): SheetOut {
  return {
    ...{ name, widths, rows: [heads, ...rows] },
    looks: heads.map(() => textLook),
    rowLooks: new Map([[0, heads.map(() => headLook)]]),
    print: { paper: "a3", repeated: 1, header: name, footer },
  };
}

/** What changes for whom as a workbook: one sheet by kind of subject, one change by change. Of people how many, and nobody's name. */
export function effectsWorkbook(effects: Effects, language: Language): readonly SheetOut[] {
  const named = (name: Name | undefined): string => (name === undefined ? "" : plainText(name[language]));
  const separator = say(language, "list.separator");
  const whoOf = ({ who, type }: Group): string =>
    who.length === 0
      ? sayComposed(language, `effects.all.${type}`)
      : who.map((names) => names.map((name) => named(name)).join(" · ")).join(separator);
  const unitsOf = ({ type, subjects, hasMore }: Group): string =>
    type === "official" ? "" : subjects.map(({ name }) => named(name)).join(separator) + (hasMore ? " …" : "");
  const told = (side: Side): string =>
    side === null || side.rule === null ? "" : plainText(rules.says(language, { ...side.rule.says }));
  const points = (side: Side): Cell => {
    if (side === null || side.worth === null) return null;
    return /^-?\d+(\.\d+)?$/.test(side.worth) ? Number(side.worth) : side.worth;
  };
  const word = (code: string) => sayComposed(language, `effects.${code}`);
  const kinds = effects.groups.map((group): readonly Cell[] => [
    sayComposed(language, `subject-type.${group.type}`),
    whoOf(group),
    group.count,
    named(group.before?.name),
    named(group.after?.name),
    group.items.before,
    group.items.after,
    group.changes.length,
    unitsOf(group),
  ]);
  const changes = effects.groups.flatMap((group) =>
    group.changes.map((change): readonly Cell[] => [
      whoOf(group),
      group.count,
      plainText(change.path),
      named((change.after ?? change.before)?.name),
      change.what.map((what) => sayComposed(language, `scheme.what.${what}`)).join(separator),
      points(change.before),
      points(change.after),
      told(change.before),
      told(change.after),
    ]),
  );
  const kindHeads = [
    "type",
    "who",
    "count",
    "list-before",
    "list-after",
    "items-before",
    "items-after",
    "changes",
    "units",
  ];
  const changeHeads = [
    "who",
    "count",
    "path",
    "item",
    "what",
    "worth-before",
    "worth-after",
    "rule-before",
    "rule-after",
  ];
  const { before, after } = effects;
  const footer = say(language, before === null ? "effects.footer.first" : "effects.footer", {
    ...{ scheme: after.scheme, after: after.version, digest: after.digest.slice(0, 16), before: before?.version ?? 0 },
  });
  return [
    sheet({
      ...{ name: word("sheet.kinds"), heads: kindHeads.map(word), rows: kinds, footer },
      widths: [10, 34, 8, 24, 24, 10, 10, 10, 60],
    }),
    sheet({
      ...{ name: word("sheet.changes"), heads: changeHeads.map(word), rows: changes, footer },
      widths: [34, 8, 30, 30, 16, 10, 10, 50, 50],
    }),
  ];
}
