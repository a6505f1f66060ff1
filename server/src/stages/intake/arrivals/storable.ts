/** PostgreSQL keeps no U+0000 and no half of a sign. */
export const isStorable = (text: string): boolean => !text.includes("\0") && text.isWellFormed();
export const storable = (text: string): string => text.replaceAll("\0", "\ufffd").toWellFormed();

/** In JSON, JavaScript writes both as escapes and nothing else so: names of members are mended with the values. */
const unstorable = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g;

/** A value as JSON that the database can hold, whatever another system put into it. */
export const storableJson = (value: unknown): string =>
  (JSON.stringify(value) ?? "null").replaceAll(unstorable, "$1\\ufffd");
