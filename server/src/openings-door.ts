import { openingNodes, readPeriod } from "@biaochi/engine";
import { readOpenings, saveOpenings } from "./stages/intake/opening-store.ts";
import type { OpeningsDoor, ScoredNodes } from "./stages/registry/bring-in/openings.ts";
import { recordedSchemes, schemeInForce, schemeOf } from "./stages/schemes/store.ts";

/** What the scheme that is in force at the end of a period scores. */
const scored: OpeningsDoor["scored"] = async (client, at) => {
  const versions = await recordedSchemes(client, at);
  const known = new Map<string, ScoredNodes | undefined>();
  return (text) => {
    if (known.has(text)) return known.get(text);
    const period = readPeriod(text);
    const inForce = period && schemeInForce(versions, period);
    const version = versions.find(({ scheme, version }) => scheme === inForce?.scheme && version === inForce.version);
    const nodes = version && openingNodes(schemeOf(version));
    known.set(text, nodes);
    return nodes;
  };
};

/**
 * Opening balances as the stage `intake` keeps them and the stage `schemes` scores them, for the stage `registry`, which stands
 * to the left of both.
 */
export const openingsDoor: OpeningsDoor = { read: readOpenings, scored, save: saveOpenings };
