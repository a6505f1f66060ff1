/** What is said about dataset folders: findings, and what was expected instead. */
export const datasetWords = {
  "dataset.folder-unreadable": {
    "zh-CN": "数据目录无法读取：{value}。",
    en: "The dataset folder cannot be read: {value}.",
  },
  "dataset.file-unknown": {
    "zh-CN": "文件名不是任何一张表的名称，应为{expected}。请改名；若不是数据，请移出目录。",
    en: "The file is named like no table; expected {expected}. Rename it, or move it out if it is no data.",
  },
  "dataset.file-unreadable": { "zh-CN": "文件无法读取：{value}。", en: "The file cannot be read: {value}." },
  "dataset.file-too-large": {
    "zh-CN": "文件有 {value} 字节，上限为 {expected}。请拆成几个文件。",
    en: "The file has {value} bytes; at most {expected} are read. Split it into several.",
  },
  "dataset.file-empty": { "zh-CN": "表中没有内容，应有{expected}。", en: "The table is empty; expected {expected}." },
  "dataset.file-not-text": {
    "zh-CN": "这不是文本文件，应为{expected}。",
    en: "This is not a text file; expected {expected}.",
  },
  "dataset.encoding-unknown": {
    "zh-CN": "从这一行起文字编码无法识别，应为{expected}。请另存为 UTF-8。",
    en: "From this row on the text is in no known encoding; expected {expected}. Save it as UTF-8.",
  },
  "dataset.csv-broken": {
    "zh-CN": "从这一行起引号不配对，其后的内容不可靠（{value}）。应为{expected}。",
    en: "From this row on the quotes do not match and nothing after it can be trusted ({value}); expected {expected}.",
  },
  "dataset.workbook-broken": {
    "zh-CN": "工作簿残缺或损坏：{value}。请重新导出或重新复制，{expected}。",
    en: "The workbook is truncated or damaged: {value}. Export or copy it again: {expected}.",
  },
  "dataset.workbook-encrypted": {
    "zh-CN": "工作簿设有密码，应为{expected}。",
    en: "The workbook has a password; expected {expected}.",
  },
  "dataset.workbook-too-large": {
    "zh-CN": "工作簿过大（{value} 字节），应为{expected}。",
    en: "The workbook is too large ({value} bytes); expected {expected}.",
  },
  "dataset.sheet-unknown": {
    "zh-CN": "工作表“{value}”的名称不是任何一张表，应为{expected}。",
    en: "Sheet “{value}” is named like no table; expected {expected}.",
  },
  "dataset.sheet-unread": {
    "zh-CN": "只读取第一张工作表，“{value}”未读。",
    en: "Only the first sheet is read; “{value}” was not.",
  },
  "dataset.column-absent": {
    "zh-CN": "缺少必需的列，应有一列名为 {expected}。",
    en: "A required column is absent; expected one named {expected}.",
  },
  "dataset.column-repeated": {
    "zh-CN": "“{value}”一列出现了两次。请只留一列。",
    en: "Column “{value}” stands twice. Keep one.",
  },
  "dataset.column-unknown": {
    "zh-CN": "这张表没有“{value}”这一列，应为 {expected} 之一；说明性文字请放在“备注”列。",
    en: "This table has no column “{value}”; expected one of {expected}. Remarks go into “note”.",
  },
  "dataset.column-malformed": {
    "zh-CN": "列名“{value}”不能用作属性名。",
    en: "“{value}” cannot be the name of an attribute.",
  },
  "dataset.column-forbidden": {
    "zh-CN": "本系统不以“{value}”考核任何人，也不保存它。请删去这一列。",
    en: "Nobody is appraised by “{value}”, and it is not kept. Remove the column.",
  },
  "dataset.column-nameless": {
    "zh-CN": "“{value}”所在的列没有列名，应有{expected}。",
    en: "“{value}” stands in a column without a name; expected {expected}.",
  },
  "dataset.row-too-long": {
    "zh-CN": "这一行有 {value} 格，多于表头的 {expected} 格。文字中的逗号须加引号。",
    en: "The row has {value} cells, more than the {expected} of the header. Text with a comma needs quotes.",
  },
  "dataset.row-too-short": {
    "zh-CN": "这一行只有 {value} 格，表头有 {expected} 格；文件可能被截断。",
    en: "The row has {value} cells and the header {expected}; the file may be truncated.",
  },
  "dataset.cell-required": {
    "zh-CN": "必填，应为{expected}。",
    en: "This cell may not be empty; expected {expected}.",
  },
  "dataset.cell-formula": {
    "zh-CN": "单元格是公式“{value}”，应为{expected}。请“选择性粘贴”为数值。",
    en: "The cell is a formula, “{value}”; expected {expected}. Paste its value.",
  },
  "dataset.cell-percent": {
    "zh-CN": "单元格设为百分比格式，其值为 {value}；应为{expected}。",
    en: "The cell is formatted as a percentage and holds {value}; expected {expected}.",
  },
  "dataset.cell-error": {
    "zh-CN": "单元格是错误值“{value}”，应为{expected}。",
    en: "The cell holds the error “{value}”; expected {expected}.",
  },
  "dataset.cell-too-long": {
    "zh-CN": "单元格过长，应为{expected}。",
    en: "The cell is too long; expected {expected}.",
  },
  "dataset.cell-not-text": {
    "zh-CN": "含有不是文字的符号（空字符或半个字符），应为{expected}。请清除这一行的内容后重新录入，或另存为 UTF-8。",
    en: "A sign here is no text (a NUL or half of a character); expected {expected}. Clear the row and type it again, or save as UTF-8.",
  },
  "dataset.text-formula": {
    "zh-CN": "“{value}”会被电子表格当作公式执行，应为{expected}。",
    en: "A spreadsheet would run “{value}” as a formula; expected {expected}.",
  },
  "dataset.number-text": {
    "zh-CN": "“{value}”不是数，应为{expected}。",
    en: "“{value}” is not a number; expected {expected}.",
  },
  "dataset.number-separators": {
    "zh-CN": "“{value}”带有千位分隔符，请写成 {expected}。",
    en: "“{value}” has thousands separators; write {expected}.",
  },
  "dataset.number-full-width": {
    "zh-CN": "“{value}”是全角数字，请写成 {expected}。",
    en: "“{value}” is in full-width digits; write {expected}.",
  },
  "dataset.number-percent": {
    "zh-CN": "“{value}”带有百分号；以 % 计量的指标请直接写 {expected}。",
    en: "“{value}” has a percent sign; for an indicator measured in % write {expected}.",
  },
  "dataset.number-too-long": {
    "zh-CN": "数太长，应为{expected}。",
    en: "The number is too long; expected {expected}.",
  },
  "dataset.number-not-whole": {
    "zh-CN": "“{value}”不是自然数，应为{expected}。",
    en: "“{value}” is not a natural number; expected {expected}.",
  },
  "dataset.number-negative": {
    "zh-CN": "“{value}”为负数，应为{expected}。",
    en: "“{value}” is negative; expected {expected}.",
  },
  "dataset.id-malformed": {
    "zh-CN": "“{value}”不能用作编号，应为{expected}。",
    en: "“{value}” cannot be an identifier; expected {expected}.",
  },
  "dataset.period-malformed": {
    "zh-CN": "“{value}”不是周期，应为{expected}。",
    en: "“{value}” is not a period; expected {expected}.",
  },
  "dataset.month-malformed": {
    "zh-CN": "“{value}”不是月份，应为{expected}。",
    en: "“{value}” is not a month; expected {expected}.",
  },
  "dataset.day-malformed": {
    "zh-CN": "“{value}”不是日期，应为{expected}。",
    en: "“{value}” is not a day; expected {expected}.",
  },
  "dataset.word-unknown": {
    "zh-CN": "“{value}”不在可用的词中：{expected}。",
    en: "“{value}” is none of the words {expected}.",
  },
  "dataset.subject-unknown": {
    "zh-CN": "没有名为“{value}”的考核对象，应为{expected}。",
    en: "There is no subject “{value}”; expected {expected}.",
  },
  "dataset.subject-ambiguous": {
    "zh-CN": "名称“{value}”不止一个考核对象使用，请改写编号。",
    en: "More than one subject is named “{value}”; write the identifier.",
  },
  "dataset.subject-other-type": { "zh-CN": "“{value}”不是{expected}。", en: "“{value}” is not {expected}." },
  "dataset.indicator-unknown": {
    "zh-CN": "考核方案中没有指标“{value}”，应为{expected}。",
    en: "The scheme has no indicator “{value}”; expected {expected}.",
  },
  "dataset.period-outside": {
    "zh-CN":
      "“{value}”不在考核周期 {expected} 之内，方案也不追溯到那里；若是历史数据，请在 dataset.yaml 中写明 holds。",
    en: "“{value}” lies outside the cycle {expected}, and the scheme does not look back so far; for a longer record, state “holds” in dataset.yaml.",
  },
  "dataset.key-repeated": {
    "zh-CN": "“{value}”已在 {first} 出现过。更正须写明更正原因和登记日期；否则请删去一行。",
    en: "“{value}” was given already in {first}. A correction needs its reason and the day of recording; otherwise remove a row.",
  },
  "dataset.correction-of-nothing": {
    "zh-CN": "写有更正原因“{value}”，但前面没有被更正的数据；更正须排在原数据之后。",
    en: "The row corrects (“{value}”), but there is nothing before it to correct; a correction stands after the row it corrects.",
  },
  "dataset.correction-undated": {
    "zh-CN": "对 {first} 的更正没有登记日期，应为{expected}。",
    en: "The correction of {first} has no day of recording; expected {expected}.",
  },
  "dataset.correction-earlier": {
    "zh-CN": "对 {first} 的更正登记于 {value}，早于原数据的 {expected}。",
    en: "The correction of {first} was recorded on {value}, before {expected}, the day of the original.",
  },
  "dataset.value-absent": {
    "zh-CN": "既没有数值也没有状态。缺报不等于零：应为{expected}。",
    en: "There is neither a value nor an absence. Missing is not zero: expected {expected}.",
  },
  "dataset.value-beside-absence": {
    "zh-CN": "“{value}”与状态“{absence}”不能并存；只有迟报可以同时有数值。",
    en: "“{value}” and the absence “{absence}” exclude each other; only a late datum has a value beside it.",
  },
  "dataset.row-repeated": {
    "zh-CN": "与 {first} 完全相同，仍按两件事项计。",
    en: "The row equals {first} in everything; both are counted.",
  },
  "dataset.opening-node-unknown": {
    "zh-CN": "考核方案的清单中没有“{value}”这一部分。有：{known}。",
    en: "No list of the scheme has a part called “{value}”. There are: {known}.",
  },
  "dataset.opening-scheme-absent": {
    "zh-CN": "“{value}”还没有生效的考核方案，无法核对是哪一部分。",
    en: "No scheme is in force for “{value}”: which part it is cannot be checked.",
  },
  "dataset.option-or-score": {
    "zh-CN": "选项与打分须且只须填一个（选项“{value}”，打分“{score}”）。",
    en: "Give an option or a score, one of the two (option “{value}”, score “{score}”).",
  },
  "dataset.word-unused": {
    "zh-CN": "考核方案中没有任何规则提到“{value}”，这类数据不会影响得分。",
    en: "No rule of the scheme names “{value}”: such rows change nothing.",
  },
  "dataset.facts-too-many": {
    "zh-CN": "数据超过 {expected} 行，其后的未读。",
    en: "There are more than {expected} rows; the rest was not read.",
  },
  "dataset.service-overlap": {
    "zh-CN": "{value} 起的主职与 {first} 在同一月份重叠。交接当月只归其中一个岗位。",
    en: "The main post from {value} overlaps {first} in one month. The month of a hand-over belongs to one of the two.",
  },
  "dataset.service-gap": {
    "zh-CN": "{from} 至 {to} 没有主职。如属实可不处理。",
    en: "There is no main post from {from} to {to}. Leave it so if that is true.",
  },
  "dataset.service-backwards": {
    "zh-CN": "截止月份 {value} 早于起始月份 {expected}。",
    en: "It ends in {value}, before it begins in {expected}.",
  },
  "dataset.share-range": {
    "zh-CN": "份额 {value} 不可用，应为{expected}。",
    en: "A share of {value} cannot be; expected {expected}.",
  },
  "dataset.post-contradicts": {
    "zh-CN": "“{value}”与任职记录 {post} 的“{expected}”不一致。请删去此处或改正任职记录。",
    en: "“{value}” contradicts the post {post}, which says “{expected}”. Empty this cell or mend the post.",
  },
  "dataset.section-unknown": {
    "zh-CN": "科室表中没有“{value}”。应为{expected}。",
    en: "No section is called “{value}”. Expected {expected}.",
  },
  "dataset.section-elsewhere": {
    "zh-CN": "科室“{value}”属于“{expected}”，不属于这一行的单位。",
    en: "Section “{value}” belongs to “{expected}”, not to the unit of this row.",
  },
  "dataset.official-placeless": {
    "zh-CN": "干部“{value}”没有任职记录，也没有所在单位；与单位有关的规则不适用于他。",
    en: "Official “{value}” has no post and no unit; rules that ask for the unit do not apply.",
  },
  "dataset.successor-without-end": {
    "zh-CN": "有承接单位“{value}”却没有撤销月份，应为{expected}。",
    en: "There is a successor, “{value}”, but no last month; expected {expected}.",
  },
  "dataset.successor-ended": {
    "zh-CN": "承接单位“{value}”此前已撤销。",
    en: "The successor “{value}” had ended by then.",
  },
  "dataset.successor-later": {
    "zh-CN": "承接单位“{value}”成立过晚，应不迟于 {expected}，否则中间的月份无人承担。",
    en: "The successor “{value}” begins too late: from {expected} on the work would be nobody's.",
  },
  "dataset.scheme-absent": {
    "zh-CN": "目录中没有考核方案，应有{expected}。",
    en: "The folder has no scheme; expected {expected}.",
  },
  "dataset.scheme-repeated": {
    "zh-CN": "方案 {value} 在 {first} 中已有。",
    en: "The scheme {value} stands already in {first}.",
  },
  "dataset.scheme-not-in-force": {
    "zh-CN": "没有一份方案在所问的时期（{value}）有效，应有{expected}。",
    en: "None of the schemes is in force for the period asked for ({value}); expected {expected}.",
  },
  "dataset.scheme-unsound": {
    "zh-CN": "考核方案有 {value} 处错误，未计分。",
    en: "The scheme has {value} {value|error|errors}; nothing was computed.",
  },
  "dataset.subjects-absent": {
    "zh-CN": "目录中没有考核对象，应有{expected}。",
    en: "Nobody is appraised here; expected {expected}.",
  },
  "dataset.indicators-twice": {
    "zh-CN": "{scheme} 自己列有指标，又有指标表。请只留一处。",
    en: "{scheme} lists its indicators itself, and there is a table of them too. Keep one.",
  },
  "dataset.yaml-broken": { "zh-CN": "YAML 写法有误：{value}。", en: "This is not YAML: {value}." },
  "dataset.setting-unknown": {
    "zh-CN": "“{value}”不是可用的项目：{expected}。",
    en: "“{value}” is none of {expected}.",
  },
  "dataset.setting-malformed": { "zh-CN": "“{column}”的写法不对：{value}。", en: "“{column}” is not right: {value}." },

  "expected.number": { "zh-CN": "如 95、-0.125、2/3 的数", en: "a number such as 95, -0.125 or 2/3" },
  "expected.value": {
    "zh-CN": "数值，或“缺报、不适用、免责、迟报”之一",
    en: "a number, or one of missing, not-applicable, exempt, late",
  },
  "expected.whole": { "zh-CN": "自然数", en: "a natural number" },
  "expected.not-negative": { "zh-CN": "零或正数", en: "zero or more" },
  "expected.share": { "zh-CN": "大于 0、不大于 1 的数", en: "a number above 0 and not above 1" },
  "expected.not-percent": {
    "zh-CN": "常规格式的数（以 % 计量的指标，95.3% 写作 95.3）",
    en: "a number in plain format (for an indicator measured in %, 95.3% is written 95.3)",
  },
  "expected.plain-value": { "zh-CN": "数值或文字本身", en: "the plain value" },
  "expected.text": { "zh-CN": "不以 = + @ 开头的文字", en: "text that does not begin with = + @" },
  "expected.signs": { "zh-CN": "文字", en: "text" },
  "expected.short-cell": { "zh-CN": "不超过十万字", en: "at most 100,000 characters" },
  "expected.id": { "zh-CN": "文字、数字、点、连字符和下划线", en: "letters, digits, dot, hyphen and underscore" },
  "expected.period": {
    "zh-CN": "如 2025、2025H1、2025Q3、2025-03、2021..2025",
    en: "2025, 2025H1, 2025Q3, 2025-03 or 2021..2025",
  },
  "expected.month": { "zh-CN": "如 2025-03 的月份", en: "a month such as 2025-03" },
  "expected.day": { "zh-CN": "如 2025-07-14 的日期", en: "a day such as 2025-07-14" },
  "expected.absence": { "zh-CN": "缺报、不适用、免责、迟报", en: "missing, not-applicable, exempt or late" },
  "expected.word": { "zh-CN": "本列的用词", en: "one of the words of this column" },
  "expected.roleClass": { "zh-CN": "职责类别，如 党政正职、班子副职", en: "a role class such as head or deputy" },
  "expected.subject": {
    "zh-CN": "本目录中单位、班子或干部的编号或名称",
    en: "the identifier or name of a unit, team or official of this folder",
  },
  "expected.subject-or-all": { "zh-CN": "考核对象，或 *", en: "a subject, or *" },
  "expected.section": { "zh-CN": "科室表中的编号", en: "an id of the table of sections" },
  "expected.unit": { "zh-CN": "单位", en: "a unit" },
  "expected.team": { "zh-CN": "领导班子", en: "a leadership team" },
  "expected.official": { "zh-CN": "干部", en: "an official" },
  "expected.indicator": { "zh-CN": "方案所列指标的编号", en: "the identifier of an indicator of the scheme" },
  "expected.header": { "zh-CN": "首行列名", en: "column names in the first row" },
  "expected.encoding": {
    "zh-CN": "UTF-8、带标记的 UTF-16，或 GB18030（含 GBK）",
    en: "UTF-8, UTF-16 with its mark, or GB18030 (which contains GBK)",
  },
  "expected.csv": { "zh-CN": "逗号分隔、引号成对的 CSV", en: "CSV with commas and matching quotes" },
  "expected.workbook-broken": { "zh-CN": "完整的 .xlsx 文件", en: "a whole .xlsx file" },
  "expected.workbook-encrypted": { "zh-CN": "不设密码的工作簿", en: "a workbook without a password" },
  "expected.workbook-too-large": {
    "zh-CN": "64 MiB 以内的工作簿；更大的表请用 CSV",
    en: "a workbook of at most 64 MiB; larger tables belong in CSV",
  },
  "expected.table-file": {
    "zh-CN":
      "单位、领导班子、干部、任职、指标、目标、系数、考核数据、牵头单位评分、加减分事项、测评票、系统外核定、已定等次（.csv 或 .xlsx）",
    en: "units, teams, officials, posts, indicators, targets, coefficients, observations, assessments, events, ballots, openings or grades (.csv or .xlsx)",
  },
  "expected.scheme-file": { "zh-CN": "scheme.yaml 或 scheme.json", en: "scheme.yaml or scheme.json" },
  "expected.scheme-in-force": {
    "zh-CN": "周期涵盖该时期、且在其最后一日有效的方案",
    en: "a scheme whose cycle covers it and which is effective on its last day",
  },
  "expected.subject-table": { "zh-CN": "单位、领导班子或干部表", en: "a table of units, teams or officials" },
} as const;
