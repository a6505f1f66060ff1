import type { Place } from "./test-permission-rows.ts";

type Row = {
  readonly about: "programme" | "proposal";
  readonly body?: (place: Place) => object;
  readonly query?: (place: Place) => string;
};

/** An indicator that no scheme has. */
const draft = {
  ...{ id: "matrix", name: { "zh-CN": "矩阵", en: "Matrix" }, direction: "higher", decimals: 1, period: "year" },
  ...{ isMonitored: false, source: { kind: "automatic", system: "matrix" }, owner: "u1" },
};
const named = { "zh-CN": "井盖完好率", en: "Sound manhole covers" };
const proposed = { ...draft, id: "proposed", name: named, source: { kind: "automatic", system: "井盖" } };
const query = ({ programme }: Place) => `programme=${programme}`;
const why = ({ programme }: Place) => ({ programme, reason: "r" });

/** The doors of the library in the matrix: about a programme, and nobody's data. */
export const libraryRows = {
  listLibrary: { about: "programme", query },
  readLibraryIndicator: { about: "programme", query },
  checkLibraryIndicator: { about: "programme", body: ({ programme }) => ({ programme, indicator: draft }) },
  saveLibraryIndicator: { about: "programme", body: (place) => ({ ...why(place), indicator: draft }) },
  endLibraryIndicator: { about: "programme", body: why },
  previewTakeOver: { about: "programme", query },
  takeOver: { about: "programme", body: (place) => ({ ...why(place), scheme: "town", version: 1 }) },
  listLibraryExceptions: { about: "programme", query },
  askLibraryException: {
    about: "programme",
    body: (place) => ({
      ...{
        ...why(place),
        block: "duplicate",
        indicator: "matrix",
        document: "d",
        signer: "s",
        until: "2099-12-31",
      },
    }),
  },
  decideLibraryException: { about: "programme", body: (place) => ({ ...why(place), approve: false }) },
  listProposals: { about: "programme", query },
  readProposal: { about: "proposal", query },
  checkProposal: { about: "programme", body: ({ programme }) => ({ programme, indicator: draft }) },
  proposeIndicator: { about: "programme", body: (place) => ({ ...why(place), indicator: proposed }) },
  proposeEnd: { about: "programme", body: why },
  decideProposal: { about: "proposal", body: (place) => ({ ...why(place), accept: false }) },
  withdrawProposal: { about: "proposal", body: ({ programme }) => ({ programme }) },
  readSlimming: { about: "programme", query },
  listAppraisals: { about: "programme", query },
  registerAppraisal: {
    about: "programme",
    body: ({ programme }) => ({
      ...{ programme, kind: "inspection", department: "u1", title: "t", matter: "m", document: "d" },
      ...{ units: 1, times: 1, minutes: 1 },
    }),
  },
  endAppraisal: { about: "programme", body: why },
} as const satisfies Readonly<Record<string, Row>>;
