/** Sheet names: at most 31 characters, none of :\/?*[] and each once. */
export function sheetName(wanted: string, taken: Set<string>): string {
  const plain =
    wanted
      .replace(/[:\\/?*[\]]/g, " ")
      .trim()
      .slice(0, 28) || "–";
  let name = plain;
  for (let n = 2; taken.has(name.toLowerCase()); n += 1) name = `${plain} ${n}`;
  taken.add(name.toLowerCase());
  return name;
}

/** A name for a file that every system takes. */
export function fileName(parts: readonly string[], extension: string): string {
  const plain = parts
    .map((part) =>
      part
        .replace(/[\\/:*?"<>|\p{Cc}\p{Cf}]/gu, " ") // signs that turn the direction, too: they show another ending
        .trim()
        .slice(0, 60),
    )
    .filter((part) => part !== "");
  return `${plain.join("-")}.${extension}`;
}
