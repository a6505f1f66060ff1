/** Goals and units' tasks as a table: its page, and what stands against its rows. `{x}` is a parameter. */
export const cascadeTableWords = {
  "goal-table.title": { "zh-CN": "表格导出、导入", en: "As a table" },
  "goal-table.what": {
    "zh-CN":
      "导出后在表格中修改，再导入：先试导入，逐项看差异；有一处不符合要求，就一项也不保存。表中没有的目标保持不变，终止的在“终止原因”一栏写明。",
    en: "Export it, change it in a spreadsheet, and import it again. It is tried first, with every difference; where one row cannot be, none is saved. Goals that are not in the table stay; to end one, give the reason in its column.",
  },
  "goal-table.export": { "zh-CN": "导出表格（Excel）", en: "Export the table (Excel)" },
  "goal-table.template": { "zh-CN": "下载空表（Excel）", en: "Download the empty table (Excel)" },
  "goal-table.file": { "zh-CN": "导入的表格", en: "Table to import" },
  "goal-table.file.hint": {
    "zh-CN": ".xlsx 或 CSV，不超过 4 MB；按目标编号对应，没有编号的按名称对应",
    en: ".xlsx or CSV, 4 MB at most; goals are known by their identifier, without one by their name",
  },
  "goal-table.trying": { "zh-CN": "正在试导入…", en: "Being tried…" },
  "goal-table.refused": {
    "zh-CN": "有 {n} 处不符合要求，没有保存任何内容。请在表格中改好后重新选择文件。",
    en: "{n} {n|thing is|things are} wrong, and nothing was saved. Correct them in the table and choose the file again.",
  },
  "goal-table.nothing": {
    "zh-CN": "与现有目标没有差异，不必导入。",
    en: "It differs in nothing: there is nothing to import.",
  },
  "goal-table.ready": {
    "zh-CN":
      "新增 {new} 项，变更 {changed} 项，终止 {ended} 项；{unchanged} 项没有变化，表中没有的 {absent} 项保持不变。",
    en: "{new} new, {changed} changed, {ended} ended; {unchanged} stay as they are, and {absent} that are not in the table.",
  },
  "goal-table.apply": { "zh-CN": "全部保存", en: "Save all of it" },
  "goal-table.saved": { "zh-CN": "已保存 {n} 项。", en: "{n} {n|goal|goals} saved." },
  "goal-table.stale": {
    "zh-CN": "试导入以后目标有了变动，没有保存。请重新选择文件，再看一次差异。",
    en: "The goals have changed since it was tried; nothing was saved. Choose the file again and look at the differences.",
  },
  "goal-table.changes": { "zh-CN": "差异", en: "Differences" },
  "goal-table.goal": { "zh-CN": "目标", en: "Goal" },
  "goal-table.fields": { "zh-CN": "目标内容", en: "Of the goal" },
  "goal-table.tasks": { "zh-CN": "单位任务", en: "Units’ tasks" },
  "goal-table.none": { "zh-CN": "无", en: "none" },
  "goal-table.task": { "zh-CN": "{part} {share}", en: "{part} {share}" },
  "goal-table.task.coefficient": { "zh-CN": "系数 {coefficient}", en: "coefficient {coefficient}" },
  "goal-table.task.indicator": { "zh-CN": "指标 {indicator}", en: "indicator {indicator}" },
  "goal-table.task.matter": { "zh-CN": "负面清单 {matter}", en: "negative list {matter}" },
  "goal-table.more": { "zh-CN": "只列出前 {n} 项。", en: "The first {n} are listed." },
  "goal-table.field.name": { "zh-CN": "名称", en: "name" },
  "goal-table.field.nameEn": { "zh-CN": "英文名称", en: "English name" },
  "goal-table.field.target": { "zh-CN": "全市目标", en: "target" },
  "goal-table.field.measure": { "zh-CN": "计量单位", en: "measure" },
  "goal-table.field.aggregation": { "zh-CN": "汇总方式", en: "how it adds up" },
  "goal-table.field.source": { "zh-CN": "来源文件", en: "source" },
  "goal-table.field.matter": { "zh-CN": "负面清单事项", en: "matter of the negative list" },
  "goal-table.field.sort": { "zh-CN": "排序", en: "order" },
  "goal-table.field.ended": { "zh-CN": "终止原因", en: "reason for its end" },

  "dataset.goals-none": {
    "zh-CN": "没有找到目标：表头应有“目标编号”或“目标任务”一栏。可先导出现有的表格再改。",
    en: "There are no goals: a column “目标编号” (goal) or “目标任务” (name) is needed. Begin with the exported table.",
  },
  "dataset.goals-too-large": {
    "zh-CN": "文件有 {value} 字节，上限为 4 MB。请删去与目标无关的工作表。",
    en: "The file has {value} bytes; at most 4 MB are read. Take out sheets that hold no goals.",
  },
  "dataset.heading-twice": {
    "zh-CN": "表头“{value}”的含义与另一栏相同。请只留一栏。",
    en: "The heading “{value}” means the same as another one. Keep one column.",
  },
  "dataset.goal-differs": {
    "zh-CN": "同一项目标前后不一致：这里是“{value}”，前面是“{expected}”",
    en: "The same goal reads “{value}” here and “{expected}” above",
  },
  "dataset.goal-not-there": {
    "zh-CN": "“{value}”不存在或已经终止，不能再终止",
    en: "“{value}” is not there or has ended: it cannot be ended",
  },
  "dataset.goal-unfit": {
    "zh-CN":
      "“{value}”不合要求：目标编号用小写字母、数字和连字符（不超过 60），名称、来源不超过 200 字，计量单位不超过 30 字，系数不小于 0",
    en: "“{value}” does not fit: identifiers take small letters, digits and hyphens (60 at most), names and sources 200 signs, measures 30, and coefficients are not below 0",
  },
  "dataset.reference-unknown": { "zh-CN": "没有找到“{value}”", en: "“{value}” was not found" },
  "dataset.reference-ambiguous": {
    "zh-CN": "叫“{value}”的不止一个，请填编号",
    en: "More than one is called “{value}”: give the identifier",
  },
  "dataset.task-twice": {
    "zh-CN": "{value}在这项目标中出现了两次",
    en: "{value} stands twice in this goal",
  },
  "dataset.share-required": { "zh-CN": "牵头单位必须写明承担的数值", en: "A leading unit takes on a figure" },
  "dataset.matter-barred": {
    "zh-CN":
      "“{matter}”列入属地管理事项负面清单，不得下达给{value}：{reason}（依据：{basis}）。确需下达的，先办理例外审批",
    en: "“{matter}” is on the negative list and may not be handed down to {value}: {reason} (basis: {basis}). Where it has to be, ask for an exception first",
  },
} as const;
