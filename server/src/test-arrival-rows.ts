import type { Place, Row } from "./test-permission-rows.ts";

type Names =
  | "listConnections"
  | "readConnection"
  | "saveConnection"
  | "scheduleConnection"
  | "tryConnection"
  | "listArrivalRuns"
  | "askForRun"
  | "listStreams"
  | "readStream"
  | "listStreamRuns"
  | "saveStream"
  | "tryStream"
  | "listCodes"
  | "saveCodes"
  | "endCode"
  | "listQuarantine"
  | "retryRows"
  | "leaveRows"
  | "listRecords"
  | "readRecord";

const name = { "zh-CN": "连接", en: "Connection" };
const agreement = {
  ...{ approver: "a", basis: "b", fields: ["f"], frequency: "f", contact: "c", lastDay: "2099-12-31" },
};
const place = { kind: "folder", folder: "arrived" };
const mapping = { key: "k", fields: { unit: { from: "u", type: "text" } }, unit: "unit", codes: "d1" };
const stream = ({ connection }: Place) => ({ connection, name, mapping, reason: "r", basedOn: 0 });

/** Data that arrive: connections for those who set them up, streams for who answers for an indicator of them, records for the unit. */
export const arrivalRows: { readonly [N in Names]: Row } = {
  listConnections: { about: "nobody" },
  readConnection: { about: "connection" },
  saveConnection: {
    about: "connection",
    body: () => ({ name, place, agreement, keeper: null, reason: "r", basedOn: 0 }),
  },
  scheduleConnection: { about: "connection", body: () => ({ isActive: true, everyMinutes: null }) },
  tryConnection: { about: "connection", body: () => ({ place }) },
  listArrivalRuns: { about: "connection" },
  askForRun: { about: "stream", body: () => ({}) },
  listStreams: { about: "programme" },
  readStream: { about: "stream" },
  listStreamRuns: { about: "stream" },
  saveStream: { about: "stream", body: stream },
  tryStream: { about: "stream", body: () => ({ mapping }) },
  listCodes: { about: "stream" },
  saveCodes: { about: "stream", body: () => ({ lines: [{ code: "X", unit: "u1", firstDay: "2025-01-01" }] }) },
  endCode: { about: "stream", body: () => ({ lastDay: "2099-12-31" }) },
  listQuarantine: { about: "stream" },
  retryRows: { about: "stream", body: () => ({}) },
  leaveRows: { about: "stream", body: () => ({ rows: [1], reason: "r" }) },
  listRecords: { about: "records" },
  readRecord: { about: "records", query: () => "key=k1" },
};
