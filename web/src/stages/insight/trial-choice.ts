/** Which document a trial is to be of, or whose trials are listed: from the page of a version, or of a draft. */
export type TrialChoice = { readonly scheme?: string; readonly version?: number; readonly draft?: number };

const whole = (value: unknown): number | undefined => {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 && number < 2 ** 31 ? number : undefined;
};

export function readTrialChoice(search: Record<string, unknown>): TrialChoice {
  const [version, draft] = [whole(search.version), whole(search.draft)];
  return {
    ...(typeof search.scheme === "string" && search.scheme !== "" ? { scheme: search.scheme.slice(0, 200) } : {}),
    ...(version === undefined ? {} : { version }),
    ...(draft === undefined ? {} : { draft }),
  };
}
