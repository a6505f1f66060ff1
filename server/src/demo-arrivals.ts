import type { SharingAgreement } from "@biaochi/contract";
import { sql } from "kysely";
import {
  approvalsClient,
  approvalsHost,
  type DemoSources,
  demoSecretsOf,
  hotlineHost,
  hotlineKeyHeader,
  openDemoSources,
} from "./demo-sources/serve.ts";
import { approvalCases, hotlineOrders } from "./demo-sources/streams.ts";
import { type Clock, dayAfter } from "./platform/clock.ts";
import type { Database, Transaction } from "./platform/database.ts";
import { wholeCity } from "./platform/scope.ts";
import {
  type SaidConnection,
  type SaidStream,
  saveCode,
  saveConnection,
  saveStream,
  setActive,
  setSchedule,
} from "./stages/intake/arrivals/commands.ts";
import { findConnection } from "./stages/intake/arrivals/connection-store.ts";

export const demoProgramme = "demo-city";
const actor = { id: "organiser", scope: wholeCity };
const firstDay = "2020-01-01";
const agreedDays = 365;
const hotlineMinutes = 5;
const approvalMinutes = 15;

type DemoTools = { readonly clock: Clock; readonly masterKey: Uint8Array };

async function unitsOf(tx: Transaction): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select id from current_subject
    where programme = ${demoProgramme} and type = 'unit' order by id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** How the simulated systems call the units. */
const codeOf = (at: number): string => `D${String(at + 1).padStart(3, "0")}`;

const agreementOf = (
  fields: SaidStream["mapping"]["fields"],
  frequency: string,
  lastDay: string,
): SharingAgreement => ({
  ...{
    approver: "市数据局（虚构）",
    basis: "衡数函〔2026〕5号（虚构）",
    fields: Object.keys(fields),
    frequency,
    lastDay,
  },
  contact: "示例处室 000-0000（虚构）",
});

/** The two systems of the demo, under agreements that run out in a year. */
function demoConnections(
  lastDay: string,
  secrets: { readonly hotline: string; readonly approvals: string },
): readonly SaidConnection[] {
  const common = { programme: demoProgramme, keeper: null, basedOn: 0, reason: "演示" };
  const http = { kind: "http" as const, timeoutSeconds: 30, inside: [] };
  return [
    {
      ...{ ...common, connection: "hotline", secret: secrets.hotline },
      name: { "zh-CN": "12345热线（模拟）", en: "12345 hotline (simulated)" },
      place: {
        ...{ ...http, address: `http://${hotlineHost}/orders?since={since}&until={until}` },
        sign: { by: "header", header: hotlineKeyHeader },
        paging: { by: "mark", parameter: "mark", next: "next" },
      },
      agreement: agreementOf(hotlineOrders.mapping.fields, "每5分钟", lastDay),
    },
    {
      ...{ ...common, connection: "approvals", secret: secrets.approvals },
      name: { "zh-CN": "政务审批平台（模拟）", en: "Approval platform (simulated)" },
      place: {
        ...{ ...http, address: `http://${approvalsHost}/cases?since={since}` },
        sign: { by: "client-credentials", token: `http://${approvalsHost}/token`, client: approvalsClient },
        paging: { by: "page", parameter: "page", first: 1 },
      },
      agreement: agreementOf(approvalCases.mapping.fields, "每15分钟", lastDay),
    },
  ];
}

function must<T>(
  outcome:
    | { readonly ok: true; readonly value: T }
    | { readonly ok: false; readonly refusal: { readonly code: string } },
): T {
  if (!outcome.ok) throw new Error(`the arrivals of a demo were refused: ${outcome.refusal.code}`);
  return outcome.value;
}

/** Makes the connections of a demo to its simulated systems, once. */
export async function addDemoArrivals(database: Database, { clock, masterKey }: DemoTools): Promise<void> {
  const lastDay = dayAfter(clock.today(), agreedDays);
  await database.transaction(async (tx) => {
    const units = await unitsOf(tx);
    const isThere =
      (await findConnection(tx, wholeCity, { programme: demoProgramme, connection: "hotline" })) !== undefined;
    if (units.length === 0 || isThere) return;
    for (const said of demoConnections(lastDay, demoSecretsOf(masterKey)))
      must(await saveConnection(tx, actor, said, { masterKey, isSimulated: true }));
    for (const said of [hotlineOrders, approvalCases])
      must(await saveStream(tx, actor, { ...said, programme: demoProgramme }));
    const lines = units.map((subject, at) => ({ code: codeOf(at), subject, firstDay }));
    must(await saveCode(tx, actor, { programme: demoProgramme, codes: "departments", lines }));
    for (const [connection, everyMinutes] of [
      ["hotline", hotlineMinutes],
      ["approvals", approvalMinutes],
    ] as const) {
      const which = { programme: demoProgramme, connection };
      must(await setSchedule(tx, actor, { ...which, everyMinutes }, { clock }));
      must(await setActive(tx, actor, { ...which, isActive: true }, { clock }));
    }
  });
}

/** The simulated systems, as long as the demo runs. */
export async function openDemoArrivals(database: Database, { clock, masterKey }: DemoTools): Promise<DemoSources> {
  const units = await database.read(unitsOf);
  return openDemoSources({ clock, secrets: demoSecretsOf(masterKey), departments: units.map((_, at) => codeOf(at)) });
}
