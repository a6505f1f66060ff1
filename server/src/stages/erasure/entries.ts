import { type RawBuilder, sql } from "kysely";

/** What is to go: names and account, and single facts, of one person. */
export type Choice = {
  readonly programme: string;
  readonly subject: string;
  readonly identity: boolean;
  readonly facts: readonly string[];
};

/**
 * The rows that give way, table by table: which they are, by what they are named, and the columns that are replaced. What stands
 * there afterwards says `tombstone` in the database, which lets through exactly that.
 */
export type Entry = {
  readonly table: string;
  readonly key: readonly string[];
  readonly columns: readonly string[];
  /** Whether runs are computed from it. */
  readonly isFact: boolean;
  where(choice: Choice): RawBuilder<boolean>;
};

const named = ({ programme, subject, facts }: Choice) =>
  sql<boolean>`t.programme = ${programme} and t.subject = ${subject} and t.id = any(${[...facts]})`;
const ofPerson = (condition: (choice: Choice) => RawBuilder<boolean>) => (choice: Choice) =>
  choice.identity ? condition(choice) : sql<boolean>`false`;
const ofProgramme = ({ programme }: Choice) => sql`select id from run where programme = ${programme}`;
const accountsOf = ({ programme, subject }: Choice) =>
  sql`select id from account where programme = ${programme} and self = ${subject}`;
const deedsOf = ({ programme, subject }: Choice) =>
  sql`select id from deed where programme = ${programme} and official = ${subject}`;
const ordersOf = (choice: Choice) =>
  sql`select id from document_job where run in (${ofProgramme(choice)}) or programme = ${choice.programme}`;

export const entries: readonly Entry[] = [
  {
    ...{ table: "observation", key: ["programme", "id"], isFact: true, where: named },
    columns: ["value", "absence", "recorded_on", "source"],
  },
  {
    ...{ table: "assessment", key: ["programme", "id"], isFact: true, where: named },
    columns: ["points", "criterion", "reason", "source"],
  },
  {
    ...{ table: "event", key: ["programme", "id"], isFact: true, where: named },
    columns: ["type", "day", "count", "level", "matter", "standing", "reason", "source"],
  },
  {
    ...{ table: "subject", key: ["programme", "id", "recording"], columns: ["name"], isFact: true },
    where: ofPerson(({ programme, subject }) => sql<boolean>`t.programme = ${programme} and t.id = ${subject}`),
  },
  {
    ...{ table: "official", key: ["programme", "id", "recording"], isFact: true },
    columns: ["name", "aliases", "staff_number"],
    where: ofPerson(({ programme, subject }) => sql<boolean>`t.programme = ${programme} and t.id = ${subject}`),
  },
  {
    ...{ table: "result", key: ["run", "subject"], columns: ["name"], isFact: false },
    where: ofPerson((choice) => sql<boolean>`t.run in (${ofProgramme(choice)}) and t.subject = ${choice.subject}`),
  },
  {
    ...{ table: "issued_document", key: ["number"], columns: ["subject_name", "name"], isFact: false },
    where: ofPerson((choice) => sql<boolean>`t.job in (${ordersOf(choice)}) and t.subject = ${choice.subject}`),
  },
  {
    ...{ table: "document_failure", key: ["job", "subject"], columns: ["subject_name"], isFact: false },
    where: ofPerson((choice) => sql<boolean>`t.job in (${ordersOf(choice)}) and t.subject = ${choice.subject}`),
  },
  {
    ...{ table: "document_job", key: ["id"], columns: ["subjects", "account_name"], isFact: false },
    where: ofPerson(
      (choice) => sql<boolean>`(t.run in (${ofProgramme(choice)}) or t.programme = ${choice.programme})
        and (t.subjects @> ${JSON.stringify([{ id: choice.subject }])}::jsonb or t.account in (${accountsOf(choice)}))`,
    ),
  },
  {
    ...{ table: "deed", key: ["id"], columns: ["what", "matter"], isFact: false },
    where: ofPerson(({ programme, subject }) => sql<boolean>`t.programme = ${programme} and t.official = ${subject}`),
  },
  {
    ...{ table: "deed_act", key: ["id"], columns: ["reason"], isFact: false },
    where: ofPerson((choice) => sql<boolean>`t.reason is not null and t.deed in (${deedsOf(choice)})`),
  },
  {
    ...{ table: "deed_evidence", key: ["deed", "sha256"], columns: ["name", "content"], isFact: false },
    where: ofPerson((choice) => sql<boolean>`t.deed in (${deedsOf(choice)})`),
  },
  {
    ...{ table: "mail_address", key: ["id"], columns: ["address"], isFact: false },
    where: ofPerson((choice) => sql<boolean>`t.account in (${accountsOf(choice)})`),
  },
  {
    ...{ table: "mail", key: ["id"], columns: ["said"], isFact: false },
    where: ofPerson((choice) => sql<boolean>`t.account in (${accountsOf(choice)}) and t.said is not null`),
  },
];
