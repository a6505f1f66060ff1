import { StreamMapping } from "@biaochi/contract";

/** What is wrong in a file of a hotline, each so many times; invented, in the shape of files that hotlines really give out. */
export const plantedDefects = { closedBefore: 2, sameSecond: 7, open: 11, foreignAgency: 3, badPostcode: 5 } as const;

const headings = ["Unique Key", "Created Date", "Closed Date", "Agency", "Complaint Type", "Incident Zip", "Status"];
const agencies = ["HPD", "NYPD", "DOT", "DSNY", "DOB"];
const two = (value: number): string => String(value).padStart(2, "0");

/** "02/28/2023 11:45:00 PM" */
function american(instant: Date): string {
  const hour = instant.getUTCHours();
  const day = `${two(instant.getUTCMonth() + 1)}/${two(instant.getUTCDate())}/${instant.getUTCFullYear()}`;
  return `${day} ${two(hour % 12 === 0 ? 12 : hour % 12)}:${two(instant.getUTCMinutes())}:${two(instant.getUTCSeconds())} ${hour < 12 ? "AM" : "PM"}`;
}

/** A CSV file of so many rows with the planted defects, no two in one row. */
export function hotlineFile(rows: number): string {
  const { closedBefore, sameSecond, open, foreignAgency, badPostcode } = plantedDefects;
  let from = 0;
  const among = (count: number): ((row: number) => boolean) => {
    const [first, end] = [from, from + count];
    from = end;
    return (row) => row >= first && row < end;
  };
  const [isBefore, isSame, isOpen, isForeign, isBad] = [closedBefore, sameSecond, open, foreignAgency, badPostcode].map(
    among,
  );
  const lines = Array.from({ length: rows }, (_, n) => {
    const created = new Date(Date.UTC(2023, 1, 28, 0, 0, n % 86_400));
    const hours = isBefore?.(n) ? -30 : isSame?.(n) ? 0 : 1 + (n % 50);
    const closed = new Date(created.getTime() + hours * 3_600_000);
    return [
      ...[String(56_000_000 + n), american(created), isOpen?.(n) ? "" : american(closed)],
      ...[isForeign?.(n) ? "NYC311-PRD" : agencies[n % agencies.length], '"Noise, street"'],
      ...[isBad?.(n) ? "88888" : String(10_001 + (n % 500)), isOpen?.(n) ? "In Progress" : "Closed"],
    ].join(",");
  });
  return `${headings.join(",")}\n${lines.join("\n")}\n`;
}

const form = "MM/dd/yyyy hh:mm:ss a";
const named = (id: string, zh: string, en: string) => ({ id, name: { "zh-CN": zh, en } });

/** How such a file is read: what each check finds is told, and the row counts, but for one that closed before it was created. */
export const hotlineMapping: StreamMapping = StreamMapping.parse({
  ...{ key: "Unique Key", happenedAt: "created", unit: "agency", codes: "agencies" },
  fields: {
    created: { from: "Created Date", type: "instant", form, required: true },
    closed: { from: "Closed Date", type: "instant", form },
    agency: { from: "Agency", type: "text", required: true },
    postcode: { from: "Incident Zip", type: "text" },
    status: { from: "Status", type: "text" },
  },
  checks: [
    {
      ...named("closed-before", "办结早于受理", "Closed before created"),
      kind: "order",
      earlier: "created",
      later: "closed",
      isStrict: false,
      severity: "refuse",
    },
    {
      ...named("same-second", "同一秒办结", "Closed in the same second"),
      kind: "order",
      earlier: "created",
      later: "closed",
      isStrict: true,
      severity: "note",
    },
    { ...named("not-closed", "未办结", "Not closed"), kind: "present", field: "closed", severity: "note" },
    {
      ...named("agency", "单位代码带后缀", "Agency with a suffix"),
      kind: "pattern",
      field: "agency",
      pattern: "^[A-Z]+$",
      severity: "note",
    },
    {
      ...named("postcode", "邮编不可能", "Impossible postcode"),
      kind: "pattern",
      field: "postcode",
      pattern: "^1[01]\\d{3}$",
      severity: "note",
    },
  ],
});
