/** What the page of one unit, team or official says beside its points: notes, comparison part by part, the printed sheet. */
export const subjectWords = {
  "comparison.full": { "zh-CN": "满分", en: "Full marks" },
  "comparison.last": { "zh-CN": "上期（{period}）", en: "Before ({period})" },
  "comparison.since": { "zh-CN": "（本期 {difference}）", en: "(now {difference})" },

  "dimensions.title": { "zh-CN": "各部分与同类比较", en: "Part by part against the cohort" },
  "dimensions.what": {
    "zh-CN": "得分率 = 得分 ÷ 满分。满分因对象而异，得分率才可以相比。",
    en: "Rate = points over full marks. Full marks differ from subject to subject; their rates can be compared.",
  },
  "dimensions.finding.behind": {
    "zh-CN": "与同类中位数相差最大的是“{name}”，低 {gap} 个百分点",
    en: "Furthest behind the cohort’s median: “{name}”, by {gap} percentage points",
  },
  "dimensions.finding.ahead": {
    "zh-CN": "各部分都不低于同类中位数，领先最多的是“{name}”，高 {gap} 个百分点",
    en: "No part is behind the cohort’s median; furthest ahead: “{name}”, by {gap} percentage points",
  },
  "dimensions.finding.level": {
    "zh-CN": "各部分都与同类中位数持平",
    en: "Every part is level with the cohort’s median",
  },
  "dimensions.finding.alone": {
    "zh-CN": "同类对象过少，不与他人比较",
    en: "The cohort is too small for a comparison",
  },
  "dimensions.part": { "zh-CN": "部分", en: "Part" },
  "dimensions.points": { "zh-CN": "得分 / 满分", en: "Points of full" },
  "dimensions.rate": { "zh-CN": "得分率", en: "Rate" },
  "dimensions.last": { "zh-CN": "上期", en: "Before" },
  "dimensions.median": { "zh-CN": "同类中位数", en: "Median" },
  "dimensions.range": { "zh-CN": "同类最低—最高", en: "Range" },
  "dimensions.place": { "zh-CN": "图示", en: "In a picture" },
  "dimensions.line": {
    "zh-CN": "{name}：得分率 {rate}，同类最低 {low}、中位数 {median}、最高 {high}",
    en: "{name}: {rate}; the cohort from {low} to {high}, median {median}",
  },

  "notes.title": { "zh-CN": "须知", en: "Please note" },
  "notes.provisional": {
    "zh-CN": "成绩为暂定：缺 {n} 项数据，补齐后重新计分。缺的不按零分计。",
    en: "The score is provisional: {n} {n|datum is|data are} missing. They do not count as zero; a new run follows when they are there.",
  },
  "notes.not-formed": {
    "zh-CN": "按方案规定，本期不形成得分；原因见下列缺项。",
    en: "By the scheme no score is formed for this period; what is absent is listed below.",
  },
  "notes.moved": {
    "zh-CN": "本期内任职单位有变动（{n} 处），引用的单位得分按月份折算。",
    en: "Posts changed within the period ({n} places); scores carried from units count by months.",
  },
  "notes.merged": {
    "zh-CN": "本单位在本期内有机构变动，有关部分按月份计分。",
    en: "The unit changed within the period; the parts concerned are scored by months.",
  },
  "notes.red-line": { "zh-CN": "触及红线 {n} 条。", en: "{n} red {n|line was|lines were} crossed." },
  "notes.unranked": { "zh-CN": "不参加同类排名。", en: "Not ranked in a cohort." },
  "notes.see": { "zh-CN": "查看", en: "See" },

  "home.most": { "zh-CN": "失分最多：{name}（−{lost}）", en: "Most was lost in {name} (−{lost})" },

  "no-result.title": { "zh-CN": "{name}：本次计分没有成绩", en: "{name}: no result in this run" },
  "no-result.why": {
    "zh-CN": "该对象已登记，但本次计分所用的方案中没有适用于它的清单。",
    en: "It is registered, and no list of this run’s scheme is for it.",
  },
  "no-result.todo": {
    "zh-CN": "如应参加考核，请由考核办在方案中为其指定清单后重新计分。",
    en: "If it should be appraised, the appraisal office gives it a list in the scheme and computes anew.",
  },
  "no-result": { "zh-CN": "“{subject}”在本次计分中没有成绩", en: "“{subject}” has no result in this run" },
  "refused.no-result.todo": {
    "zh-CN": "请确认方案中有适用于它的清单。",
    en: "See whether a list of the scheme is for it.",
  },

  "print.open": { "zh-CN": "打印版", en: "Print version" },
  "print.start": { "zh-CN": "打印", en: "Print" },
  "print.back": { "zh-CN": "返回页面", en: "Back to the page" },
  "print.how": {
    "zh-CN": "A4 纸，纵向；打印时不含本条。",
    en: "A4, upright; this line is not printed.",
  },
  "print.title.unit": { "zh-CN": "单位考核得分说明", en: "Unit: score and reasons" },
  "print.title.team": { "zh-CN": "领导班子考核得分说明", en: "Leadership team: score and reasons" },
  "print.title.official": { "zh-CN": "干部考核得分说明", en: "Official: score and reasons" },
  "print.period": { "zh-CN": "考核周期", en: "Period" },
  "print.run": { "zh-CN": "计分", en: "Run" },
  "print.run.value": {
    "zh-CN": "第 {n} 次，{day}完成；结果摘要 {digest}",
    en: "Run {n} of {day}; result digest {digest}",
  },
  "print.scheme": { "zh-CN": "考核方案", en: "Scheme" },
  "print.losses": { "zh-CN": "失分明细", en: "Where points were lost" },
  "print.loss": { "zh-CN": "失分项", en: "Item" },
  "print.why": { "zh-CN": "规则与计算", en: "Rule and working" },
  "print.regain": { "zh-CN": "怎样可以拿回", en: "What would give it back" },
  "print.semicolon": { "zh-CN": "；", en: "; " },
  "print.more-facts": { "zh-CN": "；另有 {n} 条", en: "; {n} more" },
  "print.basis": {
    "zh-CN": "本表由系统按考核方案和考核数据计算，可复算；等次由有权机构集体研究决定。完整摘要：{digest}",
    en: "Computed from the scheme and the facts, and repeatable; grades are decided by the competent body. Full digest: {digest}",
  },
  "print.personal": {
    "zh-CN": "仅供本人和组织使用：{name}，{day} 打印。",
    en: "For the person and the organisation only: printed by {name} on {day}.",
  },
  "report.docx": { "zh-CN": "下载公文版（DOCX）", en: "Official document (DOCX)" },
  "report.pdf": { "zh-CN": "下载 PDF", en: "PDF" },
} as const;
