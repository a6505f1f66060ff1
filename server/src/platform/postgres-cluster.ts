import { spawnSync } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Outcome, ok, refuse } from "@biaochi/contract";
import { canReach, giveTo, type PostgresAccount, whyNotBecome } from "./postgres-account.ts";
import type { PostgresBinaries } from "./postgres-binaries.ts";
import type { PlatformRefusal } from "./refusal.ts";

/** The only major version whose files we can open: PostgreSQL does not read another's. */
const ourMajor = "18";
const passwordName = "biaochi-password";

/** Where a cluster lives: its files, its password, its log. */
export type Cluster = {
  readonly files: string;
  readonly password: string;
  readonly log: string;
  /** Set when the data folder itself is out of the account's reach. */
  readonly elsewhere: string | undefined;
};

/**
 * The data folder, or, when the account cannot get there (a 0700 home under root), a folder below /var/lib whose name is
 * noted in the data folder. Removing the data folder therefore always means a fresh start.
 */
function placeFor(dataFolder: string, account: PostgresAccount | undefined): string {
  const note = join(dataFolder, "postgres-place");
  if (existsSync(note)) return readFileSync(note, "utf8").trim();
  if (canReach(account, dataFolder)) return dataFolder;
  const place = join("/var/lib/biaochi", randomUUID());
  mkdirSync(place, { recursive: true, mode: 0o711 });
  writeFileSync(note, `${place}\n`);
  return place;
}

function checkFiles(files: string): Outcome<"sound", PlatformRefusal> {
  const version = join(files, "PG_VERSION");
  for (const part of ["PG_VERSION", "global/pg_control", "base", "pg_wal", passwordName])
    if (!existsSync(join(files, part)))
      return refuse({ code: "postgres-data-broken", params: { path: files, missing: part } });
  const found = readFileSync(version, "utf8").trim();
  if (found === ourMajor) return ok("sound");
  return refuse({ code: "postgres-newer-data", params: { path: files, found, known: ourMajor } });
}

export function lastLines(text: string, count = 8): string {
  return text.trimEnd().split("\n").slice(-count).join("\n");
}

/** Builds beside and renames: a crash leaves a `.new-` folder, which the next start removes. */
function initialise(
  place: string,
  files: string,
  binaries: PostgresBinaries,
  account: PostgresAccount | undefined,
): Outcome<"made", PlatformRefusal> {
  for (const name of readdirSync(place).filter((entry) => entry.startsWith("postgres.new-")))
    rmSync(join(place, name), { recursive: true, force: true });
  const fresh = join(place, `postgres.new-${process.pid}`);
  mkdirSync(fresh, { mode: 0o700 });
  giveTo(account, fresh);
  const password = randomBytes(24).toString("base64url");
  const passwordFile = join(fresh, "password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  giveTo(account, passwordFile);
  const made = spawnSync(
    binaries.initdb,
    [
      ...["-D", join(fresh, "cluster"), "--username=biaochi", `--pwfile=${passwordFile}`, "--auth=scram-sha-256"],
      // The builtin provider sorts alike on every machine, whatever locales it has.
      ...["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
    ],
    { ...account, cwd: fresh, encoding: "utf8", env: { PATH: process.env.PATH ?? "", LC_ALL: "C" } },
  );
  if (made.status !== 0) {
    const tail = lastLines(`${made.stdout ?? ""}\n${made.stderr ?? ""}\n${made.error?.message ?? ""}`);
    rmSync(fresh, { recursive: true, force: true });
    return refuse({ code: "postgres-not-initialised", params: { path: place, tail } });
  }
  // Inside the cluster, so that one rename brings both: there is never a cluster whose password is lost.
  writeFileSync(join(fresh, "cluster", passwordName), password, { mode: 0o600 });
  try {
    renameSync(join(fresh, "cluster"), files);
  } catch (error) {
    if (!existsSync(join(files, passwordName))) throw error; // else: another process was quicker, and its cluster is as good
  }
  rmSync(fresh, { recursive: true, force: true });
  return ok("made");
}

/** A sound cluster of our version, made on the first start. */
export function openCluster(
  dataFolder: string,
  binaries: PostgresBinaries,
  account: PostgresAccount | undefined,
): Outcome<Cluster, PlatformRefusal> {
  const obstacle = whyNotBecome(account);
  if (account !== undefined && obstacle !== undefined)
    return refuse({ code: "postgres-cannot-drop-root", params: { uid: account.uid, reason: obstacle } });
  const place = placeFor(dataFolder, account);
  const files = join(place, "postgres");
  const opened = existsSync(files) ? checkFiles(files) : initialise(place, files, binaries, account);
  if (!opened.ok) return opened;
  return ok({
    files,
    password: readFileSync(join(files, passwordName), "utf8"),
    log: join(place, "postgres.log"),
    elsewhere: place === dataFolder ? undefined : place,
  });
}
