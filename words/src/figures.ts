/** The figures of an indicator's owner. `{x}` is a parameter. */
export const figureWords = {
  "indicator-required": {
    "zh-CN": "查看干部的数据，请先选择指标和期间",
    en: "To see the figures of officials, choose the indicator and the period first",
  },
  "frame.figures": { "zh-CN": "指标数据", en: "Figures" },
  "figures.title": { "zh-CN": "指标数据", en: "Figures" },
  "figures.lead": {
    "zh-CN": "由您负责的指标的数据：缺少的排在最前。点开数据可以看来源和历次更正，也可以更正。",
    en: "The figures of your indicators, those that are missing first. Open one for its source, its history and its correction.",
  },
  "figures.lead.office": {
    "zh-CN": "全部指标的数据：缺少的排在最前。",
    en: "The figures of all indicators, those that are missing first.",
  },
  "figures.counts": {
    "zh-CN": "共 {total} 项，其中缺少 {missing} 项",
    en: "{total} {total|figure|figures}, {missing} missing",
  },
  "figures.indicator": { "zh-CN": "指标", en: "Indicator" },
  "figures.indicator.all": { "zh-CN": "全部指标", en: "All indicators" },
  "figures.period": { "zh-CN": "期间", en: "Period" },
  "figures.period.all": { "zh-CN": "全部期间", en: "All periods" },
  "figures.type": { "zh-CN": "对象", en: "About" },
  "figures.subject": { "zh-CN": "考核对象", en: "Subject" },
  "figures.q": { "zh-CN": "名称", en: "Name" },
  "figures.only": { "zh-CN": "只看缺少的", en: "Only what is missing" },
  "figures.find": { "zh-CN": "查询", en: "Show" },
  "figures.value": { "zh-CN": "数值", en: "Value" },
  "figures.source": { "zh-CN": "来源", en: "Source" },
  "figures.recorded": { "zh-CN": "入库日期", en: "Recorded on" },
  "figures.unrecorded": { "zh-CN": "■ 没有记录", en: "■ not recorded" },
  "figures.none": { "zh-CN": "没有这样的数据。", en: "There is no such figure." },
  "figures.none.todo": { "zh-CN": "换一个指标、期间或名称。", en: "Choose another indicator, period or name." },
  "figures.choose": {
    "zh-CN": "查看干部的数据，请选择指标和期间。",
    en: "To see figures of officials, choose the indicator and the period.",
  },
  "figures.more": { "zh-CN": "显示更多", en: "Show more" },
  "figures.missing": {
    "zh-CN": "由您负责的指标缺少 {n} 项数据",
    en: "{n} {n|figure|figures} of your indicators {n|is|are} missing",
  },
  "figures.whole": {
    "zh-CN": "由您负责的指标数据齐全：{total} 项。",
    en: "The figures of your indicators are complete: {total}.",
  },
  "figures.open": { "zh-CN": "查看指标数据", en: "See the figures" },
  "reach.unit": { "zh-CN": "查看范围内 {n} 个单位的成绩", en: "See the results of the {n} units in your reach" },
  "reach.official": {
    "zh-CN": "查看范围内 {n} 名干部的成绩",
    en: "See the results of the {n} officials in your reach",
  },
  "reach.unit.few": { "zh-CN": "范围内的单位", en: "Units in your reach" },
  "reach.official.few": { "zh-CN": "范围内的干部", en: "Officials in your reach" },
  "audit-action.see-figures": { "zh-CN": "查看指标数据", en: "see the figures of indicators" },
} as const;
