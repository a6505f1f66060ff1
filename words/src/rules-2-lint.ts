/** What a scheme author surely did not mean in rules of the kinds 12 to 19 and in formulas, and how to mend it. */
export const rules2LintWords = {
  "lint.floor-not-negative": {
    "zh-CN": "倒扣的下限应为负数，否则扣完本项即止。",
    en: "A deduction below zero needs a negative floor; at zero it ends with the item.",
  },
  "lint.floor-not-negative.mend": {
    "zh-CN": "把下限改为负数或 none；只扣本项的，改用按次扣分。",
    en: "Make the floor negative or none; to deduct from the item only, use the deduction per event.",
  },
  "lint.bonus-above-weight": {
    "zh-CN": "加分封顶高于所在部分的分值。",
    en: "The cap of the bonus is above the marks of its section.",
  },
  "lint.bonus-above-weight.mend": {
    "zh-CN": "把封顶降到该部分分值以内。",
    en: "Lower the cap to the marks of the section.",
  },
  "lint.event-rewarded-twice": {
    "zh-CN": "同一类事项在两处加分。",
    en: "One type of event is rewarded in two places.",
  },
  "lint.event-rewarded-twice.mend": { "zh-CN": "每类事项只保留一处加分。", en: "Keep one award for each type." },
  "lint.criteria-do-not-sum": {
    "zh-CN": "清单各项分值之和与本项满分不一致。",
    en: "The lines of the checklist do not sum to the full marks.",
  },
  "lint.criteria-do-not-sum.mend": {
    "zh-CN": "调整各项分值，或写明清单自身的满分（outOf）。",
    en: "Adjust the lines, or state the checklist’s own full marks (outOf).",
  },
  "lint.criterion-twice": { "zh-CN": "清单项“{criterion}”出现两次。", en: "The line “{criterion}” stands twice." },
  "lint.criterion-twice.mend": { "zh-CN": "每个清单项用不同的标识。", en: "Give every line an identifier of its own." },
  "lint.scale-not-positive": { "zh-CN": "折算的满分必须大于零。", en: "The scale must be above zero." },
  "lint.scale-not-positive.mend": {
    "zh-CN": "写明原满分，如 100 或 1000。",
    en: "State the full scale, such as 100 or 1000.",
  },
  "lint.weights-not-whole": {
    "zh-CN": "权重之和不是 1（或 100、本项分值），或有负的权重。",
    en: "The weights do not sum to 1 (or 100, or the item’s marks), or one is negative.",
  },
  "lint.weights-not-whole.mend": {
    "zh-CN": "使权重之和为 1；计算时按权重之和归一。",
    en: "Make the weights sum to 1; they are scaled to their sum.",
  },
  "lint.quota-grade-unknown": {
    "zh-CN": "等次“{grade}”不在折分表中。",
    en: "The grade “{grade}” is not in the table of points.",
  },
  "lint.quota-grade-unknown.mend": {
    "zh-CN": "在折分表中补上该等次，或删去其比例。",
    en: "Add the grade to the table, or remove its quota.",
  },
  "lint.abstention-has-value": {
    "zh-CN": "选项“{option}”既是弃权又有折算值。",
    en: "The option “{option}” is an abstention and has a value.",
  },
  "lint.abstention-has-value.mend": { "zh-CN": "二者只保留其一。", en: "Keep one of the two." },
  "lint.question-counted-twice": {
    "zh-CN": "测评项目“{item}”被计算两次。",
    en: "The question “{item}” is counted twice.",
  },
  "lint.question-counted-twice.mend": { "zh-CN": "每个测评项目只出现一次。", en: "Let every question stand once." },
  "lint.rater-counted-twice": {
    "zh-CN": "评价主体“{group}”的票被计入两组。",
    en: "The ballots of “{group}” count in two groups.",
  },
  "lint.rater-counted-twice.mend": {
    "zh-CN": "每个评价主体只归入一组。",
    en: "Put each rater group into one group only.",
  },
  "lint.empty-group-scored-zero": {
    "zh-CN": "没有票的评价主体按零分计，被评者会因无人投票而丢分。",
    en: "A rater group without ballots is scored zero: the subject loses points because nobody voted.",
  },
  "lint.empty-group-scored-zero.mend": {
    "zh-CN": "改为按比例分给其他主体（renormalise）或不出分（block）。",
    en: "Use renormalise or block.",
  },

  "lint.formula-too-long": {
    "zh-CN": "公式过长或嵌套过深（上限 {most}）。",
    en: "The formula is too long or too deep (limit {most}).",
  },
  "lint.formula-too-long.mend": { "zh-CN": "拆成几个指标或改用已有的规则。", en: "Split it, or use a rule kind." },
  "lint.formula-syntax": { "zh-CN": "公式在“{found}”处无法读下去。", en: "The formula cannot be read at “{found}”." },
  "lint.formula-syntax.mend": {
    "zh-CN": "检查括号和运算符；乘号写 *，除号写 /，标点用半角。",
    en: "Check brackets and operators; write * and /, and half-width punctuation.",
  },
  "lint.formula-unknown-variable": {
    "zh-CN": "公式中的“{found}”不是已知的名称。可用：{known}。",
    en: "“{found}” in the formula is no known name. Known: {known}.",
  },
  "lint.formula-unknown-variable.mend": {
    "zh-CN": "用 W、A、T 或指标标识（连字符和点写成下划线）。",
    en: "Use W, A, T or an indicator’s identifier, with hyphens and dots as underscores.",
  },
  "lint.formula-ambiguous-variable": { "zh-CN": "“{found}”可能指两个指标。", en: "“{found}” may mean two indicators." },
  "lint.formula-ambiguous-variable.mend": {
    "zh-CN": "给其中一个指标换标识。",
    en: "Give one of the indicators another identifier.",
  },
  "lint.formula-unknown-function": {
    "zh-CN": "没有函数“{found}”。可用：{known}。",
    en: "There is no function “{found}”. Known: {known}.",
  },
  "lint.formula-unknown-function.mend": { "zh-CN": "改用列出的函数。", en: "Use one of those listed." },
  "lint.formula-arguments": {
    "zh-CN": "函数 {found} 应有 {expected} 个参数，实际 {given} 个。",
    en: "{found} takes {expected} arguments, not {given}.",
  },
  "lint.formula-arguments.mend": { "zh-CN": "补上或删去参数。", en: "Add or remove arguments." },
  "lint.formula-type": {
    "zh-CN": "“{found}”把数和条件混用，或函数参数不对。",
    en: "“{found}” mixes numbers and conditions, or gives a function the wrong arguments.",
  },
  "lint.formula-type.mend": {
    "zh-CN": "条件用“条件 ? 甲 : 乙”变成数。",
    en: "Turn a condition into a number by “condition ? a : b”.",
  },
  "lint.formula-unsupported": { "zh-CN": "公式中不能用“{found}”。", en: "“{found}” cannot be used in a formula." },
  "lint.formula-unsupported.mend": {
    "zh-CN": "公式只有数、条件、列表和函数。",
    en: "A formula has numbers, conditions, lists and functions only.",
  },
  "lint.formula-number": { "zh-CN": "“{found}”不是十进制数。", en: "“{found}” is no decimal number." },
  "lint.formula-number.mend": { "zh-CN": "写成 0.5 或 12 这样的数。", en: "Write it like 0.5 or 12." },
  "lint.formula-places": {
    "zh-CN": "函数 {found} 的小数位数须是 0 到 9 的整数。",
    en: "The decimals of {found} must be a whole number from 0 to 9.",
  },
  "lint.formula-places.mend": { "zh-CN": "直接写出位数。", en: "Write the number of decimals itself." },
  "lint.formula-divides-by-zero": { "zh-CN": "“{found}”除以零。", en: "“{found}” divides by zero." },
  "lint.formula-divides-by-zero.mend": { "zh-CN": "改正除数。", en: "Correct the divisor." },
  "lint.formula-no-number": {
    "zh-CN": "公式“{found}”的结果不是数。",
    en: "The formula “{found}” does not give a number.",
  },
  "lint.formula-no-number.mend": { "zh-CN": "写成“条件 ? 分数 : 分数”。", en: "Write “condition ? points : points”." },
} as const;
