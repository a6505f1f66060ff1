/** Lists of words that forms of the doors and pages share. Apart from the forms: a page that read them there would fetch all of them. */

/** What is asked of units. */
export const burdenKinds = ["form", "ledger", "meeting", "document", "letter", "inspection", "task-force"] as const;
/** Of these every field names the datum that is asked for. */
export const kindsWithFields: readonly (typeof burdenKinds)[number][] = ["form", "ledger"];
/** What one person of one unit spends on a request, in parts. */
export const burdenCosts = ["base", "perPage", "perField", "perHour"] as const;
/** Whose budget: every unit's, those of a type, or one unit's. The narrower one holds. */
export const budgetReaches = ["all", "type", "unit"] as const;

export const findingKinds = [
  ...(["absent", "late", "silent", "jump", "outlier", "heaping", "period-end", "cross"] as const),
] as const;
/** open: nobody has said anything. mending: its owner was asked to put it right. mended: another figure stands. gone: it holds no more. */
export const findingStates = ["open", "mending", "explained", "mended", "gone"] as const;
/** So many findings are settled by one act at most. */
export const mostFindings = 500;

/** calm: nothing to say. yellow informs. red asks for a remedy. unsaid: the figures do not allow to say anything yet. */
export const warningStates = ["red", "yellow", "calm", "unsaid"] as const;
/** averted: it was red, the unit answered with a remedy, and the line was kept. missed: it came without a warning. quiet: neither. */
export const warningOutcomes = ["came-true", "averted", "false-alarm", "missed", "quiet"] as const;

/** Whose figure the city’s is made of: the leading unit’s, units’ together, their mean, weighed by another indicator, or a share of two counts. */
export const upperFigures = ["lead", "sum", "mean", "weighted", "share"] as const;
/** How the figures of a period become one, where something can be foretold of it. */
export const upperHows = ["latest", "sum", "mean", "min", "max", "median", "trimmed-mean"] as const;
/** What the office writes down where the level above sent a table without rules. */
export const upperRules = ["completion-rate", "deviation", "all-or-nothing"] as const;
/** Why nothing is foretold of an item. */
export const upperSilences = [
  ...(["no-basis", "no-marks", "no-lead", "no-rule", "compares", "needs-more", "no-target"] as const),
  ...(["no-figures", "few-figures"] as const),
] as const;
/** The rungs of a project (论证, 立项, 实施, 验收, 推介), and the end of one that is given up. */
export const projectStages = ["arguing", "approved", "under-way", "accepted", "promoted", "stopped"] as const;
/** Columns of the board: who is under way and has difficulties that a round of dispatch handed out stands under 调度. */
export const projectColumns = [
  ...(["arguing", "approved", "under-way", "dispatch", "accepted", "promoted", "stopped"] as const),
] as const;
/** red: a milestone or the end is past its agreed day. yellow: one is due soon, or a difficulty is open. none: nothing is to come. */
export const projectLights = ["red", "yellow", "green", "none"] as const;
export const delayCauses = [
  ...(["weather", "land", "funds", "approval", "design", "supply", "cooperation", "own", "other"] as const),
] as const;
/** due: nobody has entered anything. withdrawn: the figure came by another way. */
export const reportStates = ["due", "returned", "submitted", "confirmed", "accepted", "withdrawn"] as const;
/** Files that show a report: what their own first bytes say. The first three are shown on the page, the others taken along. */
export const shownFiles = ["application/pdf", "image/png", "image/jpeg"] as const;
export const officeFiles = [
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
] as const;
/** Files of one report, and how large each may be. */
export const mostReportFiles = 3;
export const largestReportFile = 5 * 1024 * 1024;
