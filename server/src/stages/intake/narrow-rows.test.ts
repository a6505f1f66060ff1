import { describe, expect, it } from "vitest";
import type { Group } from "./cell.ts";
import { type FieldRun, type NarrowRows, readNarrowRows } from "./narrow-rows.ts";
import { row, smallProgrammes } from "./small-programmes.ts";

const at = smallProgrammes();

const textsOf = ({ bytes, starts }: FieldRun) =>
  Array.from({ length: starts.length - 1 }, (_, i) =>
    Buffer.from(bytes.subarray(starts[i], (starts[i + 1] ?? 0) - 1)).toString(),
  );

/** Every row as "id subject indicator period value", and how many stretches they came in. */
async function rowsUpTo(recording: number, groups?: readonly Group[], pagesAtOnce?: number) {
  const stretches: NarrowRows[] = [];
  const question = { withIds: true, ...(groups === undefined ? {} : { groups }) };
  await at.withClient((client) =>
    readNarrowRows(client, { programme: at.name(), recording }, question, (rows) => stretches.push(rows), pagesAtOnce),
  );
  const rows = stretches.flatMap(({ count, subjects, indicators, periods, values, ids }) => {
    const columns = [ids ?? subjects, subjects, indicators, periods, values].map(textsOf);
    return Array.from({ length: count }, (_, i) => columns.map((column) => column[i]));
  });
  return { rows, stretches: stretches.length };
}

const insert = (recording: number, values: string) =>
  at.withClient((client) =>
    client.query(
      `insert into observation (programme, recording, id, subject, indicator, period, value, absence)
       select '${at.name()}', ${recording}, v.* from (values ${values}) v (id, subject, indicator, period, value, absence)`,
    ),
  );

describe("narrow rows by column", () => {
  it("are every row of the programme up to the recording, however many stretches they lie in", async () => {
    const list = Array.from({ length: 600 }, (_, n) =>
      row(["a", "b", "c"][n % 3] ?? "a", `${n}.25`, {
        period: `20${10 + Math.floor(n / 3 / 12)}-${String((Math.floor(n / 3) % 12) + 1).padStart(2, "0")}`,
      }),
    );
    const first = await at.imported(list);
    await at.imported([row("a", "7", { indicator: "later" })]);
    const { rows: expected } = await at.withClient((client) =>
      client.query({
        text: `select id, subject, indicator, period, value from observation where programme = $1 and recording <= $2 order by ctid`,
        values: [at.name(), first],
        rowMode: "array",
      }),
    );
    expect(expected).toHaveLength(600);
    const [whole, inPages] = [await rowsUpTo(first), await rowsUpTo(first, undefined, 1)];
    expect(inPages.stretches).toBeGreaterThan(whole.stretches);
    expect(whole.rows).toEqual(expected);
    expect(inPages.rows).toEqual(expected);
    const groups = [{ indicator: "i", period: "2010-02" }];
    expect((await rowsUpTo(first, groups)).rows).toEqual(expected.filter((each) => each[3] === "2010-02"));
    expect((await rowsUpTo(first - 1)).rows).toEqual([]);
  });

  it("keep a value, a state, and a value with a state apart", async () => {
    const recording = await at.withClient((client) => at.recorded(client));
    await insert(
      recording,
      "('1', 'a', 'i', '2025Q1', '3.5', null), ('2', 'b', 'i', '2025Q1', null, 'exempt'), ('3', 'c', 'i', '2025Q1', '-4/3', 'late')",
    );
    expect((await rowsUpTo(recording)).rows.map((each) => each[4])).toEqual(["3.5", "~exempt", "-4/3~late"]);
    expect(await at.figures(recording)).toEqual([3.5, null, "3"]);
  });

  it("come whole also where a name has the character that usually ends a field", async () => {
    const recording = await at.withClient((client) => at.recorded(client));
    await insert(
      recording,
      `(E'\\x01\\t', 'a', E'i\\x01\\x02', '2025Q1', '1', null), (E'\\x03', 'b', E'\\\\i\\n', '2025Q1', '2', null)`,
    );
    expect((await rowsUpTo(recording)).rows).toEqual([
      ["\u0001\t", "a", "i\u0001\u0002", "2025Q1", "1"],
      ["\u0003", "b", "\\i\n", "2025Q1", "2"],
    ]);
  });
});
