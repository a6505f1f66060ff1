import type { Act, Entered, OfferedAct, Question } from "./acts.ts";

/** Chosen where nothing is to stand: left alone it would stay. */
export const nothing = " ";

/** What stands in the fields before anybody types. */
export function initialOf({ questions }: OfferedAct): Entered {
  return Object.fromEntries(
    questions.flatMap(({ field, kind, was = "", wasName }) =>
      kind === "name"
        ? [
            [field, wasName?.["zh-CN"] ?? ""],
            [`${field}.en`, wasName?.en ?? ""],
          ]
        : [[field, was]],
    ),
  );
}

/** The value of one answer; undefined: it is not said; null: it is taken away. */
function answerOf(question: Question, entered: Entered, isChange: boolean): unknown {
  const { field, kind, was = "", wasName } = question;
  if (question.isKept && entered[field] === nothing) return null;
  const text = (entered[field] ?? "").trim();
  if (kind === "name") {
    const en = (entered[`${field}.en`] ?? "").trim();
    if (isChange && text === (wasName?.["zh-CN"] ?? "") && en === (wasName?.en ?? "")) return undefined;
    if (text === "") return isChange && wasName ? null : undefined;
    return { "zh-CN": text, en: en || text };
  }
  if (isChange && text === was) return undefined;
  if (kind === "list" || kind === "many") return text.split(/[,，;；、]+/).flatMap((each) => each.trim() || []);
  if (text === "") return isChange && was !== "" ? null : undefined;
  if (kind === "number" || kind === "days") return Number(text);
  return field === "carry" ? text === "yes" : text;
}

/** The act as it is sent. The server's schema, the same contract, refuses what does not fit. */
export function filledAct({ act, fixed, questions, isChange = false }: OfferedAct, entered: Entered): Act {
  const said = questions.flatMap((question) => {
    const value = answerOf(question, entered, isChange);
    return value === undefined ? [] : [[question.field, value] as const];
  });
  return { act, ...fixed, ...Object.fromEntries(said) } as Act;
}
