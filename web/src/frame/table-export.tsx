import { moment } from "@biaochi/words";
import { useMutation } from "@tanstack/react-query";
import { type RefObject, useContext } from "react";
import { ask, Refused } from "../exchange/ask.ts";
import { AskExportLink } from "./ask-export-link.tsx";
import { HoldingContext } from "./holding.ts";
import { useSay } from "./preferences.tsx";

type Props = { readonly title: string; readonly place: RefObject<HTMLElement | null> };

/**
 * Takes a table along as it stands on the page: no more than the reader sees, and with the same figures. Where the page shows
 * results of people the server is asked first; without an approval there is no file, and the way to ask for one.
 */
export function TableExport({ title, place }: Props) {
  const say = useSay();
  const holding = useContext(HoldingContext);
  const save = useMutation({
    mutationFn: async () => {
      const table = place.current?.querySelector("table");
      if (!table) return;
      const mark = holding === undefined ? undefined : await taken(say, holding);
      const { workbookOf } = await import("./table-workbook.ts");
      const bytes = await workbookOf(title, table, mark);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([bytes as BlobPart]));
      link.download = `${title.replace(/[\\/:*?"<>|]/g, " ").trim()}.xlsx`;
      link.click();
      URL.revokeObjectURL(link.href);
    },
  });
  const { error } = save;
  const isUnapproved = error instanceof Refused && error.problem.code === "export-unapproved";
  return (
    <p className="export-table no-print">
      <button
        type="button"
        className="link small"
        aria-label={`${say("standings.export")} ${title}`}
        onClick={() => save.mutate()}
      >
        {say("standings.export")}
      </button>
      {error !== null && (
        <span role="alert" className="fault small">
          {error instanceof Refused
            ? say.composed(error.problem.code, error.problem.params)
            : say("table.export-failed")}
        </span>
      )}
      {isUnapproved && holding && <AskExportLink what="table" {...holding} />}
    </p>
  );
}

/** Asks for the table and answers the mark that its file bears: who takes it along, and when. */
async function taken(
  say: ReturnType<typeof useSay>,
  { run, subject }: { run: number; subject?: string },
): Promise<string> {
  const answer = await ask("takeTable", { params: { run }, body: subject === undefined ? {} : { subject } });
  const { by, staffNumber } = answer;
  const at = moment(say.language, answer.at);
  return staffNumber === null
    ? say("watermark", { name: say.named(by), at })
    : say("watermark.numbered", { name: say.named(by), number: staffNumber, at });
}
