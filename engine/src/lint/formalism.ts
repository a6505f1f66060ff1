import { indicatorOf } from "../kernel/world.ts";
import { compare, type Exact, exact, over, plus, show, zero } from "../number/exact.ts";
import type { Indicator, Scheme } from "../scheme/document.ts";
import type { Remark } from "../scheme/read.ts";
import type { At, PlacedItem, Walked } from "./walk.ts";

/**
 * What may not be appraised at all, by the national rules on mobile government applications (国办函〔2026〕12号, quoted in
 * press digests): check-ins, online time, log-ins, likes, forwards, study time, photos, tracks. A scheme cannot express it.
 */
const forbidden: readonly (readonly [kind: string, words: RegExp])[] = [
  ["check-in", /打卡|签到|\bcheck.?ins?\b/i],
  ["online-time", /在线时长|上线时长|学习时长|\bonline.?(time|hours)\b|screen.?time|\bstudy.?(time|hours)\b/i],
  ["logins", /登录(次数|率|天数|人数)|活跃(率|天数|用户)|\blog.?ins?\b|active.?users/i],
  ["likes", /点赞|转发(量|数|率)|网络投票(数|量|排名)|阅读量|\blikes\b|\bretweets?\b/i],
  ["photos", /(照片|图片|视频)(数(?!据)|量|上传)|(photo|picture|video)s?.?(count|number|upload)/i],
  ["location", /(轨迹|定位|位置)(上报|打卡|签到|次数|核查|达标|时长|率)|运动轨迹|\bgps\b|location.?(track|report)/i],
  [
    "install-rate",
    /(app|应用|客户端|公众号|小程序|平台|账号|用户).{0,6}(下载|安装|关注|注册)(率|量|数|人数)|\b(app|account)s?.?(install|download|registration)s?\b|\binstall.?rate/i,
  ],
];

const mostItems = 40;
const mostReported = exact(1, 5);

/** The burdens people complain of: forbidden kinds are errors, long lists and reported data are remarked on. */
export function checkFormalism(scheme: Scheme, lists: readonly Walked[]): readonly Remark[] {
  return [
    ...scheme.indicators.flatMap((indicator, i) => ofIndicator(indicator, ["indicators", i])),
    ...askedAgain(scheme),
    ...lists.flatMap(({ items }) => items.flatMap(ofItem)),
    ...lists.flatMap((walked) => ofList(scheme, walked)),
  ];
}

function forbiddenIn(text: string, at: At, found: string): readonly Remark[] {
  for (const [kind, words] of forbidden) {
    const word = words.exec(text)?.[0];
    if (word !== undefined)
      return [{ code: "forbidden-indicator", severity: "error", at, found, values: { kind, word } }];
  }
  return [];
}

function ofIndicator(indicator: Indicator, at: At): readonly Remark[] {
  const { id, name, definition, source } = indicator;
  const remarks: Remark[] = [
    ...forbiddenIn(
      [id, name["zh-CN"], name.en, definition?.["zh-CN"], definition?.en].join(" "),
      [...at, "name"],
      name["zh-CN"],
    ),
  ];
  if (source?.kind === "reported" && !source.whyReported) {
    remarks.push({ code: "reported-without-reason", severity: "error", at: [...at, "source"], found: id });
  }
  if (indicator.direction === "nearest" && !indicator.midpoint) {
    remarks.push({ code: "nearest-without-midpoint", severity: "error", at: [...at, "direction"], found: id });
  }
  return remarks;
}

/** An item, a line of a checklist or a type of event may not bring back what no indicator may be. */
function ofItem({ item, at }: PlacedItem): readonly Remark[] {
  if (item.name) {
    const own = forbiddenIn(`${item.item} ${item.name["zh-CN"]} ${item.name.en}`, [...at, "name"], item.name["zh-CN"]);
    if (own.length > 0) return own;
  }
  const words: string[] = [];
  const collect = (value: unknown, key: string): void => {
    if (typeof value === "string" && ["type", "id", "zh-CN", "en", "item", "composite"].includes(key))
      words.push(value);
    else if (Array.isArray(value)) for (const inner of value) collect(inner, key);
    else if (typeof value === "object" && value !== null)
      for (const [k, inner] of Object.entries(value)) collect(inner, k);
  };
  collect(item.rule, "rule");
  const word = words.find((text) => forbiddenIn(text, at, text).length > 0);
  return word === undefined ? [] : forbiddenIn(word, [...at, "rule"], word);
}

const plain = (text: string): string => text.toLowerCase().replaceAll(/[\s()（）·、，,.。:：-]/g, "");

/** One datum is asked once: not by two owners, and not by hand where a system already holds it. */
function askedAgain(scheme: Scheme): readonly Remark[] {
  const byName = new Map<string, Indicator>();
  return scheme.indicators.flatMap((indicator, i): readonly Remark[] => {
    const found = indicator.name["zh-CN"];
    const other = byName.get(plain(found));
    if (!other || other.id === indicator.id) {
      byName.set(plain(found), indicator);
      return [];
    }
    const at = ["indicators", i, "name"];
    const kinds = [indicator.source?.kind, other.source?.kind];
    const values = { other: other.id };
    if (kinds.includes("reported") && kinds.includes("automatic"))
      return [{ code: "reported-though-fetched", severity: "error", at, found, values }];
    if (other.owner === undefined || other.owner === indicator.owner) return [];
    return [{ code: "indicator-asked-twice", severity: "warning", at, found, values }];
  });
}

function ofList(scheme: Scheme, { list, items, at }: Walked): readonly Remark[] {
  const remarks: Remark[] = [];
  const concerned = items.filter(({ kind }) => kind === "item").length;
  if (concerned > mostItems) {
    remarks.push({
      code: "list-too-long",
      severity: "advice",
      at,
      found: String(concerned),
      expected: `≤ ${mostItems}`,
      values: { list: list.id },
    });
  }
  const share = reportedShare(scheme, items);
  if (share && compare(share, mostReported) > 0) {
    remarks.push({
      code: "mostly-reported",
      severity: "advice",
      at,
      found: show(share),
      expected: "≤ 1/5",
      values: { list: list.id },
    });
  }
  return remarks;
}

function reportedShare(scheme: Scheme, items: Walked["items"]): Exact | undefined {
  const kinds = new Map(scheme.indicators.map((i) => [i.id, i.source?.kind]));
  let whole = zero;
  let reported = zero;
  for (const { item, kind } of items) {
    if (kind !== "item" || !item.weight || !("num" in item.weight)) continue;
    whole = plus(whole, item.weight);
    if (kinds.get(indicatorOf(item)) === "reported") reported = plus(reported, item.weight);
  }
  return whole.num === 0n ? undefined : over(reported, whole);
}
