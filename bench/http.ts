// A read endpoint with its session against pgbench -S on the same PostgreSQL, in turn and after warming up: client, server and
// database share the cores in both. Needs wrk and pgbench. `http.ts <rounds> <seconds>`
import { execFileSync } from "node:child_process";
import process from "node:process";
import { median, say } from "./measure.ts";
import { openOffice } from "./office.ts";

const [, , rounds = "3", seconds = "5"] = process.argv;
const office = await openOffice();
try {
  const { port, password } = office.postgres;
  const account = ["-h", "127.0.0.1", "-p", String(port), "-U", "biaochi"];
  const env = { ...process.env, PGPASSWORD: password };
  execFileSync("psql", [...account, "-d", "postgres", "-qc", "create database bench"], { env });
  execFileSync("pgbench", [...account, "-i", "-s", "10", "-q", "bench"], { env, stdio: "ignore" });
  const baseline: number[] = [];
  const routes = { session: "/session", run: `/runs/${office.run}` };
  const reached: Record<string, number[]> = { session: [], run: [], bare: [] };
  const perSecond = (path: string, time = seconds): number => {
    const said = execFileSync(
      "wrk",
      ["-t1", "-c16", `-d${time}s`, "-H", `cookie: ${office.cookie}`, `${office.url}${path}`],
      { encoding: "utf8" },
    );
    if (said.includes("Non-2xx")) throw new Error(`${path} was refused:\n${said}`);
    return Number(/Requests\/sec:\s+([\d.]+)/.exec(said)?.[1]);
  };
  for (const path of Object.values(routes)) perSecond(`/api/v1${path}`, "2");
  for (let round = 0; round < Number(rounds); round++) {
    const said = execFileSync("pgbench", [...account, "-S", "-M", "prepared", "-c", "8", "-T", seconds, "bench"], {
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    baseline.push(Number(/tps = ([\d.]+)/.exec(said)?.[1]));
    for (const [name, path] of Object.entries(routes)) reached[name]?.push(perSecond(`/api/v1${path}`));
    reached.bare?.push(perSecond("/healthz"));
  }
  const ratioOf = (name: string) => median((reached[name] ?? []).map((own, i) => own / (baseline[i] as number)));
  say({
    figures: {
      pgbench: median(baseline),
      run: median(reached.run ?? []),
      session: median(reached.session ?? []),
      bare: median(reached.bare ?? []),
      ratio: ratioOf("run"),
      "session ratio": ratioOf("session"),
    },
    checksum: "",
  });
} finally {
  await office.close();
}
