import type { Sentence } from "./language.ts";

/** What the linter found about the writing of a scheme and about names that lead nowhere, and how to mend it. */
export const lintDocumentWords = {
  "lint.yaml-syntax": {
    "zh-CN": "文件不是合法的 YAML 或 JSON：{reason}",
    en: "The file is not valid YAML or JSON: {reason}",
  },
  "lint.yaml-syntax.mend": {
    "zh-CN": "检查缩进、冒号和引号；每级缩进两个空格",
    en: "Check indentation, colons and quotes; indent by two spaces",
  },
  "lint.schema-key-missing": {
    "zh-CN": "缺少“{key}”，或没有填写（应为 {expected}）",
    en: "“{key}” is missing or empty (expected: {expected})",
  },
  "lint.schema-key-missing.mend": {
    "zh-CN": "补上；不需要的可选项整行删去",
    en: "Fill it in; remove the line of an optional key that is not needed",
  },
  "lint.schema-unknown-key": { "zh-CN": "此处没有“{found}”这一项", en: "There is no key “{found}” here" },
  "lint.schema-unknown-key.mend": {
    "zh-CN": "删去或改名；此处还可以写：{expected}",
    en: "Remove or rename it; allowed here besides: {expected}",
  },
  "lint.schema-wrong-type": {
    "zh-CN": "写法不对：应为 {expected}，实为 {found}",
    en: "Wrong form: expected {expected}, found {found}",
  },
  "lint.schema-wrong-type.mend": {
    "zh-CN": "按应有的写法改；数字作文字用时加引号",
    en: "Rewrite it in that form; quote digits that are a text",
  },
  "lint.schema-not-one-of": {
    "zh-CN": "“{found}”不在允许的取值中：{expected}",
    en: "“{found}” is not one of: {expected}",
  },
  "lint.schema-not-one-of.mend": { "zh-CN": "改为其中之一", en: "Use one of them" },
  "lint.schema-not-a-decimal": {
    "zh-CN": "“{found}”不是数：应写成 {expected}",
    en: "“{found}” is not a number: write {expected}",
  },
  "lint.schema-not-a-decimal.mend": {
    "zh-CN": "不带千分位、单位或文字",
    en: "Without thousands separators, units or words",
  },
  "lint.schema-no-alternative": {
    "zh-CN": "“{found}”与任何一种写法都不符：应为 {expected}",
    en: "“{found}” fits none of the allowed forms: {expected}",
  },
  "lint.schema-no-alternative.mend": { "zh-CN": "按其中一种改写", en: "Rewrite it as one of them" },
  "lint.schema-invalid-format": {
    "zh-CN": "“{found}”格式不对：应像 {expected}",
    en: "“{found}” has the wrong format: write it like {expected}",
  },
  "lint.schema-invalid-format.mend": {
    "zh-CN": "编号只用文字、数字、点、横线和下划线，不以符号开头；日期写成 2025-01-31",
    en: "Use letters, digits, dot, hyphen and underscore in identifiers, a letter or digit first; write days as 2025-01-31",
  },
  "lint.schema-too-small": {
    "zh-CN": "太小或太少：应 {expected}，实为 {found}",
    en: "Too small or too few: {expected} expected, found {found}",
  },
  "lint.schema-too-small.mend": { "zh-CN": "增大，或补足", en: "Increase it, or add what is lacking" },
  "lint.schema-too-big": {
    "zh-CN": "太大或太多：应 {expected}，实为 {found}",
    en: "Too big or too many: {expected} expected, found {found}",
  },
  "lint.schema-too-big.mend": { "zh-CN": "减小，或删去多余的", en: "Decrease it, or remove what is too much" },
  "lint.unknown-rule-kind": { "zh-CN": "没有计分规则“{found}”", en: "There is no rule kind “{found}”" },
  "lint.unknown-rule-kind.mend": { "zh-CN": "改为：{expected}", en: "Use: {expected}" },
  "lint.cycle-not-a-period": {
    "zh-CN": "考核周期“{found}”不是一个期间：应写成 {expected}",
    en: "The cycle “{found}” is not a period: write {expected}",
  },
  "lint.cycle-not-a-period.mend": { "zh-CN": "改写考核周期", en: "Rewrite the cycle" },
  "lint.ends-before-it-begins": {
    "zh-CN": "方案截止于 {found}，早于生效日",
    en: "The scheme ends on {found}, before it begins",
  },
  "lint.ends-before-it-begins.mend": { "zh-CN": "截止日应 {expected}", en: "The end must be {expected}" },
  "lint.indicator-twice": { "zh-CN": "指标编号“{found}”重复", en: "The indicator “{found}” is declared twice" },
  "lint.indicator-twice.mend": { "zh-CN": "合并或改名", en: "Merge or rename one" },
  "lint.event-type-twice": { "zh-CN": "事项类型“{found}”重复", en: "The type of events “{found}” is named twice" },
  "lint.event-type-twice.mend": { "zh-CN": "删去一条", en: "Delete one" },
  "lint.list-twice": { "zh-CN": "清单编号“{found}”重复", en: "The list “{found}” is declared twice" },
  "lint.list-twice.mend": { "zh-CN": "改名", en: "Rename one" },
  "lint.red-line-twice": { "zh-CN": "红线编号“{found}”重复", en: "The red line “{found}” is declared twice" },
  "lint.red-line-twice.mend": { "zh-CN": "改名", en: "Rename one" },
  "lint.path-twice": { "zh-CN": "同一清单中“{found}”出现两次", en: "“{found}” stands twice in one list" },
  "lint.path-twice.mend": { "zh-CN": "给其中一项另起编号", en: "Give one of them another identifier" },
  "lint.shared-block-unknown": { "zh-CN": "没有名为“{found}”的共用板块", en: "There is no shared block “{found}”" },
  "lint.shared-block-unknown.mend": {
    "zh-CN": "在 blocks 中定义，或改为：{expected}",
    en: "Define it under blocks, or use: {expected}",
  },
  "lint.shared-block-circular": {
    "zh-CN": "共用板块“{found}”引用了自己",
    en: "The shared block “{found}” contains itself",
  },
  "lint.shared-block-circular.mend": { "zh-CN": "去掉循环引用", en: "Remove the circular use" },
  "lint.constraint-unknown": { "zh-CN": "没有名为“{found}”的加扣分约束", en: "There is no group constraint “{found}”" },
  "lint.constraint-unknown.mend": {
    "zh-CN": "在 constraints 中定义，或改为：{expected}",
    en: "Define it under constraints, or use: {expected}",
  },
  "lint.indicator-unknown": { "zh-CN": "没有指标“{found}”", en: "There is no indicator “{found}”" },
  "lint.indicator-unknown.mend": {
    "zh-CN": "在 indicators 中定义，或改为：{expected}",
    en: "Define it under indicators, or use: {expected}",
  },
  "lint.indicator-unused": { "zh-CN": "没有任何清单使用指标：{found}", en: "No list uses these indicators: {found}" },
  "lint.indicator-unused.mend": { "zh-CN": "用上，或从方案中删去", en: "Use them or remove them" },
  "lint.indicator-too-coarse": {
    "zh-CN": "指标“{indicator}”按 {found} 统计，不能按 {expected} 计分",
    en: "The indicator “{indicator}” is recorded by {found} and cannot be scored by {expected}",
  },
  "lint.indicator-too-coarse.mend": {
    "zh-CN": "放宽计分周期，或改用更细的数据",
    en: "Score by a longer period, or use finer data",
  },
  "lint.link-from-anybody": {
    "zh-CN": "清单“{found}”引用他人得分，却没有写明考核对象类型",
    en: "The list “{found}” carries another score and does not say for which type of subject it is",
  },
  "lint.link-from-anybody.mend": { "zh-CN": "在清单的 for 中写明 type", en: "Set type under for of the list" },
  "lint.link-circular": {
    "zh-CN": "清单“{list}”引用 {found} 的得分会成为循环",
    en: "The list “{list}” would carry the score of {found} in a circle",
  },
  "lint.link-circular.mend": {
    "zh-CN": "单位只能引用上级单位，班子只能引用单位，干部可引用单位或班子",
    en: "Units may carry their parent, teams their unit, officials their unit or team",
  },
  "lint.grade-unknown": {
    "zh-CN": "没有等次“{found}”；已有：{expected}",
    en: "There is no grade “{found}”; there are: {expected}",
  },
  "lint.grade-unknown.mend": { "zh-CN": "改为已有等次", en: "Use one of them" },
  "lint.item-unknown": { "zh-CN": "没有指标项“{found}”", en: "There is no item “{found}”" },
  "lint.item-unknown.mend": { "zh-CN": "改为清单中的编号：{expected}", en: "Use an identifier of a list: {expected}" },
  "lint.yaml-tab": { "zh-CN": "缩进用了制表符（Tab）", en: "A tab is used for indentation" },
  "lint.yaml-tab.mend": { "zh-CN": "改用空格，每级两个", en: "Indent with spaces, two for each level" },
  "lint.yaml-key-twice": { "zh-CN": "“{found}”在同一处写了两次", en: "The key “{found}” stands twice in one place" },
  "lint.yaml-key-twice.mend": { "zh-CN": "删去或改名其中一个", en: "Remove or rename one of them" },
  "lint.yaml-alias-unknown": {
    "zh-CN": "引用了没有定义的锚点“*{found}”",
    en: "“*{found}” refers to an anchor that is not defined before it",
  },
  "lint.yaml-alias-unknown.mend": {
    "zh-CN": "在前面用 &{found} 定义，或改名",
    en: "Define it before by &{found}, or correct the name",
  },
  "lint.document-too-large": {
    "zh-CN": "文件太大：{found}（上限 {expected}）",
    en: "The document is too large: {found} (limit {expected})",
  },
  "lint.document-too-large.mend": {
    "zh-CN": "拆成几个方案，或把重复部分写进 blocks",
    en: "Split it, or put what repeats under blocks",
  },
  "lint.document-too-deep": {
    "zh-CN": "层次太深（上限 {expected} 层）",
    en: "The document is nested too deeply (limit {expected} levels)",
  },
  "lint.document-too-deep.mend": {
    "zh-CN": "减少层次；检查括号是否漏关，锚点是否包含自己",
    en: "Use fewer levels; look for brackets left open and anchors that contain themselves",
  },
  "lint.text-unkept": {
    "zh-CN": "这里有不是文字的符号（\\0 或半个字符，如 \\uD800）",
    en: "Something here is no text: \\0, or half of a character such as \\uD800",
  },
  "lint.text-unkept.mend": {
    "zh-CN": "删去反斜杠写的符号，直接写文字",
    en: "Take out what the backslash writes, and write the text itself",
  },
  "lint.schema-misspelt-key": {
    "zh-CN": "不认识的项“{found}”，应为“{expected}”",
    en: "Unknown key “{found}”; “{expected}” is meant",
  },
  "lint.schema-misspelt-key.mend": { "zh-CN": "改为 {expected}", en: "Write {expected}" },
  "lint.shared-block-unused": {
    "zh-CN": "没有清单使用共用板块“{found}”",
    en: "No list uses the shared block “{found}”",
  },
  "lint.shared-block-unused.mend": { "zh-CN": "用上它，或删去", en: "Use it or remove it" },
  "lint.link-to-nobody": {
    "zh-CN": "没有清单给出“{found}”的得分，无分可引",
    en: "No list scores “{found}”: there is nothing to carry",
  },
  "lint.link-to-nobody.mend": {
    "zh-CN": "先为其编制清单，或改引其他对象",
    en: "Write a list for them first, or carry another score",
  },
  "lint.document-empty": { "zh-CN": "文件是空的", en: "The document is empty" },
  "lint.document-empty.mend": { "zh-CN": "从示例方案开始", en: "Begin with a scheme from the examples" },
  "lint.yaml-indent": {
    "zh-CN": "缩进不齐，或前面的括号没有关上",
    en: "The indentation does not fit, or a bracket before it is left open",
  },
  "lint.yaml-indent.mend": {
    "zh-CN": "同一级各项对齐，每级两个空格；检查括号是否成对",
    en: "Align what is on one level, two spaces for each level; check that brackets come in pairs",
  },
  "lint.yaml-not-closed": { "zh-CN": "引号没有关上，或少了符号", en: "A quote is left open, or a sign is missing" },
  "lint.yaml-not-closed.mend": { "zh-CN": "补上引号或缺少的符号", en: "Close the quote or add the sign" },
  "lint.yaml-two-documents": {
    "zh-CN": "文件里有不止一个方案（“---”隔开）",
    en: "The file holds more than one document (divided by “---”)",
  },
  "lint.yaml-two-documents.mend": { "zh-CN": "每个文件只放一个方案", en: "Put one scheme into each file" },
} as const satisfies Record<string, Sentence>;
