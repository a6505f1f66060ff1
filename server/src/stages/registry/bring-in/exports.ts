import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import { sayComposed } from "@biaochi/words";
import { writeWorkbook } from "../../../dataset/spreadsheet.ts";
import type { Database, Transaction } from "../../../platform/database.ts";
import type { Scope } from "../../../platform/scope.ts";
import { addTodos, finishTodos } from "../../../platform/todos.ts";
import { askOn, readRegistry } from "../edition-store.ts";
import {
  decideOn,
  type ExportRecord,
  failExport,
  findExport,
  forgetOldExports,
  nextExport,
  saveExport,
  saveExported,
} from "./export-store.ts";
import { hasAccount } from "./made-store.ts";
import type { OpeningsDoor } from "./openings.ts";
import { type Extent, workbookOf } from "./workbook-out.ts";

const minutesToDecide = 2;
const minutesToTake = 1;
/** Work that has ended its process so often is not begun again. */
const mostTries = 2;
const pageOf = (programme: string): string => `/programmes/${programme}/registry/exports`;
const keyOf = (id: number): string => `registry-export:${id}:`;

type Asked = Pick<ExportRecord, "programme" | "account" | "lang" | "extent" | "purpose">;

/** With what was decided about people it waits for somebody else's approval; otherwise it is made. */
export async function askExport(tx: Transaction, asked: Asked): Promise<number> {
  const isWhole = asked.extent === "whole";
  const id = await saveExport(tx, { ...asked, state: isWhole ? "asked" : "waiting" });
  if (isWhole)
    await addTodos(
      tx,
      (["organiser", "authority"] as const).map((role) => ({
        ...{ key: `${keyOf(id)}decide:${role}`, kind: "decide-registry-export", for: { role } },
        ...{ params: { programme: asked.programme }, path: pageOf(asked.programme), minutes: minutesToDecide },
      })),
    );
  return id;
}

/** Nobody approves what they asked for themselves. */
export async function decideExport(
  tx: Transaction,
  scope: Scope,
  decision: { readonly programme: string; readonly id: number; readonly by: string; readonly approve: boolean },
): Promise<Outcome<ExportRecord, Refusal<"outside-scope" | "own-export" | "approval-decided">>> {
  const { programme, id, by, approve } = decision;
  const found = await findExport(tx, scope, { programme, id, reader: by });
  if (found === undefined) return refuse({ code: "outside-scope" });
  if (found.is_own) return refuse({ code: "own-export" });
  if (found.state !== "asked") return refuse({ code: "approval-decided" });
  await decideOn(tx, id, by, approve);
  await finishTodos(tx, keyOf(id), by);
  if (!approve) await tell(tx, found, "registry-export-refused");
  return ok(found);
}

async function tell(tx: Transaction, { id, programme, account }: ExportRecord, kind: string): Promise<void> {
  if (!(await hasAccount(tx, account))) return;
  await addTodos(tx, [
    {
      ...{ key: `${keyOf(id)}${kind}`, kind, params: { programme }, for: { account } },
      ...{ path: pageOf(programme), minutes: minutesToTake },
    },
  ]);
}

/** The workbook was taken, its refusal read, or it is needed no longer. */
export const noteTaken = (tx: Transaction, id: number, by: string): Promise<void> => finishTodos(tx, keyOf(id), by);

/** Makes what waits, one after the other, in the thread that reads workbooks: nobody's request waits for it. */
export async function makeExports(
  database: Database,
  { openings, isStopped }: { readonly openings: OpeningsDoor; readonly isStopped?: (() => boolean) | undefined },
): Promise<number> {
  await database.transaction(forgetOldExports);
  let count = 0;
  while (isStopped?.() !== true) {
    const next = await database.transaction(nextExport);
    if (next === undefined) break;
    count += 1;
    if (next.tries > mostTries) {
      await database.transaction(async (tx) => {
        await failExport(tx, next.id);
        await tell(tx, next, "registry-export-failed");
      });
      continue;
    }
    const at = { programme: next.programme, recording: 2_147_483_647 };
    const { registry, lines } = await database.withConnection(async (client) => ({
      registry: await readRegistry(askOn(client), at),
      lines: next.extent === "whole" ? await openings.read(client, at) : [],
    }));
    const said = { by: next.account_name?.[next.lang] ?? next.account, decider: next.decider_name?.[next.lang] };
    const content = await writeWorkbook(
      workbookOf(registry, lines, {
        extent: next.extent,
        ...wording(next.lang, next.extent, next.title[next.lang], takenBy(next.lang, said)),
      }),
    );
    await database.transaction(async (tx) => {
      await saveExported(tx, next.id, content);
      await tell(tx, next, "registry-export-ready");
    });
  }
  return count;
}

/** Who takes it, when, and who approved: it stands on every page of the paper and on the last sheet. */
function takenBy(
  lang: ExportRecord["lang"],
  { by, decider }: { readonly by: string; readonly decider?: string | undefined },
) {
  const at = new Date().toISOString().slice(0, 16).replace("T", " ");
  const taken = sayComposed(lang, "import.taken", { by, at });
  return decider === undefined
    ? taken
    : `${taken} ${sayComposed(lang, "registry-export.approved-by", { by: decider })}`;
}

/** What stands around the tables of a workbook. */
export function wording(lang: ExportRecord["lang"], extent: Extent, title: string, taken: string | undefined) {
  const note = [1, 2, 3, 4, 5, 6].flatMap((n) =>
    n === 4 && extent === "whole" ? [] : [sayComposed(lang, `import.note.${n}`)],
  );
  const head = taken === undefined ? [title] : [title, taken];
  return { print: { header: title, footer: taken ?? title }, note: [...head, ...note] };
}
