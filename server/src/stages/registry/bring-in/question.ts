/** Something that only a person knows: whether two names are one. Asked instead of guessed, and kept with the import. */
export type Question = {
  /** The same in every reading of the same rows. */
  readonly key: string;
  readonly about: "person" | "unit";
  readonly file: string;
  readonly row: number;
  readonly name: string;
  /** The unit that the row names, as it is written there. */
  readonly unit: string;
  readonly alike: readonly { readonly id: string; readonly name: string; readonly unit: string }[];
  /** How many rows wait for the answer. */
  readonly rows: number;
};

/** The identifier of a candidate, or that it is somebody or something new. */
export const isNew = "new";
export type Answers = Readonly<Record<string, string>>;

export type Questions = {
  /** The answer that was given; asks where none was. An answer that is no longer among the alike is none. */
  ask(question: Omit<Question, "rows">): string | undefined;
  readonly open: readonly Question[];
  readonly answered: number;
};

export function questionsWith(answers: Answers): Questions {
  const open = new Map<string, Question>();
  const answered = new Set<string>();
  return {
    ask(question) {
      const answer = answers[question.key];
      if (answer !== undefined && (answer === isNew || question.alike.some(({ id }) => id === answer))) {
        answered.add(question.key);
        return answer;
      }
      const known = open.get(question.key);
      open.set(question.key, known === undefined ? { ...question, rows: 1 } : { ...known, rows: known.rows + 1 });
      return undefined;
    },
    get open() {
      return [...open.values()];
    },
    get answered() {
      return answered.size;
    },
  };
}
