import { z } from "zod";

/**
 * A backup is a gzipped tar, made of these entries in this order (described for operators in docs/operations/backup.md):
 *
 *   header.json                  format, migration number, tables with their columns
 *   tables/<table>/<part>.copy   rows in PostgreSQL's COPY text format, parts of a few megabytes
 *   files/<name>                 the content-addressed files, as they are
 *   arrivals/<name>              files that other systems laid down, waiting or taken in
 *   log/<name>                   the log: its policy, where it ends, its published files
 *   manifest.json                rows and SHA-256 of every table and file, positions of the sequences
 *
 * The manifest comes last because a stream knows its digest only at its end; a backup without one was cut off.
 * Tables stand in alphabetical order. Their foreign keys play no part: restore checks them all when everything is in.
 */
export const backupFormat = "biaochi-backup@1";

const tableName = z.string().regex(/^[a-z_][a-z0-9_]*$/);

export const headerSchema = z.object({
  format: z.literal(backupFormat),
  migration: z.number().int().nonnegative(),
  createdAt: z.iso.datetime(),
  tables: z.array(z.object({ name: tableName, columns: z.array(tableName) })),
});

export const manifestSchema = z.object({
  tables: z.array(z.object({ name: tableName, rows: z.number().int(), sha256: z.string() })),
  sequences: z.array(z.object({ name: tableName, value: z.string().regex(/^-?\d+$/), isCalled: z.boolean() })),
  files: z.array(z.object({ name: z.string(), sha256: z.string() })),
  arrivals: z.array(z.object({ name: z.string(), sha256: z.string() })).default([]),
  log: z.array(z.object({ name: z.string(), sha256: z.string() })).default([]),
});

export type BackupHeader = z.output<typeof headerSchema>;
export type BackupManifest = z.output<typeof manifestSchema>;

/** What a person is told when it is done. */
export type BackupTotals = { readonly tables: number; readonly rows: number; readonly files: number };

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function columnList(columns: readonly string[]): string {
  return columns.map(quoteName).join(", ");
}

/** In COPY's text format a line feed ends a row and occurs nowhere else. */
export function countRows(bytes: Buffer): number {
  let rows = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) rows += 1;
  return rows;
}
