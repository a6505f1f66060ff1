import { postKinds, ranks, regimes, roleClasses } from "@biaochi/engine";
import type { Answer, Asked } from "../../exchange/doors.ts";

export type Act = NonNullable<Asked<"doRegistryAct">["body"]>["act"];
type Name = { readonly "zh-CN": string; readonly en: string };
type Named = { readonly id: string; readonly name: Name };

/** One question of an act. `was`: what stands now; what is left as it is, is not said anew, and what is emptied is taken away. */
export type Question = {
  readonly field: string;
  readonly kind: "id" | "name" | "text" | "number" | "days" | "date" | "period" | "list" | "one-of";
  readonly label: string;
  readonly hint?: string;
  readonly isOptional?: true;
  readonly was?: string;
  readonly wasName?: Name;
  /** For `one-of`; a text list to choose from for `text`. Labels are codes of words (`say`), names, or the value itself. */
  readonly options?: readonly { readonly value: string; readonly say?: string; readonly name?: Name }[];
};

/** An act as a form offers it: what is fixed by the page, and what is asked. */
export type OfferedAct = {
  readonly act: Act["act"];
  readonly fixed: Readonly<Record<string, unknown>>;
  readonly questions: readonly Question[];
  /** Told anew, so that what is left alone stays. */
  readonly isChange?: boolean;
};

const named = (each: Named) => ({ value: each.id, name: each.name });
const plain = (value: string) => ({ value });
const idQuestion: Question = { field: "", kind: "id", label: "registry-do.id", hint: "registry-do.id.hint" };
const nameQuestion = (wasName?: Name): Question => ({
  ...{ field: "name", kind: "name", label: "registry-do.zh" },
  ...(wasName ? { wasName } : {}),
});
const sortQuestion = (was?: number): Question => ({
  ...{ field: "sort", kind: "number", label: "registry.sort" },
  ...(was === undefined ? {} : { was: String(was) }),
});
const optional = (question: Question): Question => ({ ...question, isOptional: true });
const was = (value: string | null | undefined) => (value ? { was: value } : {});

const regimeQuestion: Question = {
  ...{ field: "regime", kind: "one-of", label: "registry-person.regime", isOptional: true },
  options: regimes.map((value) => ({ value, say: `registry-regime.${value}` })),
};
const rankQuestion: Question = {
  ...{ field: "rank", kind: "one-of", label: "registry-person.rank", isOptional: true },
  options: ranks.map(plain),
};
const roleQuestion: Question = {
  ...{ field: "roleClass", kind: "one-of", label: "registry-person.role-class" },
  options: roleClasses.map((value) => ({ value, say: `registry-role.${value}` })),
};
const titleQuestion: Question = { field: "title", kind: "text", label: "registry-person.role", isOptional: true };

const cycleQuestion: Question = { field: "cycle", kind: "period", label: "registry-do.cycle" };

/** For a programme whose units and people came in before there was a registry. */
export const beginning: readonly OfferedAct[] = [{ act: "begin-registry", fixed: {}, questions: [cycleQuestion] }];

/** What is made at the top of the tree. */
export function actsOnCity({ units, unitTypes, bodies }: Answer<"readRegistryTree">): readonly OfferedAct[] {
  const options = units.map(({ unit, name }) => ({ value: unit, name }));
  return [
    {
      ...{ act: "make-unit", fixed: {} },
      questions: [
        { ...idQuestion, field: "unit" },
        nameQuestion(),
        { field: "parent", kind: "one-of", label: "registry-unit.parent", isOptional: true, options },
        { field: "unitType", kind: "text", label: "registry.type", isOptional: true, options: unitTypes.map(plain) },
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
}

type UnitPage = Answer<"readRegistryUnit">;

export function actsOnUnit(page: UnitPage, tree: Answer<"readRegistryTree">): readonly OfferedAct[] {
  const span = page.spans.findLast((each) => each.since === null || each.since <= page.on) ?? page.spans[0];
  if (span === undefined) return [];
  const others = tree.units.filter(({ unit }) => unit !== page.unit);
  return [
    {
      ...{ act: "change-unit", fixed: { unit: page.unit }, isChange: true },
      questions: [
        nameQuestion(span.name),
        {
          ...{ field: "parent", kind: "one-of", label: "registry-unit.parent", isOptional: true },
          ...{ options: others.map(({ unit, name }) => ({ value: unit, name })), ...was(span.parent?.id) },
        },
        {
          ...{ field: "unitType", kind: "text", label: "registry.type", isOptional: true },
          ...{ options: tree.unitTypes.map(plain), ...was(span.unitType) },
        },
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
          field: "successors",
          kind: "list",
          label: "registry-do.successors",
          hint: "registry-do.successors.hint",
        }),
        {
          ...{ field: "carry", kind: "one-of", label: "registry-do.carry" },
          options: ["yes", "no"].map((value) => ({ value, say: `registry-do.carry.${value}` })),
        },
      ],
    },
    { act: "make-section", fixed: { unit: page.unit }, questions: [nameQuestion(), sortQuestion()] },
    {
      ...{ act: "end-section", fixed: {} },
      questions: [
        {
          ...{ field: "section", kind: "one-of", label: "registry-unit.section" },
          options: page.sections.map(({ section, name }) => ({ value: section, name })),
        },
      ],
    },
    {
      ...{ act: "make-team", fixed: { unit: page.unit } },
      questions: [{ ...idQuestion, field: "team" }, nameQuestion(), sortQuestion()],
    },
  ];
}

type PersonPage = Answer<"readRegistryOfficial">;

export function actsOnOfficial(page: PersonPage, tree: Answer<"readRegistryTree">): readonly OfferedAct[] {
  const units = tree.units.map(({ unit, name }) => ({ value: unit, name }));
  const held = page.posts.filter(({ until }) => until === null || until >= page.on);
  const posts = held.map(({ post, unit }) => ({ value: post, name: unit.name }));
  const whichPost: Question = { field: "post", kind: "one-of", label: "registry-do.post", options: posts };
  const place: readonly Question[] = [
    optional({ field: "team", kind: "text", label: "registry-field.team", hint: "registry-do.place.hint" }),
    optional({ field: "section", kind: "text", label: "registry-field.section", hint: "registry-do.place.hint" }),
  ];
  const fixed = { official: page.official.id };
  return [
    {
      ...{ act: "give-post", fixed },
      questions: [
        { field: "unit", kind: "one-of", label: "registry.unit", options: units },
        {
          ...{ field: "kind", kind: "one-of", label: "registry-person.kind" },
          options: postKinds.map((value) => ({ value, say: `registry-person.kind.${value}` })),
        },
        roleQuestion,
        titleQuestion,
        ...place,
        optional({ field: "share", kind: "text", label: "registry-person.share" }),
      ],
    },
    {
      ...{ act: "change-post", fixed: {} },
      questions: [
        whichPost,
        optional({ field: "unit", kind: "one-of", label: "registry.unit", options: units }),
        optional(roleQuestion),
        titleQuestion,
        ...place,
      ],
    },
    { act: "end-post", fixed: {}, questions: [whichPost] },
    {
      ...{ act: "change-official", fixed, isChange: true },
      questions: [
        nameQuestion(page.official.name),
        { ...regimeQuestion, ...was(page.regime) },
        { ...rankQuestion, ...was(page.rank) },
        {
          ...{ field: "managedBy", kind: "one-of", label: "registry-person.managed-by", isOptional: true },
          ...{ options: tree.bodies.map(named), ...was(page.managedBy?.id) },
        },
        sortQuestion(page.sort),
      ],
    },
    {
      ...{ act: "add-leave", fixed },
      questions: [
        { field: "since", kind: "date", label: "registry.since" },
        { field: "until", kind: "date", label: "registry.until" },
        { field: "days", kind: "days", label: "registry-do.days", hint: "registry-person.leave.why" },
      ],
    },
    { act: "end-official", fixed, questions: [] },
  ];
}

export const meetingAct = (bodies: readonly Named[]): readonly OfferedAct[] => [
  {
    ...{ act: "record-meeting", fixed: {} },
    questions: [
      { field: "body", kind: "one-of", label: "registry-bodies.body", options: bodies.map(named) },
      nameQuestion(),
      { field: "session", kind: "text", label: "registry-bodies.session" },
      { field: "day", kind: "date", label: "registry-bodies.day" },
      { field: "minutes", kind: "text", label: "registry-bodies.minutes" },
    ],
  },
];
