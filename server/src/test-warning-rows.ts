import { standardThresholds } from "./stages/intake/warnings/thresholds.ts";

/** The day in the city. */
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

type Row = { readonly about: "programme" | "warning"; readonly body?: () => object; readonly lists?: true };

/** The doors of early warning in the matrix. */
export const warningRows = {
  listWarnings: { about: "programme", lists: true },
  readWarning: { about: "warning" },
  answerWarning: { about: "warning", body: () => ({ what: "w", who: "p", until: today() }) },
  readWarningRecord: { about: "programme" },
  setWarningThresholds: { about: "programme", body: () => ({ thresholds: standardThresholds, reason: "r" }) },
} as const satisfies Readonly<Record<string, Row>>;
