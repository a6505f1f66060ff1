import type { Subject } from "../facts/model.ts";
import type { Selector } from "../scheme/values.ts";

/** An attribute of a subject; type, unit and team count as attributes too. "" where there is none. */
export function attributeOf(subject: Subject, name: string): string {
  if (name === "type") return subject.type;
  if (name === "unit") return subject.unit ?? "";
  if (name === "team") return subject.team ?? "";
  if (name === "id") return subject.id;
  return subject.attributes[name] ?? "";
}

/** Whether `subject` is one of those that `selector` names: all its conditions hold. No selector means everybody. */
export function isFor(selector: Selector | undefined, subject: Subject): boolean {
  if (!selector) return true;
  if (selector.type !== undefined && selector.type !== subject.type) return false;
  if (selector.subjects && !selector.subjects.includes(subject.id)) return false;
  if (selector.except?.includes(subject.id)) return false;
  return Object.entries(selector.where ?? {}).every(([name, values]) => values.includes(attributeOf(subject, name)));
}

/** Whether a selector has no condition at all. */
export const isEverybody = ({ type, where, subjects, except }: Selector): boolean =>
  type === undefined && where === undefined && subjects === undefined && except === undefined;
