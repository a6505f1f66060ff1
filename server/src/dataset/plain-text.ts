/** Text that a spreadsheet would take for a formula keeps an apostrophe before it, also after it is saved as CSV. */
export const plainText = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

/** The text as it was before, where a cell comes back. */
export const unmarked = (text: string): string => text.replace(/^'(?=[=+\-@\t\r])/, "");
