import type { Answer } from "../../../exchange/doors.ts";
import type { PlaceInText } from "./place-in-text.ts";

/** Something that could stand at a place. */
export type Offer = { readonly label: string; readonly kind: "key" | "value" | "name"; readonly detail?: string };
export type Vocabulary = Answer<"readVocabulary">;

type Schema = Readonly<Record<string, unknown>>;
const isSchema = (value: unknown): value is Schema => typeof value === "object" && value !== null;

/** A schema with everything that it may be, references followed. */
function alternatives(root: Schema, schema: unknown, depth = 0): readonly Schema[] {
  if (!isSchema(schema) || depth > 12) return [];
  if (typeof schema.$ref === "string") {
    const target = schema.$ref
      .replace(/^#\//, "")
      .split("/")
      .reduce<unknown>((at, step) => (isSchema(at) ? at[step] : undefined), root);
    return alternatives(root, target, depth + 1);
  }
  const inner = ["anyOf", "oneOf", "allOf"].flatMap((key) => {
    const several = schema[key];
    return Array.isArray(several) ? several.flatMap((each) => alternatives(root, each, depth + 1)) : [];
  });
  return [schema, ...inner];
}

function below(root: Schema, schemas: readonly Schema[], step: string): readonly Schema[] {
  return schemas.flatMap((schema) => {
    if (step === "[]") return alternatives(root, schema.items);
    const named = isSchema(schema.properties) ? schema.properties[step] : undefined;
    const any = isSchema(schema.additionalProperties) ? schema.additionalProperties : undefined;
    return alternatives(root, named ?? any);
  });
}

const once = <T extends { readonly label: string }>(all: readonly T[]): readonly T[] => [
  ...new Map(all.map((each) => [each.label, each])).values(),
];

/** Keys and values that the schema of the document allows at a place. */
export function schemaOffers(root: unknown, { path, expects }: PlaceInText): readonly Offer[] {
  if (!isSchema(root)) return [];
  const here = path.reduce<readonly Schema[]>((at, step) => below(root, at, step), alternatives(root, root));
  const keys = here.flatMap((schema): Offer[] =>
    isSchema(schema.properties) ? Object.keys(schema.properties).map((label) => ({ label, kind: "key" })) : [],
  );
  const values = here.flatMap((schema): Offer[] => {
    const listed = Array.isArray(schema.enum) ? schema.enum : schema.const === undefined ? [] : [schema.const];
    const words = schema.type === "boolean" ? ["true", "false"] : listed;
    return words.map((each) => ({ label: String(each), kind: "value" }));
  });
  return once([...(expects === "value" ? [] : keys), ...(expects === "key" ? [] : values)]);
}

/** What this programme has: its indicators, units and attributes, where the document names them. */
export function ownOffers(
  { path, expects }: PlaceInText,
  words: Vocabulary,
  language: "zh-CN" | "en",
): readonly Offer[] {
  const steps = path.filter((step) => step !== "[]");
  const [last = "", above = ""] = [steps.at(-1), steps.at(-2)];
  const named = (all: readonly { id: string; name: { "zh-CN": string; en: string } }[]): readonly Offer[] =>
    all.map(({ id, name }) => ({ label: id, kind: "name", detail: name[language] }));
  if (above === "where" && expects !== "key")
    return (words.attributes.find(({ name }) => name === last)?.values ?? []).map((label) => ({
      label,
      kind: "value",
    }));
  if (last === "where" && expects !== "value")
    return words.attributes.map(({ name }) => ({ label: name, kind: "key" }));
  if (expects === "key") return [];
  if (last === "item" || last === "indicator") return named(words.indicators);
  if (last === "owner" || last === "subjects" || last === "except") return named(words.units);
  if (last === "by") return words.attributes.map(({ name }) => ({ label: name, kind: "value" }));
  return [];
}
