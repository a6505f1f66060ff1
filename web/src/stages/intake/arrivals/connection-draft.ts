import type { Asked } from "../../../exchange/doors.ts";
import { listed } from "./mapping-draft.ts";
import type { Connection } from "./questions.ts";

type Body = NonNullable<Asked<"saveConnection">["body"]>;
type Place = Connection["place"];
type Kind = Place["kind"];
type Sent = Body["place"];
type Http = Extract<Place, { kind: "http" }>;
export const kinds = ["http", "sql", "folder", "push"] as const satisfies readonly Kind[];
export const signWays = ["none", "header", "client-credentials"] as const satisfies readonly Http["sign"]["by"][];
export const pagingWays = ["none", "mark", "page", "link"] as const satisfies readonly Http["paging"]["by"][];
export const encodings = ["utf-8", "gb18030"] as const;

/** A connection as it stands in the form: what its kind does not ask for is not sent. */
export type ConnectionDraft = {
  readonly zh: string;
  readonly en: string;
  readonly kind: Kind;
  readonly keeper: string;
  readonly secret: string;
  readonly address: string;
  readonly sign: Http["sign"]["by"];
  readonly header: string;
  readonly token: string;
  readonly client: string;
  readonly scope: string;
  readonly paging: Http["paging"]["by"];
  readonly parameter: string;
  readonly next: string;
  readonly first: "0" | "1";
  readonly timeout: string;
  readonly inside: string;
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly user: string;
  readonly tls: boolean;
  readonly query: string;
  readonly folder: string;
  readonly encoding: (typeof encodings)[number];
  readonly approver: string;
  readonly basis: string;
  readonly fields: string;
  readonly frequency: string;
  readonly contact: string;
  readonly lastDay: string;
};
export type PutDraft = (part: Partial<ConnectionDraft>) => void;

export const emptyConnection: ConnectionDraft = {
  ...{ zh: "", en: "", kind: "http", keeper: "", secret: "" },
  ...{ address: "", sign: "header", header: "X-Api-Key", token: "", client: "", scope: "" },
  ...{ paging: "none", parameter: "", next: "", first: "1", timeout: "30", inside: "" },
  ...{ host: "", port: "5432", database: "", user: "", tls: false, query: "", folder: "", encoding: "utf-8" },
  ...{ approver: "", basis: "", fields: "", frequency: "", contact: "", lastDay: "" },
};

function draftOfPlace(place: Place): Partial<ConnectionDraft> {
  if (place.kind === "push" || place.kind === "own") return {};
  if (place.kind === "folder") return { folder: place.folder, encoding: place.encoding };
  const inside = place.inside.join("\n");
  const timeout = String(place.timeoutSeconds);
  if (place.kind === "sql") {
    const { host, port, database, user, tls, query } = place;
    return { host, port: String(port), database, user, tls, query, inside, timeout };
  }
  const { address, sign, paging } = place;
  return {
    ...{ address, inside, timeout, sign: sign.by, paging: paging.by },
    ...(sign.by === "header" ? { header: sign.header } : {}),
    ...(sign.by === "client-credentials" ? { token: sign.token, client: sign.client, scope: sign.scope ?? "" } : {}),
    ...("parameter" in paging ? { parameter: paging.parameter } : {}),
    ...(paging.by === "mark" ? { next: paging.next } : {}),
    ...(paging.by === "page" && paging.first === 0 ? { first: "0" as const } : {}),
  };
}

export function draftOfConnection({ name, place, keeper, agreement }: Connection): ConnectionDraft {
  const { fields, ...rest } = agreement;
  return {
    ...{ ...emptyConnection, ...draftOfPlace(place), ...rest, fields: fields.join("，") },
    ...{ zh: name["zh-CN"], en: name.en, kind: place.kind, keeper: keeper?.id ?? "" },
  };
}

function signOf({ sign: by, header, token, client, scope }: ConnectionDraft): Http["sign"] {
  if (by === "none") return { by };
  if (by === "header") return { by, header: header.trim() };
  return {
    ...{ by, token: token.trim(), client: client.trim() },
    ...(scope.trim() === "" ? {} : { scope: scope.trim() }),
  };
}

function pagingOf({ paging: by, parameter, next, first }: ConnectionDraft): Http["paging"] {
  if (by === "none" || by === "link") return { by };
  if (by === "mark") return { by, parameter: parameter.trim(), next: next.trim() };
  return { by, parameter: parameter.trim(), first: Number(first) };
}

export function placeOf(draft: ConnectionDraft): Sent {
  const { kind, address, timeout, inside, host, port, database, user, tls, query, folder, encoding } = draft;
  if (kind === "push") return { kind };
  if (kind === "own") return { kind, what: "project-milestones" };
  if (kind === "folder") return { kind, folder: folder.trim(), encoding };
  const reach = { timeoutSeconds: Number(timeout), inside: listed(inside) };
  if (kind === "http") return { kind, address: address.trim(), sign: signOf(draft), paging: pagingOf(draft), ...reach };
  const account = { database: database.trim(), user: user.trim(), tls };
  return { kind, host: host.trim(), port: Number(port), ...account, query, ...reach };
}

/** Whether the other system is shown something that must stay secret. */
export const needsSecret = ({ kind, sign }: ConnectionDraft): boolean =>
  kind === "sql" || kind === "push" || (kind === "http" && sign !== "none");

export const nameOf = ({ zh, en }: Pick<ConnectionDraft, "zh" | "en">) => ({
  "zh-CN": zh.trim(),
  en: en.trim() || zh.trim(),
});

export function connectionOf(draft: ConnectionDraft): Omit<Body, "reason" | "basedOn"> {
  const { approver, basis, fields, frequency, contact, lastDay, keeper, secret } = draft;
  return {
    ...{ name: nameOf(draft), place: placeOf(draft), keeper: keeper === "" ? null : keeper },
    agreement: { approver, basis, fields: listed(fields), frequency, contact, lastDay },
    ...(secret === "" || !needsSecret(draft) ? {} : { secret }),
  };
}

/** For whoever sends: 32 random bytes, shown until they are saved. */
export const freshSecret = (): string => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))));
