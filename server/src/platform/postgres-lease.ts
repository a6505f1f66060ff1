import pg from "pg";

/**
 * Who uses the embedded server: every process holds one connection with a shared lock. The operating system closes it when
 * the process dies, however it dies, so the count is never stale, as a list of process numbers would be.
 */
export type Lease = {
  /** `last` = nobody else holds one, and nobody can take one until we end. */
  release(): Promise<"last" | "others-remain">;
  end(): Promise<void>;
};

const leaseKey = 2_026_114;

/** Undefined when the server is going down at this very moment. */
export async function holdLease(url: string): Promise<Lease | undefined> {
  const client = new pg.Client({ connectionString: url, application_name: "biaochi lease", keepAlive: true });
  let isLost = false;
  client.on("error", () => (isLost = true));
  try {
    await client.connect();
    const taken = await client.query<{ taken: boolean }>("select pg_try_advisory_lock_shared($1) as taken", [leaseKey]);
    if (taken.rows[0]?.taken !== true) {
      await client.end();
      return undefined;
    }
  } catch {
    await client.end().catch(() => undefined);
    return undefined;
  }
  return {
    async release() {
      if (isLost) return "last"; // the server went down or was restarted under us; stopping what is gone does nothing
      await client.query("select pg_advisory_unlock_shared($1)", [leaseKey]);
      const last = await client.query<{ last: boolean }>("select pg_try_advisory_lock($1) as last", [leaseKey]);
      return last.rows[0]?.last === true ? "last" : "others-remain";
    },
    end: () => client.end().catch(() => undefined),
  };
}
