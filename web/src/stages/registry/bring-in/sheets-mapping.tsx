import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import type { Answer } from "../../../exchange/doors.ts";
import { Form } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { SheetMapping } from "./sheet-mapping.tsx";

type Import = Answer<"readImport">;
export type Sheet = Import["sheets"][number];

/** What each sheet holds and what its headings mean: proposed, to be looked at, remembered. Then it is tried. */
export function SheetsMapping({ of }: { readonly of: Import }) {
  const say = useSay();
  const questions = useQueryClient();
  const [sheets, setSheets] = useState<readonly Sheet[]>(of.sheets);
  const [roleByTitle, setRoleByTitle] = useState(of.roleByTitle);
  const propose = useMutation({
    mutationFn: async ({
      at,
      table,
      headingRow,
    }: {
      at: number;
      table: Sheet["table"] | undefined;
      headingRow: number;
    }) => {
      const { file, sheet } = sheets[at] ?? { file: "", sheet: "" };
      const body = { file, sheet, headingRow, ...(table === undefined ? {} : { table }) };
      return { at, proposed: await ask("proposeImportSheet", { params: { import: of.import }, body }) };
    },
    onSuccess: ({ at, proposed }) => setSheets(sheets.map((each, n) => (n === at ? proposed : each))),
  });
  const tryIt = useMutation({
    mutationFn: async () => {
      const said = sheets.map(({ file, sheet, table, headingRow, columns }) => ({
        ...{ file, sheet, table, headingRow },
        columns: columns.map(({ at, to }) => ({ at, to })),
      }));
      const params = { import: of.import };
      const changed = await ask("changeImport", { params, body: { revision: of.revision, sheets: said, roleByTitle } });
      await ask("tryImport", { params, body: { revision: changed.revision } });
    },
    onSettled: () => questions.invalidateQueries({ queryKey: ["import"] }),
  });
  const hasPosts = sheets.some(({ table }) => table === "officials" || table === "posts");
  return (
    <section aria-labelledby="import-mapping">
      <h2 id="import-mapping">{say("import.step.mapping")}</h2>
      <p className="quiet">{say("import.step.mapping.what")}</p>
      <Form error={tryIt.error ?? propose.error} onSubmit={() => tryIt.mutate()} className="form wide bring-in">
        {sheets.map((sheet, at) => (
          <SheetMapping
            key={`${sheet.file} ${sheet.sheet}`}
            id={`sheet-${at}`}
            sheet={sheet}
            onSheet={(next) => setSheets(sheets.map((each, n) => (n === at ? next : each)))}
            onPropose={(table, headingRow) => propose.mutate({ at, table, headingRow })}
          />
        ))}
        {hasPosts && (
          <p>
            <label htmlFor="role-by-title">
              <input
                id="role-by-title"
                type="checkbox"
                checked={roleByTitle}
                onChange={(event) => setRoleByTitle(event.target.checked)}
              />{" "}
              {say("import.role-by-title")}
            </label>
          </p>
        )}
        <Button type="primary" htmlType="submit" loading={tryIt.isPending}>
          {say("import.try")}
        </Button>
      </Form>
    </section>
  );
}
