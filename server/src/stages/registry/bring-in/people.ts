import type { Official, Post } from "@biaochi/engine";
import { plainName } from "../../../dataset/upload/clean-cell.ts";
import { aliasesOf, attributesOf, type Draft, member, nameOf } from "./build.ts";
import { type NameIndex, nameIndex, numbering } from "./names.ts";
import { isNew } from "./question.ts";
import type { ImportRow } from "./read-sheet.ts";
import { dated, type Places, sortOf } from "./units.ts";

/** How many people were found by what; nobody is found by a name alone. */
export type Found = { number: number; nameAndUnit: number; remembered: number; answer: number; new: number };

/** A unit and a post as a row writes them: who of several of one name is meant there. */
export type Said = { readonly unit: string; readonly post: string };
/** Whether somebody was once said to be meant there. */
export type Recall = (said: Said, official: string) => boolean;
/** `instead`: those of the same name who are not meant. */
export type Recognised = Said & { readonly official: string; readonly instead: readonly string[] };

export type People = {
  /** Whom a row is about that names somebody; where nobody can tell, it is asked. */
  person(row: ImportRow, text: string, unitText: string): string | undefined;
  /** Of the roster: each row with the person it is about. */
  readonly roster: readonly { readonly row: ImportRow; readonly official: string; readonly unit: string | undefined }[];
  readonly found: Readonly<Found>;
  readonly recognised: readonly Recognised[];
};

type Known = {
  readonly names: NameIndex;
  readonly numbers: Map<string, string>;
  readonly units: Map<string, Set<string>>;
};

const serves = (post: Post): boolean => post.until === undefined;

function known(draft: Draft): Known {
  const names = nameIndex();
  const numbers = new Map<string, string>();
  for (const { id, name, aliases, staffNumber } of draft.registry.official) {
    for (const each of [name["zh-CN"], name.en, ...aliases]) names.add(each, id);
    if (staffNumber !== undefined) numbers.set(staffNumber, id);
  }
  const units = new Map<string, Set<string>>();
  const former = new Map<string, Set<string>>();
  for (const post of draft.registry.post) {
    const of = serves(post) ? units : former;
    of.set(post.official, (of.get(post.official) ?? new Set()).add(post.unit));
  }
  for (const [official, those] of former) if (!units.has(official)) units.set(official, those);
  return { names, numbers, units };
}

/** Takes the roster in: who each row is about, and what it says of them. */
export function takePeople(draft: Draft, places: Places, rows: readonly ImportRow[], recall: Recall): People {
  const { names, numbers, units } = known(draft);
  const nextPerson = numbering(
    "p",
    draft.registry.official.map(({ id }) => id),
  );
  const found: Found = { number: 0, nameAndUnit: 0, remembered: 0, answer: 0, new: 0 };
  const recognised: Recognised[] = [];
  /** Whom a row of the roster is about already. */
  const taken = new Set<string>();
  const roster: { readonly row: ImportRow; readonly official: string; readonly unit: string | undefined }[] = [];
  const ofRow = new Map<string, string>();
  const there = (id: string): boolean => draft.find("official", id) !== undefined;
  const inUnit = (id: string, unit: string | undefined): boolean =>
    unit !== undefined && (units.get(id)?.has(unit) ?? false);

  const asAlike = (ids: readonly string[]) =>
    ids.map((id) => ({
      id,
      name: draft.find("official", id)?.name["zh-CN"] ?? id,
      unit: [...(units.get(id) ?? [])].map(places.nameOf).join("、"),
    }));
  const ask = (row: ImportRow, name: string, unit: string, ids: readonly string[], nth: number) =>
    draft.questions.ask({
      ...{
        key: `person|${plainName(name)}|${plainName(unit)}|${nth}`,
        about: "person",
        file: row.file,
        row: row.row,
        name,
        unit,
      },
      alike: asAlike(ids),
    });

  const saidIn = ({ cells }: ImportRow, unit: string): Said => ({
    ...{ unit: plainName(unit), post: plainName(cells.title ?? "") },
  });
  /** The one of these who was meant before by such a row; where several were, somebody has to say it again. */
  function remembered(said: Said, ids: readonly string[]): string | undefined {
    const [one, ...others] = ids.filter((id) => recall(said, id));
    return others.length === 0 ? one : undefined;
  }

  /** How often a name stands in a unit without a number: twice may be two people, or one. */
  const times = new Map<string, number>();
  const sameRow = ({ cells }: ImportRow) => `${plainName(cells.name ?? "")}\n${plainName(cells.unit ?? "")}`;
  const numberless = ({ cells }: ImportRow): boolean => !cells.id && !cells.staffNumber;
  for (const row of rows) if (numberless(row)) times.set(sameRow(row), (times.get(sameRow(row)) ?? 0) + 1);
  /** Of one name, one unit and one post: nothing tells them apart, so that no answer is kept for the next time. */
  const samePost = (row: ImportRow) => `${sameRow(row)}\n${plainName(row.cells.title ?? "")}`;
  const posts = new Map<string, number>();
  for (const row of rows) if (numberless(row)) posts.set(samePost(row), (posts.get(samePost(row)) ?? 0) + 1);
  const seen = new Map<string, number>();

  function whoIs(row: ImportRow, unit: string | undefined): string | undefined {
    const { id = "", staffNumber = "", name = "" } = row.cells;
    const numbered = id !== "" ? id : numbers.get(staffNumber);
    if (numbered !== undefined) {
      found[there(numbered) ? "number" : "new"] += 1;
      return numbered;
    }
    const nth = (seen.get(sameRow(row)) ?? 0) + 1;
    seen.set(sameRow(row), nth);
    const namesakes = names.of(name).filter(there);
    const here = namesakes.filter((each) => inUnit(each, unit));
    const isTwice = (times.get(sameRow(row)) ?? 0) > 1;
    if (here.length === 1 && !isTwice) {
      found.nameAndUnit += 1;
      return here[0];
    }
    // A staff number that nobody has yet is somebody new, whatever others are called.
    if ((namesakes.length === 0 && !isTwice) || (staffNumber !== "" && here.length === 0)) {
      found.new += 1;
      return nextPerson();
    }
    const said = saidIn(row, row.cells.unit ?? "");
    // Whoever was meant and has gone elsewhere since is not brought back by it.
    const isTold = (posts.get(samePost(row)) ?? 0) === 1;
    const known = isTold ? remembered(said, said.unit === "" ? namesakes : here) : undefined;
    if (known !== undefined && !taken.has(known)) {
      found.remembered += 1;
      return known;
    }
    const answer = ask(row, name, row.cells.unit ?? "", here.length > 0 ? here : namesakes, nth);
    if (answer === undefined) return undefined;
    found[answer === isNew ? "new" : "answer"] += 1;
    const official = answer === isNew ? nextPerson() : answer;
    if (isTold) recognised.push({ ...said, official, instead: namesakes.filter((id) => id !== official) });
    return official;
  }

  const isSpoiled = draft.findings.errors > 0;
  const waiting = new Set<string>();
  const placeOf = ({ file, row }: ImportRow) => `${file}:${row}`;
  const waitingRows = new Set<string>();
  for (const row of rows) {
    const unit = places.unit(row, row.cells.unit ?? "");
    // Who somebody is can only be said when it is known in which unit to look.
    const isUnplaced = unit === undefined && (row.cells.unit ?? "") !== "" && numberless(row);
    const id = isUnplaced ? undefined : whoIs(row, unit);
    if (id === undefined) {
      waiting.add(plainName(row.cells.name ?? ""));
      waitingRows.add(placeOf(row));
      continue;
    }
    taken.add(id);
    const before = draft.find("official", id);
    draft.put("official", officialFrom(draft, row, id, before), row);
    roster.push({ row, official: id, unit });
    ofRow.set(placeOf(row), id);
  }
  for (const { row, official, unit } of roster) {
    for (const each of [row.cells.name ?? "", ...aliasesOf(row, [])]) names.add(each, official);
    if (row.cells.staffNumber) numbers.set(row.cells.staffNumber, official);
    if (unit !== undefined) units.set(official, (units.get(official) ?? new Set()).add(unit));
  }

  return {
    roster,
    found,
    recognised,
    person(row, text, unitText) {
      const same = ofRow.get(placeOf(row));
      if (same !== undefined && row.table !== "officials") return same;
      // The roster asks about this very row already.
      if (waitingRows.has(placeOf(row))) return undefined;
      if (there(text)) return text;
      const numbered = numbers.get(text);
      if (numbered !== undefined) return numbered;
      const unit = unitText === "" ? undefined : places.unit(row, unitText);
      const namesakes = names.of(text).filter(there);
      const here = namesakes.filter((each) => inUnit(each, unit));
      if (here.length === 1) return here[0];
      if (namesakes.length === 0) {
        // Whoever waits for an answer, or whose own row is wrong, is not missed a second time.
        if (!isSpoiled && !waiting.has(plainName(text)))
          draft.error(row, "official-unknown", "official", { value: text });
        return undefined;
      }
      const said = saidIn(row, unitText);
      const known = remembered(said, namesakes);
      if (known !== undefined) return known;
      const answer = ask(row, text, unitText, here.length > 0 ? here : namesakes, 0);
      if (answer !== undefined && answer !== isNew)
        recognised.push({ ...said, official: answer, instead: namesakes.filter((id) => id !== answer) });
      if (answer !== isNew) return answer;
      // "Somebody else" has no row in the roster: there is nobody to record this for.
      draft.error(row, "official-unknown", "official", { value: text });
      return undefined;
    },
  };
}

function officialFrom(draft: Draft, row: ImportRow, id: string, before: Official | undefined): Official {
  return {
    ...{ id, name: nameOf(row, before?.name), sort: sortOf(draft, "official", row, before) },
    ...member(row, "regime", before?.regime),
    ...member(row, "rank", before?.rank),
    ...member(row, "managedBy", before?.managedBy),
    ...member(row, "staffNumber", before?.staffNumber),
    ...dated(row, before),
    ...{ aliases: aliasesOf(row, before?.aliases), attributes: attributesOf(row, before?.attributes) },
  };
}
