import type { Name } from "@biaochi/contract";
import { covers, type Period, readPeriod, readScheme, type Scheme } from "@biaochi/engine";
import { sql } from "kysely";
import type { ClientBase } from "pg";
import { type CopyRow, copyIn } from "../../platform/copy.ts";
import type { Transaction } from "../../platform/database.ts";
import { programmeInScope, type Scope } from "../../platform/scope.ts";

export { attributeName } from "./attribute-name.ts";
export { both, indicatorOf, naming } from "./nodes.ts";

/** A scheme document that was read without an error. */
export type NewScheme = {
  readonly name: string;
  readonly text: string;
  readonly digest: string;
  readonly scheme: Scheme;
};

const columns = [
  ...["programme", "scheme", "version", "recording", "name", "document", "digest", "title", "cycle", "synthetic"],
  ...["effective_from", "effective_until"],
];

export async function saveSchemes(
  client: ClientBase,
  where: { readonly programme: string; readonly recording: number },
  schemes: readonly NewScheme[],
): Promise<void> {
  const { programme, recording } = where;
  const ids = [...new Set(schemes.map(({ scheme }) => scheme.id))];
  await client.query("insert into scheme (programme, id) select $1, unnest($2::text[]) on conflict do nothing", [
    programme,
    ids,
  ]);
  function* rows(): Iterable<CopyRow> {
    for (const { name, text, digest, scheme } of schemes) {
      const { id, version, title, cycle, synthetic = false, effective } = scheme;
      const head = [
        programme,
        id,
        String(version),
        String(recording),
        name,
        text,
        digest,
        JSON.stringify(title),
        cycle,
      ];
      yield [...head, String(synthetic), effective.from, effective.until ?? null];
    }
  }
  await copyIn(client, "scheme_version", columns, rows());
}

export type SchemeVersionRow = {
  readonly programme: string;
  readonly scheme: string;
  readonly version: number;
  readonly name: string;
  readonly document: string;
  readonly digest: string;
  readonly title: Name;
  readonly cycle: string;
  readonly synthetic: boolean;
  readonly effective_from: string;
  readonly effective_until: string | null;
  readonly recorded_at: Date;
};

/** One version, by its place in the programme; without a programme the first in scope that has it. */
export async function findSchemeVersion(
  tx: Transaction,
  scope: Scope,
  which: { readonly programme?: string | undefined; readonly scheme: string; readonly version: number },
): Promise<SchemeVersionRow | undefined> {
  const { programme = null, scheme, version } = which;
  const { rows } = await sql<SchemeVersionRow>`
    select v.*, r.recorded_at from scheme_version v join recording r on r.id = v.recording
    where v.scheme = ${scheme} and v.version = ${version} and (${programme}::text is null or v.programme = ${programme})
      and ${programmeInScope(scope, "v.programme")}
    order by v.recording limit 1`.execute(tx);
  return rows[0];
}

export type SchemeHeading = Pick<
  SchemeVersionRow,
  "scheme" | "version" | "cycle" | "effective_from" | "effective_until" | "digest"
>;

/** Every version of a programme's schemes, oldest first, without the documents. */
export async function listSchemeVersions(
  tx: Transaction,
  scope: Scope,
  programme: string,
): Promise<readonly SchemeHeading[]> {
  const { rows } = await sql<SchemeHeading>`
    select v.scheme, v.version, v.cycle, v.effective_from, v.effective_until, v.digest from scheme_version v
    where v.programme = ${programme} and ${programmeInScope(scope, "v.programme")}
    order by v.scheme, v.version`.execute(tx);
  return rows;
}

/** Every version of a programme up to a recording with its document, oldest first, on a connection of one's own. */
export async function recordedSchemes(
  client: ClientBase,
  { programme, recording }: { readonly programme: string; readonly recording: number },
): Promise<readonly (SchemeHeading & Pick<SchemeVersionRow, "document">)[]> {
  const { rows } = await client.query<SchemeHeading & Pick<SchemeVersionRow, "document">>(
    `select scheme, version, cycle, effective_from::text, effective_until::text, digest, document from scheme_version
     where programme = $1 and recording <= $2 order by scheme, version`,
    [programme, recording],
  );
  return rows;
}

/** The last day of a period: "2025Q3" → "2025-09-30". */
export function lastDayOf(period: Period): string {
  return new Date(Date.UTC(Math.floor(period.to / 12), (period.to % 12) + 1, 0)).toISOString().slice(0, 10);
}

/** The version whose cycle covers the period and that is in force on its last day; of several the newest. */
export function schemeInForce(versions: readonly SchemeHeading[], period: Period): SchemeHeading | undefined {
  const day = lastDayOf(period);
  return versions.findLast(({ cycle, effective_from, effective_until }) => {
    const whole = readPeriod(cycle);
    return whole !== undefined && covers(whole, period) && effective_from <= day && (effective_until ?? day) >= day;
  });
}

const read = new Map<string, Scheme>();

/** The scheme of a recorded document. It was read without an error before it was recorded, and bytes do not change. */
export function schemeOf(version: Pick<SchemeVersionRow, "document" | "digest">): Scheme {
  const known = read.get(version.digest);
  if (known !== undefined) return known;
  const { scheme, findings } = readScheme(version.document);
  if (scheme === undefined) throw new Error(`recorded scheme ${version.digest} is unreadable: ${findings[0]?.code}`);
  if (read.size >= 16) read.clear();
  read.set(version.digest, scheme);
  return scheme;
}

/** The scheme of a heading; its document is fetched only where it was not read yet. */
async function schemeAt(tx: Transaction, scope: Scope, programme: string, heading: SchemeHeading): Promise<Scheme> {
  const known = read.get(heading.digest);
  if (known !== undefined) return known;
  const version = await findSchemeVersion(tx, scope, { programme, ...heading });
  if (version === undefined) throw new Error(`scheme ${heading.scheme} ${heading.version} is listed and not found`);
  return schemeOf(version);
}

type Indicator = Scheme["indicators"][number];

/** The indicators of the newest version of a programme's schemes, by identifier. */
export async function indicatorsOf(
  tx: Transaction,
  scope: Scope,
  programme: string,
): Promise<ReadonlyMap<string, Indicator>> {
  const newest = (await listSchemeVersions(tx, scope, programme)).at(-1);
  const indicators = newest === undefined ? [] : (await schemeAt(tx, scope, programme, newest)).indicators;
  return new Map(indicators.map((each) => [each.id, each]));
}

/**
 * How the newest version of a programme's schemes calls each indicator; one that it does not have is called as by the newest
 * version of another one, and an unknown one by its identifier.
 */
export async function nameIndicators(
  tx: Transaction,
  scope: Scope,
  programme: string,
): Promise<(id: string) => { readonly id: string; readonly name: Name; readonly measure: string | null }> {
  const newest = new Map((await listSchemeVersions(tx, scope, programme)).map((each) => [each.scheme, each]));
  const called = new Map<string, Indicator>();
  for (const heading of newest.values())
    for (const each of (await schemeAt(tx, scope, programme, heading)).indicators) called.set(each.id, each);
  return (id) => {
    const found = called.get(id);
    return { id, name: found?.name ?? { "zh-CN": id, en: id }, measure: found?.measure ?? null };
  };
}
