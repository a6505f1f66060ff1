/** The search field in the frame. `{x}` is a parameter. */
export const searchWords = {
  "search.label": { "zh-CN": "搜索人员、单位、指标", en: "Search people, units, indicators" },
  "search.hint": { "zh-CN": "搜索（按 / 键）", en: "Search (press /)" },
  "search.people": { "zh-CN": "人员", en: "People" },
  "search.units": { "zh-CN": "单位与领导班子", en: "Units and teams" },
  "search.indicators": { "zh-CN": "指标", en: "Indicators" },
  "search.more": { "zh-CN": "还有更多，请多输几个字", en: "There are more: type a little further" },
  "search.none": { "zh-CN": "在您的查看范围内没有找到", en: "Nothing found in what you may see" },
  "search.found": { "zh-CN": "找到 {n} 项", en: "{n} {n|result|results}" },
} as const;
