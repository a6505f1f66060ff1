import { cityTimeZone } from "../clock.ts";
import type { Database } from "../database.ts";
import { beginning, canonicalText, digestAfter, lineColumns, type SealedLine } from "./chain.ts";
import { installationOf } from "./sealer.ts";

export type ExportDays = { readonly from?: string | undefined; readonly until?: string | undefined };

type Row = SealedLine & { readonly sequence: string; readonly digest: Buffer; readonly previous: Buffer | null };
const pageSize = 2_000;

const days = `($2::date is null or e.at >= ($2::date)::timestamp at time zone '${cityTimeZone}')
  and ($3::date is null or e.at < ($3::date)::timestamp at time zone '${cityTimeZone}' + interval '1 day')`;

/**
 * The sealed lines of some days in the order of the chain, each with the digest before it and its own, read piece by piece:
 * `{"line":<the canonical text>,"previous":"<hex>","digest":"<hex>"}`.
 */
export async function* exportLines(database: Database, { from, until }: ExportDays): AsyncGenerator<Uint8Array> {
  for (let after = "0"; ; ) {
    const { rows, first } = await database.withConnection(async (client) => {
      const found = await client.query<Row>(
        `select ${lineColumns}, e.sequence::text as sequence, e.digest, coalesce(
           (select p.digest from audit_event p where p.sequence = e.sequence - 1),
           (select b.head from audit_batch b where b.last_sequence = e.sequence - 1)) as previous
         from audit_event e where e.sequence > $1 and ${days} order by e.sequence limit ${pageSize}`,
        [after, from ?? null, until ?? null],
      );
      return { rows: found.rows, first: beginning(await installationOf(client)) };
    });
    const lines = rows.map((row) => {
      const previous = (row.previous ?? first).toString("hex");
      const text = canonicalText(row, BigInt(row.sequence));
      return `{"line":${text},"previous":"${previous}","digest":"${row.digest.toString("hex")}"}\n`;
    });
    if (lines.length > 0) yield Buffer.from(lines.join(""), "utf8");
    after = rows.at(-1)?.sequence ?? after;
    if (rows.length < pageSize) return;
  }
}

export type FileCheck = {
  readonly lines: number;
  readonly findings: readonly {
    readonly code: "line-unreadable" | "line-changed" | "line-not-next";
    readonly line: number;
  }[];
};

const shape = /^\{"line":(\{.*\}),"previous":"([0-9a-f]{64})","digest":"([0-9a-f]{64})"\}$/;

/** Holds an exported file against itself, without a database: every digest, and that each line follows the one before it. */
export function checkExported(text: string): FileCheck {
  const lines = text.split("\n").filter((line) => line !== "");
  const findings: FileCheck["findings"][number][] = [];
  let before: { readonly sequence: bigint; readonly digest: string } | undefined;
  for (const [index, each] of lines.entries()) {
    const [, line, previous = "", digest = ""] = shape.exec(each) ?? [];
    const sequence = /"sequence":"(\d+)"/.exec(line ?? "")?.[1];
    if (line === undefined || sequence === undefined) {
      findings.push({ code: "line-unreadable", line: index + 1 });
      before = undefined;
      continue;
    }
    if (digestAfter(Buffer.from(previous, "hex"), line).toString("hex") !== digest)
      findings.push({ code: "line-changed", line: index + 1 });
    // Days that were chosen may leave out what a long transaction sealed late: such a gap is no break.
    const isNext = before === undefined || BigInt(sequence) !== before.sequence + 1n || previous === before.digest;
    if (!isNext || (before !== undefined && BigInt(sequence) <= before.sequence))
      findings.push({ code: "line-not-next", line: index + 1 });
    before = { sequence: BigInt(sequence), digest };
  }
  return { lines: lines.length, findings };
}
