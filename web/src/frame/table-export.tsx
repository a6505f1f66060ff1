import { useMutation } from "@tanstack/react-query";
import type { RefObject } from "react";
import { useSay } from "./preferences.tsx";

type Props = { readonly title: string; readonly place: RefObject<HTMLElement | null> };

/** Takes a table along as it stands on the page: no more than the reader sees, and with the same figures. */
export function TableExport({ title, place }: Props) {
  const say = useSay();
  const save = useMutation({
    mutationFn: async () => {
      const table = place.current?.querySelector("table");
      if (!table) return;
      const { workbookOf } = await import("./table-workbook.ts");
      const bytes = await workbookOf(title, table);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([bytes as BlobPart]));
      link.download = `${title.replace(/[\\/:*?"<>|]/g, " ").trim()}.xlsx`;
      link.click();
      URL.revokeObjectURL(link.href);
    },
  });
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
      {save.isError && (
        <span role="alert" className="fault small">
          {say("table.export-failed")}
        </span>
      )}
    </p>
  );
}
