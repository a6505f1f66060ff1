/** Which projects an address asks for, and how they are shown. */
export type ProjectChoice = { readonly unit?: string; readonly goal?: string; readonly view?: "table" };

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" && value.length <= 200 ? value : undefined;

export function readProjectChoice(search: Record<string, unknown>): ProjectChoice {
  const [unit, goal] = [textOf(search.unit), textOf(search.goal)];
  return {
    ...(unit === undefined ? {} : { unit }),
    ...(goal === undefined ? {} : { goal }),
    ...(search.view === "table" ? { view: "table" as const } : {}),
  };
}
