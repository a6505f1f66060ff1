/** What is said of workbooks that come in: findings, refusals, to-dos, the template. `{x}` is a parameter. */
export const bringInWords = {
  "programme-taken": {
    "zh-CN": "考核标识 {programme} 已被使用，请换一个",
    en: "There is a programme {programme} already: choose another identifier",
  },
  "programme-unfit": {
    "zh-CN": "考核标识须以小写字母开头，只用小写字母、数字和连字符",
    en: "An identifier begins with a small letter and has small letters, digits and hyphens",
  },
  "import-over": { "zh-CN": "这次导入已经结束", en: "This import is over" },
  "import-busy": { "zh-CN": "这次导入正在处理，请稍候", en: "This import is being worked on: wait a moment" },
  "import-untried": {
    "zh-CN": "内容有改动或尚未通过试导入，请先试导入",
    en: "It was changed since, or was not tried without a finding: try it first",
  },
  "import-empty": {
    "zh-CN": "没有可以导入的工作表：请上传文件，并至少为一张工作表选定内容",
    en: "There is nothing to bring in: send a file, and say of at least one sheet what it holds",
  },
  "mapping-unfit": {
    "zh-CN": "工作表“{sheet}”的列还没有对应好：必需的列缺少，或同一列对应了两次",
    en: "The columns of sheet “{sheet}” are not settled: one that is needed is absent, or one stands twice",
  },
  "file-refused": {
    "zh-CN": "这个文件不能上传：每个文件 1 字节到 {most} 字节，一次最多 12 个，名称不能重复",
    en: "This file cannot be sent: each has from 1 to {most} bytes, there are at most 12, and each has a name of its own",
  },
  "registry-moved": {
    "zh-CN": "试导入之后名册有了变化，请重新试导入",
    en: "The registry has moved on since it was tried: try again",
  },
  "edition-unknown": { "zh-CN": "名册中没有这次登记", en: "The registry has no such recording" },
  "edition-not-last": {
    "zh-CN": "只能撤销名册的最后一次登记（现为第 {last} 号）；之后的登记以它为基础，请逐项更正",
    en: "Only the last recording of the registry can be undone (it is number {last}): what came later rests on it; correct entries singly",
  },
  "edition-carries-facts": {
    "zh-CN": "这次导入带有 {n} 项系统外核定成绩，考核数据只能更正、不能撤回；请在数据页面更正",
    en: "This import brought {n} opening balances; facts are corrected and not taken back: correct them on their page",
  },
  "undo-unsound": {
    "zh-CN": "撤销之后名册将有 {n} 处不符合规则，不能撤销",
    en: "The registry would break {n} rules afterwards: it cannot be undone",
  },

  "dataset.upload-empty": {
    "zh-CN": "文件是空的。请检查后重新上传。",
    en: "The file is empty. Check it and send it again.",
  },
  "dataset.upload-too-large": {
    "zh-CN": "文件有 {value} 字节，上限为 32 MB。请按工作表拆成几个文件。",
    en: "The file has {value} bytes; at most 32 MB are read. Split it by sheets.",
  },
  "dataset.extension-wrong": {
    "zh-CN": "文件的内容与扩展名“{value}”不符。工作簿请存为 .xlsx，文本请存为 .csv。",
    en: "The file is not what its name says (“{value}”). Save a workbook as .xlsx, text as .csv.",
  },
  "dataset.file-foreign": {
    "zh-CN": "“{value}”格式不读取。请在表格软件中“另存为” .xlsx。",
    en: "“{value}” is not read. Save it as .xlsx in your spreadsheet program.",
  },
  "dataset.file-old-binary": {
    "zh-CN": "这是旧版二进制表格（.xls、.et）。请打开后“另存为” .xlsx。",
    en: "This is a spreadsheet of the old binary form (.xls, .et). Open it and save it as .xlsx.",
  },
  "dataset.file-not-workbook": {
    "zh-CN": "这不是工作簿。请在表格软件中打开，另存为 .xlsx。",
    en: "This is no workbook. Open it in a spreadsheet program and save it as .xlsx.",
  },
  "dataset.workbook-expands": {
    "zh-CN": "文件展开后过大，或与自身声明的大小不符，没有打开。请复制数据到一个新工作簿再上传。",
    en: "The file unpacks to too much, or to more than it says, and was not opened. Copy the data into a new workbook.",
  },
  "dataset.workbook-macros": {
    "zh-CN": "工作簿含有宏，没有打开。请另存为不含宏的 .xlsx。",
    en: "The workbook has macros and was not opened. Save it as .xlsx without macros.",
  },
  "dataset.workbook-external": {
    "zh-CN": "工作簿链接了其他文件或数据库，没有打开。请“断开链接”、只保留数值后另存。",
    en: "The workbook links to other files or a database and was not opened. Break the links, keep the values and save it.",
  },
  "dataset.workbook-embedded": {
    "zh-CN": "工作簿里嵌有其他文件，没有打开。请删去嵌入的对象后另存。",
    en: "The workbook holds other files and was not opened. Remove the embedded objects and save it.",
  },
  "dataset.sheet-too-wide": {
    "zh-CN": "超过 500 列（{value}）。请只保留需要的列。",
    en: "There are more than 500 columns ({value}). Keep those that are needed.",
  },
  "dataset.rows-too-many": {
    "zh-CN": "从这一行起超过 {expected} 行，没有读取。请分次导入。",
    en: "From this row on there are more than {expected} rows, which are not read. Bring them in apart.",
  },
  "dataset.rows-none": {
    "zh-CN": "选定的工作表里没有一行数据。请检查标题行是否选对。",
    en: "The chosen sheets have no row of data. Look whether the row of the headings is right.",
  },
  "dataset.row-twice": {
    "zh-CN": "这一行与 {first} 说的是同一项（{value}）。请只留一行；两张工作表内容相同时，只选一张。",
    en: "This row is about the same as {first} ({value}). Keep one; of two sheets with the same content choose one.",
  },
  "dataset.official-unknown": {
    "zh-CN": "名册和本次文件里都没有“{value}”这个人。请写人员编号，或在干部表里加上这个人。",
    en: "Nobody in the registry or in these files is “{value}”. Give the number, or add the person to the roster.",
  },
  "dataset.month-ambiguous": {
    "zh-CN": "“{value}”是数值：2021.1 与 2021.10 存成数值后无法区分。请写成 2021-01 或 2021-10。",
    en: "“{value}” is a number: 2021.1 and 2021.10 cannot be told apart as numbers. Write 2021-01 or 2021-10.",
  },
  "dataset.mapping-absent": {
    "zh-CN": "没有一列对应“{value}”，这一列是必需的。请在对应页面选定。",
    en: "No column means “{value}”, which is needed. Choose one.",
  },
  "dataset.mapping-twice": {
    "zh-CN": "有两列都对应“{value}”。请只留一列。",
    en: "Two columns mean “{value}”. Keep one.",
  },
  "expected.month-with-zero": { "zh-CN": "如 2021-10 的月份", en: "a month such as 2021-10" },
  "expected.year": { "zh-CN": "如 2025 的年度", en: "a year such as 2025" },

  "todo.import-tried": {
    "zh-CN": "导入已试算完毕，请查看差异",
    en: "An import was tried: look at what it would change",
  },
  "todo.import-applied": { "zh-CN": "导入已登记入名册", en: "An import was recorded" },
  "todo.import-stopped": { "zh-CN": "导入没有完成，请查看原因", en: "An import was not carried out: see why" },
  "digest.kind.import-tried": { "zh-CN": "导入待查看", en: "Imports to look at" },
  "digest.kind.import-applied": { "zh-CN": "导入已登记", en: "Imports that were recorded" },
  "digest.kind.import-stopped": { "zh-CN": "导入未完成", en: "Imports that were not carried out" },

  "todo.decide-registry-export": {
    "zh-CN": "有一份完整名册的导出待审批",
    en: "An export of the whole registry waits for approval",
  },
  "todo.registry-export-ready": { "zh-CN": "名册已可下载", en: "The workbook of the registry is ready" },
  "todo.registry-export-refused": { "zh-CN": "名册导出未获批准", en: "The export of the registry was not approved" },
  "todo.registry-export-failed": {
    "zh-CN": "名册没有导出成功，请重新申请",
    en: "The registry could not be exported: ask again",
  },
  "digest.kind.decide-registry-export": { "zh-CN": "名册导出待审批", en: "Exports of the registry to decide on" },
  "digest.kind.registry-export-ready": { "zh-CN": "名册可下载", en: "Workbooks of the registry to fetch" },
  "digest.kind.registry-export-refused": { "zh-CN": "名册导出未获批准", en: "Exports of the registry not approved" },
  "digest.kind.registry-export-failed": { "zh-CN": "名册导出未成功", en: "Exports of the registry that failed" },
  "registry-export.approved-by": { "zh-CN": "{by} 批准", en: "Approved by {by}" },
  "registry-export.refused-by": { "zh-CN": "{by} 未批准", en: "Refused by {by}" },
  "registry-export.title": { "zh-CN": "导出名册", en: "Export the registry" },
  "registry-export.lead": {
    "zh-CN": "导出的就是导入用的工作簿，再导入不会有变化。做好后在待办中提示，保留 {days} 天。",
    en: "What goes out is the workbook that comes in: brought in again it changes nothing. A to-do says when it is ready; it is kept for {days} days.",
  },
  "registry-export.ask": { "zh-CN": "申请导出", en: "Ask for it" },
  "registry-export.extent": { "zh-CN": "范围", en: "What" },
  "registry-export.extent.without-decisions": { "zh-CN": "机构、人员和任职", en: "Units, people and posts" },
  "registry-export.extent.without-decisions.hint": { "zh-CN": "不需审批。", en: "Needs no approval." },
  "registry-export.extent.whole": {
    "zh-CN": "完整名册，含往年等次、处分、请假天数和系统外核定",
    en: "The whole registry, with earlier grades, formal conclusions, leave and opening balances",
  },
  "registry-export.extent.whole.hint": {
    "zh-CN": "由考核办的另一人或公务员主管部门批准后才制作。",
    en: "Made after somebody else of the office, or the civil-service authority, has approved it.",
  },
  "registry-export.purpose": { "zh-CN": "用途", en: "Purpose" },
  "registry-export.purpose.hint": { "zh-CN": "写明给谁、做什么用。", en: "For whom, and for what." },
  "registry-export.apply": { "zh-CN": "提交审批", en: "Submit for approval" },
  "registry-export.make": { "zh-CN": "制作", en: "Make it" },
  "registry-export.asked": {
    "zh-CN": "已提交。可以离开本页，做好后有待办。",
    en: "Submitted. You can leave this page: a to-do says when it is ready.",
  },
  "registry-export.list": { "zh-CN": "申请和文件", en: "Applications and files" },
  "registry-export.none": { "zh-CN": "还没有导出", en: "Nothing has been exported" },
  "registry-export.by": { "zh-CN": "申请人", en: "Asked by" },
  "registry-export.state": { "zh-CN": "状态", en: "State" },
  "registry-export.state.asked": { "zh-CN": "待审批", en: "waits for approval" },
  "registry-export.state.refused": { "zh-CN": "未批准", en: "not approved" },
  "registry-export.state.waiting": { "zh-CN": "正在制作", en: "being made" },
  "registry-export.state.ready": { "zh-CN": "可下载", en: "ready" },
  "registry-export.state.failed": { "zh-CN": "没有成功，请重新申请", en: "failed: ask again" },
  "registry-export.state.gone": { "zh-CN": "已不保留", en: "not kept any more" },
  "registry-export.take": { "zh-CN": "下载", en: "Download" },
  "registry-export.approve": { "zh-CN": "批准", en: "Approve" },
  "registry-export.refuse": { "zh-CN": "不批准", en: "Refuse" },
  "registry-export.withdraw": { "zh-CN": "撤回申请", en: "Take back" },
  "registry-export.discard": { "zh-CN": "不再需要", en: "Needed no longer" },

  "audit-action.make-programme": { "zh-CN": "新建考核", en: "make a programme" },
  "audit-action.see-imports": { "zh-CN": "查看导入", en: "see imports" },
  "audit-action.bring-in": { "zh-CN": "导入名册", en: "bring a workbook in" },
  "audit-action.export-registry": { "zh-CN": "导出名册", en: "export the registry" },
  "audit-action.see-registry-exports": { "zh-CN": "查看名册导出", en: "see exports of the registry" },
  "audit-action.decide-registry-export": { "zh-CN": "审批名册导出", en: "decide on an export of the registry" },
  "audit-action.undo-import": { "zh-CN": "撤销导入", en: "undo an import" },

  "command.registry": {
    "zh-CN": "导入、导出、撤销名册；默认只试不改",
    en: "bring the registry in, take it out, undo; tried only unless --apply",
  },
  "command.option-apply": { "zh-CN": "确实登记（否则只试）", en: "really record it (else it is only tried)" },
  "command.option-day": { "zh-CN": "数据截至日期", en: "the day as of which the workbook was made" },
  "command.option-whole": { "zh-CN": "整份：没有列入的予以结束", en: "whole: what is not in it ends" },
  "command.option-role-by-title": {
    "zh-CN": "没有职责类别的按职务推定",
    en: "take role classes from titles where there are none",
  },
  "command.option-answers": { "zh-CN": "对提问的回答（JSON 文件）", en: "answers to what is asked (a JSON file)" },
  "programme-unknown": { "zh-CN": "没有考核 {programme}", en: "there is no programme {programme}" },
  "registry-written": {
    "zh-CN": "{programme} 的名册已写入 {file}",
    en: "the registry of {programme} was written to {file}",
  },
  "registry-undone": {
    "zh-CN": "第 {recording} 号登记已由第 {by} 号撤销",
    en: "recording {recording} was undone by recording {by}",
  },

  "import.taken": { "zh-CN": "{by} 于 {at}（UTC）导出", en: "Taken by {by} at {at} (UTC)" },
  "import.note.1": {
    "zh-CN": "每张工作表是一张表，第一行是列名。可以只改需要改的行；“记录号”“编号”不要改。",
    en: "Each sheet is a table, its first row the headings. Change the rows that you need to; leave record numbers and identifiers as they are.",
  },
  "import.note.2": {
    "zh-CN": "新增的行不填编号和记录号，导入时自动编号。",
    en: "New rows have no number: they get one when they come in.",
  },
  "import.note.3": {
    "zh-CN": "结束就填截止日期，不要删行。日期写作 2026-09-30，也认 2026.9.30 和 2026年9月。",
    en: "What ends gets its last day; rows are not deleted. Days are written 2026-09-30.",
  },
  "import.note.4": {
    "zh-CN": "“历年等次”“处分”“请假天数”“系统外核定”四张表导出时为空，只登记新增或更正的行；处分须有文号。",
    en: "The sheets of grades, sanctions, leave and opening balances leave empty: enter what is new or corrected; a sanction needs its document.",
  },
  "import.note.5": {
    "zh-CN": "列名可以用本单位的叫法，导入时会提出对应关系，确认一次后记住。",
    en: "Headings may be your own: they are matched when they come in, and remembered once you agree.",
  },
  "import.note.6": {
    "zh-CN": "不收民族、宗教、家庭、身份证号等列；整份文件先试导入，看清差异再登记。",
    en: "Columns on ethnicity, religion, family or identity cards are not taken. The file is tried first; look at the difference, then record it.",
  },
} as const;
