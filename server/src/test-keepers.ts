import {
  goodPassword,
  houseForThisTest,
  type Reply,
  type SignInHouse,
  signInAndEnrol,
  type TestBrowser,
} from "./test-sign-in.ts";

/** An installation in production with its three administrators, each signed in. */
export type Keepers = {
  readonly house: SignInHouse;
  readonly system: TestBrowser;
  readonly security: TestBrowser;
  readonly audit: TestBrowser;
};

export async function keepersForThisTest(env: NodeJS.ProcessEnv = {}): Promise<Keepers> {
  const house = await houseForThisTest(env);
  const keeper = async (id: string, role: Parameters<SignInHouse["addAccount"]>[0]["role"]) => {
    const browser = house.browser();
    await house.addAccount({ id, role, password: goodPassword });
    await signInAndEnrol(house, browser, id);
    return browser;
  };
  const system = await keeper("sys", "system-administrator");
  const security = await keeper("sec", "security-administrator");
  const audit = await keeper("aud", "audit-administrator");
  return { house, system, security, audit };
}

export type Rows = readonly Readonly<Record<string, unknown>>[];
export const listOf = ({ body }: Reply, name: string) => body[name] as Rows;

/** What waits for somebody. */
export const todosOf = async (browser: TestBrowser) =>
  listOf(await browser.ask("GET", "/todos"), "todos").map(({ kind }) => kind);

/** Events of the trail: what, about whom, by whom. */
export const eventsOf = async (house: SignInHouse, of: RegExp) =>
  (await house.events())
    .filter(({ event }) => of.test(String(event)))
    .map(({ event, account, by }) => [event, account, by]);

/** Everything that stands in a table. */
export const textOf = async (house: SignInHouse, table: string) =>
  JSON.stringify(await house.rows(`select to_jsonb(t)::text as row from ${table} t`));

/** Minutes of what was asked of somebody, as the burden meter has it. */
export const asksOf = async (house: SignInHouse, kind: string, subject: string) =>
  (await house.rows("select minutes from ask where kind = $1 and subject = $2 order by id", [kind, subject])).map(
    ({ minutes }) => minutes,
  );
