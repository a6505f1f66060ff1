import { exact, over, plus, show, zero, type Exact } from "../number/exact.ts";
import type { Scheme } from "../scheme/document.ts";
import type { Remark } from "../scheme/read.ts";
import type { Walked } from "./walk.ts";

/**
 * What may not be appraised at all, by the national rules on mobile government applications (国办函〔2026〕12号, quoted in
 * press digests): check-ins, online time, log-ins, likes, forwards, study time, photos, tracks. A scheme cannot express it.
 */
const forbidden: readonly (readonly [code: string, words: RegExp])[] = [
  ["check-in", /打卡|签到|check.?ins?\b/i],
  ["online-time", /在线时长|上线时长|学习时长|online.?(time|hours)|screen.?time|study.?(time|hours)/i],
  ["logins", /登录(次数|率|天数)|活跃(率|天数|用户)|log.?ins?\b|active.?users/i],
  ["likes", /点赞|转发(量|数)|网络投票|阅读量|likes\b|shares? count|retweet/i],
  ["photos", /(照片|图片|视频)(数|量|上传)|(photo|picture|video)s?.?(count|number|upload)/i],
  ["location", /轨迹|定位|位置上报|gps|location.?(track|report)/i],
  ["install-rate", /(下载|安装|关注|注册)(率|量|数)|install.?rate|download.?(rate|count)/i],
];

/** The burdens people complain of: forbidden kinds are errors, long lists and reported data are remarked on. */
export function checkFormalism(scheme: Scheme, lists: readonly Walked[]): readonly Remark[] {
  const remarks: Remark[] = [];
  scheme.indicators.forEach((indicator, i) => {
    const text = [indicator.id, indicator.name["zh-CN"], indicator.name.en, indicator.definition?.["zh-CN"] ?? "", indicator.definition?.en ?? ""].join(" ");
    const hit = forbidden.find(([, words]) => words.test(text));
    if (hit) remarks.push({ code: "forbidden-indicator", severity: "error", at: ["indicators", i, "name"], found: indicator.name["zh-CN"], values: { kind: hit[0] } });
    if (indicator.source?.kind === "reported" && !indicator.source.whyReported) {
      remarks.push({ code: "reported-without-reason", severity: "error", at: ["indicators", i, "source"], found: indicator.id });
    }
    if (indicator.direction === "nearest" && !indicator.midpoint) remarks.push({ code: "nearest-without-midpoint", severity: "error", at: ["indicators", i, "direction"], found: indicator.id });
    for (let j = 0; j < i; j++) {
      const other = scheme.indicators[j];
      if (other && other.name["zh-CN"] === indicator.name["zh-CN"] && other.owner !== undefined && other.owner !== indicator.owner) {
        remarks.push({ code: "indicator-asked-twice", severity: "warning", at: ["indicators", i, "name"], found: indicator.name["zh-CN"], values: { other: other.id } });
      }
    }
  });
  for (const { list, items, at } of lists) {
    const concerned = items.filter(({ kind }) => kind === "item").length;
    if (concerned > 40) remarks.push({ code: "list-too-long", severity: "advice", at, found: String(concerned), expected: "≤ 40", values: { list: list.id } });
    const share = reportedShare(scheme, items);
    if (share && share.num * 5n > share.den) remarks.push({ code: "mostly-reported", severity: "advice", at, found: show(share), expected: "≤ 1/5", values: { list: list.id } });
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
    if (kinds.get(item.indicator ?? item.item) === "reported") reported = plus(reported, item.weight);
  }
  return whole.num === 0n ? undefined : over(reported, exact(whole.num, whole.den));
}
