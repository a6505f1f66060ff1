import { postKinds, roleClasses, sanctionKinds } from "@biaochi/engine";
import type { Answer } from "../../exchange/doors.ts";
import {
  type ActGroup,
  type Entered,
  named,
  nameQuestion,
  type OfferedAct,
  optional,
  plain,
  type Question,
  rankQuestion,
  regimeQuestion,
  sortQuestion,
  was,
} from "./acts.ts";

type Page = Answer<"readRegistryOfficial">;

const roleQuestion: Question = {
  ...{ field: "roleClass", kind: "one-of", label: "registry-person.role-class" },
  options: roleClasses.map((value) => ({ value, say: `registry-role.${value}` })),
};
const titleQuestion: Question = { field: "title", kind: "text", label: "registry-person.role", isOptional: true };

/** The section and the team of a post, of the unit that the other answers say. */
const placesOf = (unit: (entered: Entered) => string | undefined): readonly Question[] =>
  (["team", "section"] as const).map((of) =>
    optional({
      field: of,
      kind: "place",
      label: of === "team" ? "registry-do.team" : "registry-unit.section",
      place: { of, unit },
    }),
  );

/** Left alone it stays as it is. */
const kept = (question: Question): Question => ({ ...question, isOptional: true, isKept: true });

export function actsOnOfficial(page: Page, tree: Answer<"readRegistryTree">): readonly ActGroup[] {
  const units = tree.units.map(({ unit, name }) => ({ value: unit, name }));
  const held = page.posts.filter(({ until }) => until === null || until >= page.on);
  const posts = held.map(({ post, unit }) => ({ value: post, name: unit.name }));
  const whichPost: Question = { field: "post", kind: "one-of", label: "registry-do.post", options: posts };
  const unitOfPost = ({ unit, post }: Entered) => unit || held.find((each) => each.post === post)?.unit.id;
  const fixed = { official: page.official.id };
  const onPosts: readonly OfferedAct[] = [
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
        ...placesOf(({ unit }) => unit || undefined),
        optional({ field: "share", kind: "text", label: "registry-person.share" }),
      ],
    },
    {
      ...{ act: "change-post", fixed: {} },
      questions: [
        whichPost,
        kept({ field: "unit", kind: "one-of", label: "registry.unit", options: units }),
        kept(roleQuestion),
        titleQuestion,
        ...placesOf(unitOfPost).map(kept),
      ],
    },
    { act: "end-post", fixed: {}, questions: [whichPost] },
  ];
  const onEntry: readonly OfferedAct[] = [
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
    { act: "end-official", fixed, questions: [] },
  ];
  return [
    { say: "registry-acts.posts", acts: onPosts },
    { say: "registry-acts.person", acts: onEntry },
  ];
}

type File = Answer<"readPersonnelFile">;
const documentQuestion: Question = { field: "document", kind: "text", label: "registry-person.document" };

/** The acts on what is kept about one person, for those who keep it. What is left empty of a record stays as it is. */
export function actsOnFile(official: string, { leave, sanctions, grades, scale }: File): readonly OfferedAct[] {
  const fixed = { official };
  const kindQuestion: Question = {
    ...{ field: "kind", kind: "one-of", label: "registry-do.sanction" },
    options: sanctionKinds.map((value) => ({ value, say: `registry-sanction.${value}` })),
  };
  const gradeQuestion: Question = {
    ...{ field: "grade", kind: "text", label: "registry-person.grade" },
    options: scale.map((grade) => plain(grade["zh-CN"])),
  };
  const since: Question = { field: "since", kind: "date", label: "registry.since" };
  const until: Question = { field: "until", kind: "date", label: "registry.until" };
  const onRecord = {
    leave: leave.map((each) => ({ value: each.leave, more: `${each.since} – ${each.until}` })),
    sanction: sanctions.map((each) => ({
      ...{ value: each.sanction, say: `registry-sanction.${each.kind}`, more: each.document },
    })),
    grade: grades.map((each) => ({ value: each.entry, more: `${each.year} ${each.grade}` })),
  };
  const which = (field: string, kind: keyof typeof onRecord): Question => ({
    ...{ field, kind: "one-of", label: `registry-do.which-${kind}`, options: onRecord[kind] },
  });
  const withdrawals = (["leave", "sanction", "grade"] as const).filter((kind) => onRecord[kind].length > 0);
  return [
    {
      ...{ act: "add-leave", fixed },
      questions: [
        ...[since, until],
        { field: "days", kind: "days", label: "registry-do.days", hint: "registry-person.leave.why" },
      ],
    },
    {
      ...{ act: "add-sanction", fixed },
      questions: [
        kindQuestion,
        documentQuestion,
        optional({ ...until, label: "registry-do.sanction-until", hint: "registry-do.sanction-until.hint" }),
      ],
    },
    ...(sanctions.length === 0
      ? []
      : ([
          { act: "end-sanction", fixed: {}, questions: [which("sanction", "sanction")] },
          {
            ...{ act: "change-sanction", fixed: {} },
            questions: [which("sanction", "sanction"), ...[kindQuestion, since, until, documentQuestion].map(kept)],
          },
        ] satisfies readonly OfferedAct[])),
    {
      ...{ act: "add-grade", fixed },
      questions: [{ field: "year", kind: "number", label: "registry-person.year" }, gradeQuestion, documentQuestion],
    },
    ...(grades.length === 0
      ? []
      : ([
          {
            ...{ act: "change-grade", fixed: {} },
            questions: [which("entry", "grade"), ...[gradeQuestion, documentQuestion].map(kept)],
          },
        ] satisfies readonly OfferedAct[])),
    ...withdrawals.map(
      (kind): OfferedAct => ({
        ...{ act: "withdraw-record", say: `registry-act.withdraw-record.${kind}`, fixed: { kind } },
        questions: [which("entry", kind)],
      }),
    ),
  ];
}
