import type { Database } from "../../platform/database.ts";
import type { BlockFinding } from "./block-store.ts";
import { foldBlocks, mendBlocks } from "./block-upkeep.ts";
import type { Ordinals } from "./ordinal-store.ts";

/**
 * What an operator is told about the blocks: codes of `words/`. `blocks-damaged` stands for several blocks of a programme,
 * `blocks-unmended` says that they could not be written just now; they are tried again.
 */
export type BlockNotice = {
  readonly code: BlockFinding["code"] | "blocks-damaged" | "blocks-unmended";
  readonly params: Readonly<Record<string, string>>;
};

export type BlockKeeper = {
  /** A reading found these: the next tending mends the blocks of their programmes. */
  readonly notice: (findings: readonly BlockFinding[]) => void;
  /**
   * Mends what was noticed, and folds what was recorded since into the blocks of `programmes`; one tending at a time, each
   * programme in a transaction of its own. What cannot be mended is told and stays noticed; throws where folding failed.
   */
  tend(programmes?: readonly string[]): Promise<void>;
};

/**
 * Puts off what a reading found until nobody waits for the answer, mends it then, and says once what was wrong. `known`:
 * numbers of a programme's subjects that somebody holds already.
 */
export function keepBlocks(
  database: Database,
  tell: (notice: BlockNotice) => void,
  known: (programme: string) => Ordinals | undefined = () => undefined,
): BlockKeeper {
  const noticed = new Map<string, readonly BlockFinding[]>();
  let last: Promise<void> = Promise.resolve();

  async function mend(programme: string, found: readonly BlockFinding[]): Promise<void> {
    noticed.delete(programme);
    try {
      const { findings } = await database.withConnection((client) => mendBlocks(client, programme));
      for (const notice of noticesOf(distinct([...found, ...findings]))) tell(notice);
    } catch (error) {
      noticed.set(programme, distinct([...found, ...(noticed.get(programme) ?? [])]));
      const reason = error instanceof Error ? error.message : String(error);
      tell({ code: "blocks-unmended", params: { programme, reason } });
    }
  }

  async function tendNow(programmes: readonly string[]): Promise<void> {
    const toMend = [...noticed];
    for (const [programme, found] of toMend) await mend(programme, found);
    for (const programme of programmes) {
      if (toMend.some(([mended]) => mended === programme)) continue;
      const { findings } = await database.withConnection((client) => foldBlocks(client, programme, known(programme)));
      for (const notice of noticesOf(findings)) tell(notice);
    }
  }

  return {
    notice(findings) {
      for (const finding of findings) {
        const { programme } = finding;
        noticed.set(programme, distinct([...(noticed.get(programme) ?? []), finding]));
      }
    },
    tend(programmes = []) {
      const tended = last.then(() => tendNow(programmes));
      last = tended.catch(() => undefined);
      return tended;
    },
  };
}

const distinct = (findings: readonly BlockFinding[]): readonly BlockFinding[] => [
  ...new Map(
    findings.map((each) => [JSON.stringify([each.code, each.programme, each.indicator, each.period]), each]),
  ).values(),
];

/** One line per code of findings about one programme. */
function noticesOf(findings: readonly BlockFinding[]): readonly BlockNotice[] {
  return [...Map.groupBy(findings, ({ code }) => code).values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const said = findingSaid(first);
    if (same.length === 1) return [said];
    const code = first.code === "block-damaged" ? "blocks-damaged" : first.code;
    return [{ code, params: { ...said.params, count: String(same.length) } }];
  });
}

/** The line that tells an operator what was wrong with a cache. */
export const findingSaid = ({ code, programme, indicator = "", period = "" }: BlockFinding): BlockNotice => ({
  code,
  params: { programme, indicator, period },
});
