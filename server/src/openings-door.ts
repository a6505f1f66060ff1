import { readOpenings, saveOpenings } from "./stages/intake/opening-store.ts";
import type { OpeningsDoor } from "./stages/registry/bring-in/openings.ts";

/** Opening balances as the stage `intake` keeps them, for the stage `registry`, which stands to the left of it. */
export const openingsDoor: OpeningsDoor = { read: readOpenings, save: saveOpenings };
