/** What the pages of standings say: table, parts, heat map, printing. */
export const standingWords = {
  "view.all": { "zh-CN": "查看方式", en: "Ways to look at it" },
  "view.standings": { "zh-CN": "成绩表", en: "Standings" },
  "view.parts": { "zh-CN": "各部分对比", en: "Parts" },
  "view.heat-map": { "zh-CN": "指标热力图", en: "Indicators" },
  "run.older": { "zh-CN": "同期已有较新的第 {n} 次计分", en: "run {n} of the same period is newer" },

  "columns.choose": { "zh-CN": "选择列（{n} / {all}）", en: "Columns ({n} of {all})" },
  "columns.legend": { "zh-CN": "显示哪些列", en: "Columns to show" },
  "columns.reset": { "zh-CN": "恢复默认", en: "As delivered" },
  "columns.kept": {
    "zh-CN": "选择按账号记在本机浏览器中，导出时同样适用。",
    en: "Kept in this browser for this account; exports follow it too.",
  },
  "table.more": { "zh-CN": "向下滚动，继续读取 …", en: "Scroll on to read more …" },
  "table.sideways": { "zh-CN": "表格较宽，可左右滑动查看", en: "Wider than the screen: scroll sideways" },
  "table.export-failed": {
    "zh-CN": "没有导出成功。请刷新页面后再试。",
    en: "The export failed. Reload the page and try again.",
  },
  "table.details": { "zh-CN": "{name}的其他各列", en: "Further columns of {name}" },
  "print.now": { "zh-CN": "打印", en: "Print" },
  "print.digest": { "zh-CN": "结果摘要 {digest}", en: "result digest {digest}" },

  "standings.column.trend": { "zh-CN": "各季度", en: "Quarters" },
  "standings.column.spread": { "zh-CN": "在同类中的位置", en: "Within the cohort" },
  "standings.column.unit": { "zh-CN": "所在单位", en: "Unit" },
  "standings.trend.which": {
    "zh-CN": "“各季度”取每个季度最新一次计分的得分，各行用同一刻度。",
    en: "“Quarters” shows the newest run of every quarter; all rows share one scale.",
  },
  "standings.spread.which": {
    "zh-CN": "“在同类中的位置”：圆点为本人，粗线为中位数，色带为中间一半。干部不排名次。",
    en: "“Within the cohort”: the dot is the person, the tick the median, the band the middle half. Officials are not ranked.",
  },
  "rank.at": { "zh-CN": "在 {of} 个中列第 {place} 位", en: "place {place} of {of}" },
  "rank.shared": {
    "zh-CN": "得分相同，并列第 {first}—{last} 位（共 {of} 个）",
    en: "tied for places {first} to {last} of {of}",
  },

  "multiples.title": { "zh-CN": "各部分对比", en: "Part by part" },
  "multiples.finding": {
    "zh-CN": "差距最大的是“{part}”：得分率最低 {low}，最高 {high}",
    en: "They lie furthest apart in “{part}”: from {low} to {high} of full marks",
  },
  "multiples.finding-none": { "zh-CN": "各部分得分率", en: "Share of full marks in each part" },
  "multiples.how": {
    "zh-CN": "（横条为得分率，从 {from} 起；竖线为同类中位数，底线为同类最低到最高）",
    en: "(bars: share of full marks from {from} on; tick: cohort median; line below: cohort range)",
  },

  "multiples.how-all": {
    "zh-CN": "（横条为得分率，从 {from} 起；选择考核类别后显示同类中位数和最低、最高）",
    en: "(bars: share of full marks from {from} on; choose a cohort to see its median and range)",
  },

  "heat.title": { "zh-CN": "指标热力图", en: "Indicator by indicator" },
  "heat.subject": { "zh-CN": "考核对象", en: "Subject" },
  "heat.finding": {
    "zh-CN": "失分最普遍的是“{indicator}”：得分率中位数 {rate}，{n} 个中有 {weak} 个低于 80%",
    en: "Most widely lost: “{indicator}”, with a median of {rate} of full marks; {weak} of {n} are below 80%",
  },
  "heat.finding-one": {
    "zh-CN": "得分率最低的是“{indicator}”：{rate}",
    en: "Lowest share of full marks: “{indicator}”, {rate}",
  },
  "heat.finding-none": { "zh-CN": "还没有可以画出的得分率。", en: "There are no shares to draw." },
  "heat.how": {
    "zh-CN": "格中数字为得分率（%），颜色越深失分越多。指向一格，或用方向键移动，这里显示得分与同类比较。",
    en: "Figures are shares of full marks in %; the deeper, the more was lost. Point at a cell, or move with the arrow keys, to read points and cohort here.",
  },
  "heat.key": { "zh-CN": "图例", en: "Key" },
  "heat.from": { "zh-CN": "{from} 及以上", en: "{from} or more" },
  "heat.between": { "zh-CN": "{from}—{to}", en: "{from} to {to}" },
  "heat.below": { "zh-CN": "低于 {to}", en: "below {to}" },
  "heat.absent": { "zh-CN": "缺数、逾期、免责或不适用", en: "missing, late, exempt or not applicable" },
  "heat.none": { "zh-CN": "清单中没有该指标", en: "not on the list" },
  "heat.absence.missing": { "zh-CN": "缺", en: "mis" },
  "heat.absence.late": { "zh-CN": "逾", en: "late" },
  "heat.absence.exempt": { "zh-CN": "免", en: "ex" },
  "heat.absence.not-applicable": { "zh-CN": "不", en: "n/a" },
  "heat.rare": {
    "zh-CN": "另有 {n} 项只有个别对象考核，未画出：{names}。",
    en: "Not drawn, being on the lists of one or a few only: {n} more ({names}).",
  },
  "heat.rare.shown": {
    "zh-CN": "其中 {n} 项只有个别对象考核：{names}。",
    en: "Of these, {n} are on the lists of one or a few only: {names}.",
  },
  "heat.rare.one": { "zh-CN": "{name}（{n} 个）", en: "{name} ({n})" },
  "heat.rare.others": { "zh-CN": "{names}等", en: "{names} and others" },
  "heat.rare.show": { "zh-CN": "一并画出", en: "Draw them too" },
  "heat.rare.hide": { "zh-CN": "不画出", en: "Leave them out" },
  "heat.tell": {
    "zh-CN": "{subject} · {indicator}：{points} / {full} 分，得分率 {rate}",
    en: "{subject} · {indicator}: {points} of {full} points, {rate}",
  },
  "heat.tell-none": {
    "zh-CN": "{subject} · {indicator}：清单中没有该指标",
    en: "{subject} · {indicator}: not on the list",
  },
  "heat.tell-absent": { "zh-CN": "{subject} · {indicator}：{absence}", en: "{subject} · {indicator}: {absence}" },
  "heat.tell-mark": { "zh-CN": "（{absence}）", en: " ({absence})" },
  "heat.tell-cohort": {
    "zh-CN": "；同类中位数 {median}，最低 {low}，最高 {high}",
    en: "; cohort median {median}, from {low} to {high}",
  },
  "heat.order": { "zh-CN": "排列", en: "Order" },
  "heat.order.protocol": { "zh-CN": "按规定次序", en: "Protocol order" },
  "heat.order.rank": { "zh-CN": "按得分", en: "By score" },
  "heat.limited": {
    "zh-CN": "一次最多画 {shown} 个，共 {total} 个：请选择考核类别。",
    en: "At most {shown} are drawn at once, of {total}: choose a cohort.",
  },
} as const;
