import { standardCosts } from "./stages/intake/burden/model.ts";
import type { Place } from "./test-permission-rows.ts";

type Row = {
  readonly about: "programme" | "registry-unit" | "burden-request" | "nobody";
  readonly body?: (place: Place) => object;
};

/** The day in the city. */
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const asked = ({ subject }: Place) => ({
  ...{ asker: subject, kind: "meeting", title: "t", reason: "r", document: "d", askedOn: today() },
  ...{ units: ["u3"], people: 1, pages: 0, hours: 1, fields: [] },
});

/** The doors of the burden meter in the matrix: about a programme, a unit, or a request that asks something of one. */
export const burdenRows = {
  readBurden: { about: "programme" },
  readBurdenOfProduct: { about: "programme" },
  readBurdenOfUnit: { about: "registry-unit" },
  readOwnBurden: { about: "nobody" },
  readBurdenRules: { about: "programme" },
  setBurdenModel: { about: "programme", body: () => ({ from: today(), costs: standardCosts, reason: "r" }) },
  setBurdenBudget: {
    about: "programme",
    body: () => ({ reach: "all", from: today().slice(0, 7), minutes: null, asks: null, reason: "r" }),
  },
  listBurdenRequests: { about: "programme" },
  readBurdenRequest: { about: "burden-request" },
  previewBurdenRequest: { about: "registry-unit", body: asked },
  registerBurdenRequest: { about: "registry-unit", body: asked },
  withdrawBurdenRequest: { about: "burden-request", body: () => ({ reason: "r" }) },
} as const satisfies Readonly<Record<string, Row>>;
