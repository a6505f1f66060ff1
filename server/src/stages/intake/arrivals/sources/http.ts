import { setTimeout as wait } from "node:timers/promises";
import type { Place } from "@biaochi/contract";
import { openExpression } from "../mapping/expression.ts";
import type { Told } from "../run-store.ts";
import { readJson } from "./exact-json.ts";
import type { Resolve } from "./guarded-address.ts";
import { ask, type HttpAnswer } from "./http-request.ts";
import { openSign } from "./http-sign.ts";
import { type Page, type Position, type Source, SourceFailure, type SourceQuestion } from "./source.ts";

export type HttpPlace = Extract<Place, { kind: "http" }>;

export type HttpOptions = {
  readonly secret: string | undefined;
  /** What gives the items of an answer; absent: the answer is a list. */
  readonly rows: string | undefined;
  readonly machineNow: () => Date;
  readonly resolve?: Resolve;
  readonly mostPerAnswer?: number;
  readonly mostInAll?: number;
  /** Between two tries, in milliseconds. */
  readonly pauses?: readonly number[];
};

const megabyte = 1024 * 1024;
const longestPause = 60_000;
/** A clock that goes wrong by more than this is worth a remark. */
const skewNoted = 120_000;

const isBusy = (status: number): boolean => status === 429 || status >= 500;

/** What a server asks for in `Retry-After`, in seconds; a date is not waited for. */
function pauseAfter(answer: HttpAnswer | undefined, usual: number): number {
  const asked = Number(answer?.headers["retry-after"]);
  return Number.isFinite(asked) && asked > 0 ? Math.min(asked * 1_000, longestPause) : usual;
}

/** Asks again where the other side is busy or away; what it refuses is refused. */
async function persist(
  once: () => Promise<HttpAnswer>,
  pauses: readonly number[],
  stop?: AbortSignal,
): Promise<HttpAnswer> {
  for (let attempt = 0; ; attempt += 1) {
    const pause = pauses[attempt];
    let answer: HttpAnswer | undefined;
    try {
      answer = await once();
      if (!isBusy(answer.status) || pause === undefined) return answer;
    } catch (error) {
      if (!(error instanceof SourceFailure) || !error.isPassing || pause === undefined || stop?.aborted) throw error;
    }
    await wait(pauseAfter(answer, pause), undefined, { signal: stop ?? new AbortController().signal }).catch(
      () => undefined,
    );
  }
}

function refuseStatus({ status, headers }: HttpAnswer, url: URL): void {
  if (status >= 200 && status < 300) return;
  const at = `${url.origin}${url.pathname}`;
  if (status >= 300 && status < 400) {
    const to = URL.parse(headers.location ?? "", url)?.origin ?? "";
    throw new SourceFailure("source-moved", { at, to });
  }
  if (status === 401 || status === 403) throw new SourceFailure("source-refuses", { at, status });
  throw new SourceFailure("source-answers", { at, status }, isBusy(status));
}

function skewOf(answer: HttpAnswer, now: Date): readonly Told[] {
  const theirs = Date.parse(answer.headers.date ?? "");
  const skew = theirs - now.getTime();
  if (Number.isNaN(skew) || Math.abs(skew) < skewNoted) return [];
  return [{ code: "clock-skew", params: { seconds: Math.round(skew / 1_000) } }];
}

/** The address of a page: the window stands where the connection says so. */
function addressOf(place: HttpPlace, { window, position }: SourceQuestion): URL {
  const { paging } = place;
  if (paging.by === "link" && typeof position?.link === "string") return new URL(position.link);
  const filled = place.address
    .replaceAll(/\{since\}|%7Bsince%7D/gi, encodeURIComponent(window.since.toISOString()))
    .replaceAll(/\{until\}|%7Buntil%7D/gi, encodeURIComponent(window.until.toISOString()));
  const url = new URL(filled);
  if (paging.by === "mark" && position?.mark !== undefined)
    url.searchParams.set(paging.parameter, String(position.mark));
  if (paging.by === "page") url.searchParams.set(paging.parameter, String(position?.page ?? paging.first));
  return url;
}

/** RFC 8288: where the next page is, as far as it is with the same server, which alone may see the key. */
function linkOf(answer: HttpAnswer, url: URL): string | undefined {
  const header = [answer.headers.link ?? ""].flat().join(", ");
  const target = /<([^<>]*)>[^<>,]*;\s*rel="?next"?/i.exec(header)?.[1];
  const next = target === undefined ? null : URL.parse(target, url);
  if (next === null) return undefined;
  if (next.origin !== url.origin) throw new SourceFailure("link-elsewhere", { to: next.origin });
  return next.href;
}

async function nextOf(
  place: HttpPlace,
  document: unknown,
  answer: HttpAnswer,
  at: { readonly url: URL; readonly items: number; readonly position: Position | undefined },
): Promise<Position | undefined> {
  const { paging } = place;
  if (paging.by === "none") return undefined;
  if (paging.by === "page") return at.items === 0 ? undefined : { page: Number(at.position?.page ?? paging.first) + 1 };
  if (paging.by === "link") {
    const link = linkOf(answer, at.url);
    return link === undefined ? undefined : { link };
  }
  const mark = await find(paging.next, document);
  return typeof mark === "string" || typeof mark === "number" ? (mark === "" ? undefined : { mark }) : undefined;
}

async function find(expression: string, document: unknown): Promise<unknown> {
  const opened = openExpression(expression);
  if (!opened.ok) throw new SourceFailure("expression", { expression });
  try {
    return await opened.value(document);
  } catch {
    throw new SourceFailure("expression", { expression });
  }
}

async function itemsOf(rows: string | undefined, document: unknown): Promise<readonly unknown[]> {
  const found = rows === undefined ? document : await find(rows, document);
  if (found === undefined || found === null) return [];
  if (rows === undefined && !Array.isArray(found)) throw new SourceFailure("answer-no-list", {});
  return Array.isArray(found) ? found : [found];
}

const isSameMark = (next: Position, position: Position | undefined): boolean =>
  Object.entries(next).every(([name, value]) => position?.[name] === value);

/** Rows of a server that answers JSON. */
export function httpSource(place: HttpPlace, options: HttpOptions): Source {
  const { rows, machineNow, mostPerAnswer = 32 * megabyte, mostInAll = 1024 * megabyte } = options;
  const { pauses = [500, 2_000, 8_000] } = options;
  const reach = { inside: place.inside, timeoutSeconds: place.timeoutSeconds, most: mostPerAnswer };
  const resolving = options.resolve === undefined ? {} : { resolve: options.resolve };

  return async function* read(question: SourceQuestion): AsyncGenerator<Page> {
    const { stop } = question;
    const sign = openSign(place.sign, options.secret, { ...reach, ...resolving, stop });
    let { position } = question;
    let size = 0;
    for (;;) {
      const url = addressOf(place, { ...question, position });
      const once = async () =>
        ask({
          url,
          method: "GET",
          headers: { accept: "application/json", ...(await sign.headers()) },
          ...reach,
          ...resolving,
          stop,
        });
      let answer = await persist(once, pauses, stop);
      if (answer.status === 401 && sign.forget()) answer = await persist(once, pauses, stop);
      refuseStatus(answer, url);
      size += answer.body.length;
      if (size > mostInAll) throw new SourceFailure("answers-too-large", { most: mostInAll });
      const document = readJson(answer.body);
      const items = await itemsOf(rows, document);
      const next = await nextOf(place, document, answer, { url, items: items.length, position });
      if (next !== undefined && isSameMark(next, position)) throw new SourceFailure("paging-stands-still", {});
      const number = Number(position?.number ?? 1);
      const goesOn = next === undefined ? undefined : { ...next, number: number + 1 };
      yield {
        ...{ next: goesOn, remarks: skewOf(answer, machineNow()) },
        rows: items.map((raw, at) => ({ ref: `${number}:${at + 1}`, raw })),
      };
      if (goesOn === undefined) return;
      position = goesOn;
    }
  };
}
