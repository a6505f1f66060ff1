import { ranks, regimes } from "@biaochi/engine";
import type { Answer, Asked } from "../../exchange/doors.ts";

export type Act = NonNullable<Asked<"doRegistryAct">["body"]>["act"];
type Name = { readonly "zh-CN": string; readonly en: string };
type Named = { readonly id: string; readonly name: Name };

/** One question of an act. `was`: what stands now; what is left as it is, is not said anew, and what is emptied is taken away. */
export type Question = {
  readonly field: string;
  readonly kind: "id" | "name" | "text" | "number" | "days" | "date" | "period" | "list" | "one-of" | "many" | "place";
  readonly label: string;
  readonly hint?: string;
  readonly isOptional?: true;
  readonly was?: string;
  readonly wasName?: Name;
  /** For `place`: a section or a team of the unit that the other answers say. */
  readonly place?: { readonly of: "section" | "team"; readonly unit: (entered: Entered) => string | undefined };
  /** Left alone it stays; "nothing" is a choice of its own. */
  readonly isKept?: true;
  /** For `one-of` and `many`; a text list to choose from for `text`. Labels are codes of words (`say`), names, or the value itself. */
  readonly options?: readonly {
    readonly value: string;
    readonly say?: string;
    readonly name?: Name;
    readonly more?: string;
  }[];
};

/** What is entered, by field; of a name "name" and "name.en". */
export type Entered = Readonly<Record<string, string>>;

/** An act as a form offers it: what is fixed by the page, and what is asked. */
export type OfferedAct = {
  readonly act: Act["act"];
  readonly fixed: Readonly<Record<string, unknown>>;
  readonly questions: readonly Question[];
  /** What the form calls it, where one act stands there several times; default: by the act. */
  readonly say?: string;
  /** Told anew, so that what is left alone stays. */
  readonly isChange?: boolean;
};

/** Acts that stand behind one button, and the code of what it says. */
export type ActGroup = { readonly say: string; readonly acts: readonly OfferedAct[] };
export const alone = (act: OfferedAct): ActGroup => ({ say: calledBy(act), acts: [act] });
export const calledBy = ({ act, say = `registry-act.${act}` }: OfferedAct): string => say;

export const named = (each: Named) => ({ value: each.id, name: each.name });
export const plain = (value: string) => ({ value });
const idQuestion: Question = { field: "", kind: "id", label: "registry-do.id", hint: "registry-do.id.hint" };
export const nameQuestion = (wasName?: Name): Question => ({
  ...{ field: "name", kind: "name", label: "registry-do.zh" },
  ...(wasName ? { wasName } : {}),
});
export const sortQuestion = (was?: number): Question => ({
  ...{ field: "sort", kind: "number", label: "registry.sort" },
  ...(was === undefined ? {} : { was: String(was) }),
});
export const optional = (question: Question): Question => ({ ...question, isOptional: true });
export const was = (value: string | null | undefined) => (value ? { was: value } : {});

export const regimeQuestion: Question = {
  ...{ field: "regime", kind: "one-of", label: "registry-person.regime", isOptional: true },
  options: regimes.map((value) => ({ value, say: `registry-regime.${value}` })),
};
export const rankQuestion: Question = {
  ...{ field: "rank", kind: "one-of", label: "registry-person.rank", isOptional: true },
  options: ranks.map((value) => ({ value, say: `registry-rank.${value}` })),
};
/** A type of units may be a new one; those that we know are offered by their words. */
const typeQuestion = (known: readonly string[]): Question => ({
  ...{ field: "unitType", kind: "text", label: "registry.type", isOptional: true },
  options: known.map((value) => ({ value, say: `attribute.unitType.${value}` })),
});
const cycleQuestion: Question = { field: "cycle", kind: "period", label: "registry-do.cycle" };

/** For a programme whose units and people came in before there was a registry. */
export const beginning: readonly OfferedAct[] = [{ act: "begin-registry", fixed: {}, questions: [cycleQuestion] }];

/** What is made at the top of the tree. */
export function actsOnCity({ units, unitTypes, bodies }: Answer<"readRegistryTree">): readonly ActGroup[] {
  const options = units.map(({ unit, name }) => ({ value: unit, name }));
  const acts: readonly OfferedAct[] = [
    {
      ...{ act: "make-unit", fixed: {} },
      questions: [
        { ...idQuestion, field: "unit" },
        nameQuestion(),
        { field: "parent", kind: "one-of", label: "registry-unit.parent", isOptional: true, options },
        typeQuestion(unitTypes),
        { field: "cohort", kind: "text", label: "registry.cohort", isOptional: true },
        sortQuestion(),
      ],
    },
    {
      ...{ act: "add-official", fixed: {} },
      questions: [
        { ...idQuestion, field: "official" },
        nameQuestion(),
        regimeQuestion,
        rankQuestion,
        {
          field: "managedBy",
          kind: "one-of",
          label: "registry-person.managed-by",
          isOptional: true,
          options: bodies.map(named),
        },
        { field: "staffNumber", kind: "text", label: "registry-person.staff-number", isOptional: true },
        sortQuestion(),
      ],
    },
    {
      ...{ act: "open-cycle", fixed: {} },
      questions: [cycleQuestion],
    },
  ];
  return acts.map(alone);
}

const carryQuestion = (words: string): Question => ({
  ...{ field: "carry", kind: "one-of", label: "registry-do.carry" },
  options: ["yes", "no"].map((value) => ({ value, say: `${words}.${value}` })),
});

type UnitPage = Answer<"readRegistryUnit">;

export function actsOnUnit(page: UnitPage, tree: Answer<"readRegistryTree">): readonly ActGroup[] {
  const span = page.spans.findLast((each) => each.since === null || each.since <= page.on) ?? page.spans[0];
  if (span === undefined) return [];
  const others = tree.units.filter(({ unit }) => unit !== page.unit);
  const itself: readonly OfferedAct[] = [
    {
      ...{ act: "change-unit", fixed: { unit: page.unit }, isChange: true },
      questions: [
        nameQuestion(span.name),
        {
          ...{ field: "parent", kind: "one-of", label: "registry-unit.parent", isOptional: true },
          ...{ options: others.map(({ unit, name }) => ({ value: unit, name })), ...was(span.parent?.id) },
        },
        { ...typeQuestion(tree.unitTypes), ...was(span.unitType) },
        optional({ field: "cohort", kind: "text", label: "registry.cohort", ...was(span.cohort) }),
        sortQuestion(span.sort),
        optional({
          ...{ field: "aliases", kind: "list", label: "registry-unit.aliases", hint: "registry-do.aliases.hint" },
          ...was(span.aliases.join("、")),
        }),
        {
          ...{ field: "ledFrom", kind: "name", label: "registry-do.ledFrom", isOptional: true },
          ...(span.ledFrom ? { wasName: span.ledFrom } : {}),
        },
        {
          ...{ field: "gradedBy", kind: "one-of", label: "registry-do.gradedBy", isOptional: true },
          ...{ options: tree.bodies.map(named), ...was(span.gradedBy?.id) },
        },
      ],
    },
    {
      ...{ act: "end-unit", fixed: { unit: page.unit } },
      questions: [
        {
          ...{ field: "ending", kind: "one-of", label: "registry-do.ending" },
          options: ["merged", "split", "abolished"].map((value) => ({ value, say: `registry-do.ending.${value}` })),
        },
        optional({
          ...{ field: "successors", kind: "many", label: "registry-do.successors" },
          ...{ hint: "registry-do.successors.hint", options: others.map(({ unit, name }) => ({ value: unit, name })) },
        }),
        carryQuestion("registry-do.carry"),
      ],
    },
  ];
  const units = others.map(({ unit, name }) => ({ value: unit, name }));
  const team: OfferedAct = {
    ...{ act: "make-team", fixed: { unit: page.unit } },
    questions: [{ ...idQuestion, field: "team" }, nameQuestion(), sortQuestion()],
  };
  return [
    { say: "registry-acts.unit", acts: itself },
    { say: "registry-acts.sections", acts: actsOnSections(page, units) },
    alone(team),
  ];
}

type Options = NonNullable<Question["options"]>;

/** What is done to the sections of a unit. A form says one name anew, so that each of them has one of its own. */
function actsOnSections({ unit, sections }: UnitPage, units: Options): readonly OfferedAct[] {
  const options = sections.map(({ section, name }) => ({ value: section, name }));
  const which: Question = { field: "section", kind: "one-of", label: "registry-unit.section", options };
  const making: OfferedAct = { act: "make-section", fixed: { unit }, questions: [nameQuestion(), sortQuestion()] };
  if (sections.length === 0) return [making];
  const carry = carryQuestion("registry-do.carry-section");
  return [
    making,
    {
      ...{ act: "change-section", fixed: {} },
      questions: [which, optional(nameQuestion()), optional(sortQuestion())],
    },
    {
      ...{ act: "move-section", fixed: {} },
      questions: [which, { field: "unit", kind: "one-of", label: "registry-do.to-unit", options: units }, carry],
    },
    {
      ...{ act: "merge-section", fixed: {} },
      questions: [
        which,
        { ...which, field: "into", label: "registry-do.into-section", hint: "registry-do.into-section.hint" },
        carry,
      ],
    },
    { act: "end-section", fixed: {}, questions: [which] },
  ];
}

/** `goingOn`: those that have not ended. */
export const actsOnBodies = (goingOn: readonly Named[]): readonly OfferedAct[] => [
  {
    ...{ act: "record-meeting", fixed: {} },
    questions: [
      { field: "body", kind: "one-of", label: "registry-bodies.body", options: goingOn.map(named) },
      nameQuestion(),
      { field: "session", kind: "text", label: "registry-bodies.session" },
      { field: "day", kind: "date", label: "registry-bodies.day" },
      { field: "minutes", kind: "text", label: "registry-bodies.minutes" },
    ],
  },
  {
    ...{ act: "end-body", fixed: {} },
    questions: [{ field: "body", kind: "one-of", label: "registry-bodies.body", options: goingOn.map(named) }],
  },
];
