/** Only a path of ours: "//elsewhere", "/\elsewhere" and a tab between the two would leave the house. */
export function isOurs(path: unknown): path is string {
  if (typeof path !== "string" || !path.startsWith("/")) return false;
  const house = "https://house.invalid";
  return URL.canParse(path, house) && new URL(path, house).origin === house && !/^\/[\\/\s]/.test(path);
}

const key = "biaochi.way-back";

/** Where somebody wanted to go, kept in this tab while another site asks who they are. */
export function keepWayBack(path: string | undefined): void {
  try {
    if (path === undefined) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, path);
  } catch {
    // Not kept: the way leads to the first page.
  }
}

export function takeWayBack(): string | undefined {
  try {
    const path = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    return isOurs(path) ? path : undefined;
  } catch {
    return undefined;
  }
}
