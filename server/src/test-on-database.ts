// A deed in the database by another process, for tests that must act while this one computes and cannot wait.
//   test-on-database.ts <database url> cancel <run> | correct <subject> <indicator> <period> <value> | cut
import pg from "pg";
import { openDatabase } from "./platform/database.ts";
import { wholeCity } from "./platform/scope.ts";
import { cancelRun } from "./stages/scoring/commands.ts";
import { correctFigure } from "./test-city.ts";

const [url = "", deed = "", ...values] = process.argv.slice(2);

/** Ends every other connection to the database, and lets none in for a while. */
async function cut(): Promise<void> {
  const elsewhere = new URL(url);
  const name = elsewhere.pathname.slice(1);
  elsewhere.pathname = "/postgres";
  const client = new pg.Client({ connectionString: elsewhere.href });
  await client.connect();
  await client.query(`alter database ${name} with allow_connections false`);
  await client.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [name]);
  await client.end();
}

if (deed === "cut") await cut();
else {
  const opened = await openDatabase({ url, connections: 1 });
  if (!opened.ok) throw new Error(opened.refusal.code);
  const database = opened.value;
  const [first = "", indicator = "", period = "", value = ""] = values;
  if (deed === "cancel") {
    const done = await database.decide((tx) => cancelRun(tx, wholeCity, { run: Number(first), by: "organiser" }));
    if (!done.ok) throw new Error(done.refusal.code);
  } else await correctFigure(database, { subject: first, indicator, period, value });
  await database.close();
}
