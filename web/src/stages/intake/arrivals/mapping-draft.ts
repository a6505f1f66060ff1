import type { Answer, Asked } from "../../../exchange/doors.ts";

type Mapping = Answer<"readStream">["mapping"];
type Check = Mapping["checks"][number];
type Sent = NonNullable<Asked<"saveStream">["body"]>["mapping"];
type FieldType = Mapping["fields"][string]["type"];
export const fieldTypes = ["text", "number", "instant", "day", "truth"] as const satisfies readonly FieldType[];
export const checkKinds = [
  "order",
  "present",
  "pattern",
  "one-of",
  "within",
] as const satisfies readonly Check["kind"][];

export type FieldDraft = {
  /** Its place in the form while its name is being typed; it is not sent. */
  readonly place: number;
  readonly name: string;
  /** What people call it, in both languages; may be empty. */
  readonly zh: string;
  readonly en: string;
  readonly from: string;
  readonly type: FieldType;
  readonly form: string;
  readonly yes: string;
  readonly no: string;
  readonly required: boolean;
};

/** Everything that any kind of check asks for; what its kind does not ask for is not sent. */
export type CheckDraft = {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly severity: Check["severity"];
  readonly kind: Check["kind"];
  readonly field: string;
  readonly earlier: string;
  readonly later: string;
  readonly isStrict: boolean;
  readonly pattern: string;
  readonly values: string;
  readonly least: string;
  readonly most: string;
};

/** A mapping as it stands in the form: everything is text until it is sent. */
export type MappingDraft = {
  readonly rows: string;
  readonly headings: string;
  readonly key: string;
  readonly happenedAt: string;
  readonly unit: string;
  readonly codes: string;
  readonly fields: readonly FieldDraft[];
  readonly checks: readonly CheckDraft[];
};

const emptyField: FieldDraft = {
  place: 0,
  name: "",
  zh: "",
  en: "",
  from: "",
  type: "text",
  form: "",
  yes: "",
  no: "",
  required: false,
};
export const emptyMapping: MappingDraft = {
  ...{ rows: "", headings: "1", key: "", happenedAt: "", unit: "", codes: "" },
  ...{ fields: [emptyField], checks: [] },
};

const emptyCheck: CheckDraft = {
  ...{ id: "", zh: "", en: "", severity: "refuse", kind: "present", field: "", earlier: "", later: "" },
  ...{ isStrict: false, pattern: "", values: "", least: "", most: "" },
};

/** One more field. */
export const newField = (fields: readonly FieldDraft[]): FieldDraft => ({
  ...emptyField,
  place: Math.max(-1, ...fields.map(({ place }) => place)) + 1,
});

/** One more check, under an identifier that no other has. */
export function newCheck(checks: readonly CheckDraft[]): CheckDraft {
  let n = checks.length + 1;
  while (checks.some(({ id }) => id === `check-${n}`)) n += 1;
  return { ...emptyCheck, id: `check-${n}` };
}

/** A list of words, parted by commas of either language or by lines. */
export const listed = (text: string): string[] =>
  text
    .split(/[,，、\n]/)
    .map((each) => each.trim())
    .filter((each) => each !== "");

function checkDraftOf({ id, name, ...check }: Check): CheckDraft {
  const head = { ...emptyCheck, id, zh: name["zh-CN"], en: name.en };
  if (check.kind === "one-of") return { ...head, ...check, values: check.values.join("，") };
  if (check.kind === "within") return { ...head, ...check, least: check.least ?? "", most: check.most ?? "" };
  return { ...head, ...check };
}

export function draftOf(mapping: Mapping): MappingDraft {
  const { rows = "", headings, key, happenedAt = "", unit = "", codes = "", fields, checks } = mapping;
  return {
    ...{ rows, headings: String(headings), key, happenedAt, unit, codes },
    fields: Object.entries(fields).map(
      ([name, { title, from, type, form = "", yes = [], no = [], required }], place) => ({
        ...{ place, name, zh: title?.["zh-CN"] ?? "", en: title?.en ?? "", from, type, form, required },
        ...{ yes: yes.join("，"), no: no.join("，") },
      }),
    ),
    checks: checks.map(checkDraftOf),
  };
}

function sentField({ zh, en, from, type, form, yes, no, required }: FieldDraft): Sent["fields"][string] {
  const title = zh.trim() || en.trim();
  const isTimed = type === "instant" || type === "day";
  return {
    ...{ from: from.trim(), type, required },
    ...(title === "" ? {} : { title: { "zh-CN": title, en: en.trim() || title } }),
    ...(isTimed && form.trim() !== "" ? { form: form.trim() } : {}),
    ...(type === "truth" ? { yes: listed(yes), no: listed(no) } : {}),
  };
}

function sentCheck(draft: CheckDraft): Sent["checks"][number] {
  const { id, zh, en, severity, kind, field, earlier, later, isStrict, pattern, values, least, most } = draft;
  const head = { id, name: { "zh-CN": zh.trim(), en: en.trim() || zh.trim() }, severity };
  if (kind === "order") return { ...head, kind, earlier, later, isStrict };
  if (kind === "present") return { ...head, kind, field };
  if (kind === "pattern") return { ...head, kind, field, pattern };
  if (kind === "one-of") return { ...head, kind, field, values: listed(values) };
  return { ...head, kind, field, ...(least === "" ? {} : { least }), ...(most === "" ? {} : { most }) };
}

export function mappingOf(draft: MappingDraft): Sent {
  const { rows, headings, key, happenedAt, unit, codes, fields, checks } = draft;
  const said = (name: string, text: string) => (text.trim() === "" ? {} : { [name]: text.trim() });
  return {
    ...said("rows", rows),
    headings: Number(headings) || 1,
    key: key.trim(),
    fields: Object.fromEntries(fields.map((field) => [field.name.trim(), sentField(field)])),
    ...{ ...said("happenedAt", happenedAt), ...said("unit", unit), ...said("codes", codes) },
    checks: checks.map(sentCheck),
  };
}

/** Names that two fields have: of two fields one would be lost. */
export function twiceNamed({ fields }: MappingDraft): readonly string[] {
  const names = fields.map(({ name }) => name.trim());
  return [...new Set(names.filter((name, at) => name !== "" && names.indexOf(name) !== at))];
}
