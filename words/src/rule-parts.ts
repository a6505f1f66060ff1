/**
 * The lists inside a rule, line by line (`part.<code>`): conditions, which are joined, and what a line is worth; and what
 * would give lost points back (`regain.<code>`), computed by the engine. `at` is a value of the indicator, `back` and
 * `each` are points.
 */
export const rulePartWords = {
  "part.title": { "zh-CN": "规则细项", en: "The rule line by line" },
  "part.when": { "zh-CN": "情形", en: "Where" },
  "part.worth": { "zh-CN": "计分", en: "Counts" },
  "part.and": { "zh-CN": "，且", en: " and " },
  "part.always": { "zh-CN": "其余情形", en: "in every other case" },
  "part.otherwise": { "zh-CN": "以上都不符合", en: "none of these" },
  "part.at-least": { "zh-CN": "≥ {bound}", en: "≥ {bound}" },
  "part.above": { "zh-CN": "> {bound}", en: "> {bound}" },
  "part.at-most": { "zh-CN": "≤ {bound}", en: "≤ {bound}" },
  "part.below": { "zh-CN": "< {bound}", en: "< {bound}" },
  "part.at-least.of": { "zh-CN": "{of} ≥ {bound}", en: "{of} ≥ {bound}" },
  "part.above.of": { "zh-CN": "{of} > {bound}", en: "{of} > {bound}" },
  "part.at-most.of": { "zh-CN": "{of} ≤ {bound}", en: "{of} ≤ {bound}" },
  "part.below.of": { "zh-CN": "{of} < {bound}", en: "{of} < {bound}" },
  "part.event": { "zh-CN": "{type}，每次", en: "{type}, each" },
  "part.any-event": { "zh-CN": "{types}，每次", en: "{types}, each" },
  "part.level": { "zh-CN": "{level}", en: "{level}" },
  "part.other-level": { "zh-CN": "其他级别", en: "another level" },
  "part.nth": { "zh-CN": "第 {n} 次", en: "number {n}" },
  "part.nth-on": { "zh-CN": "第 {n} 次起", en: "from number {n} on" },
  "part.in-all": { "zh-CN": "共 {n} 次", en: "{n} in all" },
  "part.in-all-on": { "zh-CN": "共 {n} 次及以上", en: "{n} or more in all" },
  "part.together": { "zh-CN": "合计", en: "together" },
  "part.events-from": { "zh-CN": "达到 {n} 次", en: "{n} or more" },
  "part.option": { "zh-CN": "选“{option}”", en: "“{option}”" },
  "part.grade": { "zh-CN": "等次“{grade}”", en: "grade “{grade}”" },
  "part.group": { "zh-CN": "{rater_group}", en: "{rater_group}" },
  "part.criterion": { "zh-CN": "{criterion}", en: "{criterion}" },
  "part.points": { "zh-CN": "得 {points} 分", en: "{points} points" },
  "part.share": { "zh-CN": "得满分的 {share}", en: "{share} of full marks" },
  "part.line": {
    "zh-CN": "由 {from} 得 {low} 分到 {to} 得 {high} 分，按直线计",
    en: "on the line from {low} points at {from} to {high} at {to}",
  },
  "part.line-share": {
    "zh-CN": "由 {from} 得满分的 {low} 到 {to} 得满分的 {high}，按直线计",
    en: "on the line from {low} of full marks at {from} to {high} at {to}",
  },
  "part.full": { "zh-CN": "满分 {points} 分", en: "{points} points at most" },
  "part.takes": { "zh-CN": "扣 {points} 分", en: "{points} points off" },
  "part.takes-most": { "zh-CN": "最多扣 {points} 分", en: "no more than {points} off" },
  "part.adds": { "zh-CN": "加 {points} 分", en: "{points} points added" },
  "part.adds-most": { "zh-CN": "最多加 {points} 分", en: "no more than {points} added" },
  "part.nothing": { "zh-CN": "本项不得分", en: "no points for the item" },
  "part.zeroes": { "zh-CN": "本项计零分，另从总分扣", en: "the item gets nothing, and the total loses besides" },
  "part.value": { "zh-CN": "折算值 {value}", en: "counts {value}" },
  "part.weight": { "zh-CN": "权重 {weight}", en: "weight {weight}" },

  "regain.reach.at-least": {
    "zh-CN": "{of}由 {actual} 提高到 {at}，得满分，即拿回 {back} 分。",
    en: "{of} of {at} instead of {actual} earns full marks: {back} more.",
  },
  "regain.reach.above": {
    "zh-CN": "{of}由 {actual} 提高到 {at} 以上（不含），得满分，即拿回 {back} 分。",
    en: "{of} above {at} instead of {actual} earns full marks: {back} more.",
  },
  "regain.reach.at-most": {
    "zh-CN": "{of}由 {actual} 降到 {at}，得满分，即拿回 {back} 分。",
    en: "{of} of no more than {at} instead of {actual} earns full marks: {back} more.",
  },
  "regain.reach.below": {
    "zh-CN": "{of}由 {actual} 降到 {at} 以下（不含），得满分，即拿回 {back} 分。",
    en: "{of} below {at} instead of {actual} earns full marks: {back} more.",
  },
  "regain.reach.equal": {
    "zh-CN": "{of}由 {actual} 变为 {at}，得满分，即拿回 {back} 分。",
    en: "{of} of exactly {at} instead of {actual} earns full marks: {back} more.",
  },
  "regain.reach.at-least.each": {
    "zh-CN": "{of}由 {actual} 提高到 {at}，得满分，即拿回 {back} 分；其间每提高 {one}，多得 {each} 分。",
    en: "{of} of {at} instead of {actual} earns full marks: {back} more. On the way each {one} brings {each}.",
  },
  "regain.reach.at-most.each": {
    "zh-CN": "{of}由 {actual} 降到 {at}，得满分，即拿回 {back} 分；其间每降低 {one}，多得 {each} 分。",
    en: "{of} of no more than {at} instead of {actual} earns full marks: {back} more. On the way each {one} less brings {each}.",
  },
  "regain.reach.equal.each": {
    "zh-CN": "{of}由 {actual} 变为 {at}，得满分，即拿回 {back} 分；其间每接近 {one}，多得 {each} 分。",
    en: "{of} of exactly {at} instead of {actual} earns full marks: {back} more. On the way each {one} nearer brings {each}.",
  },
  "regain.next.at-least": {
    "zh-CN": "{of}由 {actual} 提高到 {at}，先拿回 {back} 分。",
    en: "{of} of {at} instead of {actual} brings {back} first.",
  },
  "regain.next.above": {
    "zh-CN": "{of}由 {actual} 提高到 {at} 以上（不含），先拿回 {back} 分。",
    en: "{of} above {at} instead of {actual} brings {back} first.",
  },
  "regain.next.at-most": {
    "zh-CN": "{of}由 {actual} 降到 {at}，先拿回 {back} 分。",
    en: "{of} of no more than {at} instead of {actual} brings {back} first.",
  },
  "regain.next.below": {
    "zh-CN": "{of}由 {actual} 降到 {at} 以下（不含），先拿回 {back} 分。",
    en: "{of} below {at} instead of {actual} brings {back} first.",
  },
  "regain.one-point": { "zh-CN": "1 个百分点", en: "percentage point" },
  "regain.of.actual": { "zh-CN": "实际值", en: "A value" },
  "regain.of.composite": { "zh-CN": "复合指标", en: "A composite" },
  "regain.of.level": { "zh-CN": "静态（水平）值", en: "A level" },
  "regain.of.growth": { "zh-CN": "动态（增长）值", en: "A growth" },
  "regain.if-group": {
    "zh-CN": "{said}（按同组现在的最好值；他人变动时随之变动。）",
    en: "{said} (By the best of the group as it is now; it moves when others do.)",
  },
  "regain.linked": {
    "zh-CN": "所引用的得分由 {linked} 提高到 {at}，拿回 {back} 分；每提高 1 分，本项多得 {each} 分。",
    en: "A carried score of {at} instead of {linked} brings {back}; each of its points brings {each} here.",
  },
  "regain.rate": {
    "zh-CN": "得分率由 {rate} 提高到 100%，拿回 {back} 分；每提高 1 个百分点，多得 {each} 分。",
    en: "A rate of 100 % instead of {rate} brings {back}; each percentage point brings {each}.",
  },
  "regain.events": {
    "zh-CN": "事项已经发生，不能靠改进拿回；经核查撤销或容错免责的，拿回至多 {back} 分。",
    en: "It has happened, and no improvement gives it back; a finding that is revoked or exempted gives back up to {back}.",
  },
  "regain.event-days": { "zh-CN": "所涉事项：{events}。", en: "It is about: {events}." },
} as const;
