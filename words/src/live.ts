/** The standing of the period in progress, and what moves it. */
export const liveWords = {
  "audit-outcome.live-none": { "zh-CN": "本期还没有得分", en: "nothing of this quarter has been scored yet" },
  "live-none": {
    "zh-CN": "{period} 还没有实时得分：数据到达之后才有",
    en: "There is no live standing for {period} yet: it comes with the first figures",
  },
  "refused.live-none.todo": {
    "zh-CN": "请等数据到达，或请考核办对本季度计一次分。",
    en: "Wait until figures have arrived, or ask the appraisal office to compute this quarter.",
  },
  "audit-action.see-live": { "zh-CN": "查看实时得分", en: "see a live standing" },
  "frame.live": { "zh-CN": "本期实时得分", en: "Live standing" },
  "freeze.reason": {
    "zh-CN": "方案 {scheme} 第{version}版规定：期满 {n} 天后封账",
    en: "Scheme {scheme}, version {version}: figures are closed {n} days after the period",
  },
  "live.title": { "zh-CN": "{name}：{period}实时得分", en: "{name}: live standing, {period}" },
  "live.lead": {
    "zh-CN": "数据到达后随即重新计算。得分是暂定的，不作为等次依据；封账后不再变动。",
    en: "Computed anew whenever figures arrive. The score is provisional and grounds no grade; once the period is closed it moves no more.",
  },
  "live.by": { "zh-CN": "按《{title}》第{version}版计算", en: "By “{title}”, version {version}" },
  "live.now": { "zh-CN": "现在", en: "Now" },
  "live.score": { "zh-CN": "得分", en: "Score" },
  "live.as-of": { "zh-CN": "数据截至 {at}", en: "figures as of {at}" },
  "live.no-place": {
    "zh-CN": "名次在本期结束（{day}）之后公布。",
    en: "Places are told after the period ends ({day}).",
  },
  "live.place": { "zh-CN": "第 {rank} 名，共 {of} 个", en: "Place {rank} of {of}" },
  "live.changed": { "zh-CN": "与 {at} 相比：{by} 分", en: "Changed since {at}: {by} points" },
  "live.unscored": { "zh-CN": "{at} 时还没有得分", en: "There was no score yet at {at}" },
  "live.same": { "zh-CN": "与 {at} 相比没有变化", en: "Unchanged since {at}" },
  "live.first": {
    "zh-CN": "这是本期第一次计算，还没有可以比较的。",
    en: "This is the first of the period: there is nothing to compare with yet.",
  },
  "live.since": { "zh-CN": "与哪一次相比", en: "Compared with" },
  "live.moves": { "zh-CN": "哪些项目变了", en: "What moved" },
  "live.item": { "zh-CN": "项目", en: "Item" },
  "live.from": { "zh-CN": "原来", en: "before" },
  "live.to": { "zh-CN": "现在", en: "now" },
  "live.by-points": { "zh-CN": "变化", en: "change" },
  "live.no-moves": { "zh-CN": "没有项目的得分变化。", en: "No item’s points moved." },
  "live.facts": { "zh-CN": "其间到达或更正的数据（{n} 项）", en: "Figures that arrived or were corrected ({n})" },
  "live.facts-first": { "zh-CN": "列出最新的 {n} 项，共 {total} 项。", en: "The newest {n} of {total}." },
  "live.no-facts": {
    "zh-CN": "其间没有影响本得分的数据到达。",
    en: "No figure that enters this score has arrived since.",
  },
  "live.records": { "zh-CN": "所依据的记录", en: "its records" },
  "live.history": { "zh-CN": "历次得分", en: "Scores so far" },
} as const;
