/** What a scheme author surely did not mean in the parameters of a rule, and how to mend it. */
export const rules1LintWords = {
  "lint.marks-unreachable": {
    "zh-CN": "按此规则谁也拿不到满分。",
    en: "Nobody can reach full marks by this rule.",
  },
  "lint.marks-unreachable.mend": {
    "zh-CN": "把最高分提高到权重，或把权重降到最高分。",
    en: "Raise the highest points to the weight, or lower the weight to them.",
  },
  "lint.points-above-weight": {
    "zh-CN": "此规则给出的分数高于权重。",
    en: "This rule gives more points than the weight.",
  },
  "lint.points-above-weight.mend": {
    "zh-CN": "把最高分降到权重，或提高权重；确需超出的，用加分项。",
    en: "Lower the highest points to the weight or raise the weight; where more is meant, use a bonus.",
  },
  "lint.floor-above-cap": { "zh-CN": "最低分高于最高分。", en: "The floor is above the cap." },
  "lint.floor-above-cap.mend": {
    "zh-CN": "使下限不高于上限和权重。",
    en: "Keep the floor at or below the cap and the weight.",
  },
  "lint.base-above-cap": { "zh-CN": "基础分高于封顶分。", en: "The base is above the cap." },
  "lint.base-above-cap.mend": { "zh-CN": "降低基础分，或提高封顶。", en: "Lower the base or raise the cap." },
  "lint.perverse-rule": {
    "zh-CN": "此规则奖励做得差的：没有达到要求、落后或没有案件时反而得分更多，或不犯错也被扣光。",
    en: "This rule rewards the worse: missing, lagging or having a case earns as much or more, or having none costs everything.",
  },
  "lint.perverse-rule.mend": {
    "zh-CN": "检查正负号和“否则”一档，使做得好的分数更高。",
    en: "Check the signs and the points of the other case, so that doing better gives more.",
  },
  "lint.rule-without-effect": {
    "zh-CN": "此参数不起作用：无论结果如何，分数都一样。",
    en: "This parameter has no effect: the points are the same whatever happens.",
  },
  "lint.rule-without-effect.mend": {
    "zh-CN": "填入有效的数值，或删去这一部分。",
    en: "Give a value that matters, or remove this part.",
  },
  "lint.step-not-positive": { "zh-CN": "“每…”的步长必须大于 0。", en: "The size of a step must be above 0." },
  "lint.step-not-positive.mend": {
    "zh-CN": "写明正的步长，如 1 或 1%。",
    en: "Write a positive step, such as 1 or 1%.",
  },
  "lint.target-negative": {
    "zh-CN": "目标为负数，完成率会颠倒：亏得越多，比率越高。",
    en: "With a negative target the ratio turns round: the larger the loss, the higher the rate.",
  },
  "lint.target-negative.mend": {
    "zh-CN": "改用按偏离扣分（deviation）或基础分加减（base-and-slope）。",
    en: "Use a deduction by deviation (deviation) or a base with slope (base-and-slope) instead.",
  },
  "lint.bands-overlap": {
    "zh-CN": "此档与第 {other} 档在 {where} 处重叠，而分数不同。",
    en: "This band overlaps band {other} at {where}, with different points.",
  },
  "lint.bands-overlap.mend": {
    "zh-CN": "把其中一端改为不含端点（above、below）。",
    en: "Open one of the two ends (above, below).",
  },
  "lint.bands-gap": { "zh-CN": "{where} 不属于任何一档。", en: "{where} belongs to no band." },
  "lint.bands-gap.mend": {
    "zh-CN": "补上缺口，或用 otherwise 写明其余情形的分数。",
    en: "Close the gap, or say by `otherwise` what all other cases get.",
  },
  "lint.band-unreachable": {
    "zh-CN": "此档永远轮不到：前面的档已经包含了它。",
    en: "This band is never reached: earlier bands contain it.",
  },
  "lint.band-unreachable.mend": {
    "zh-CN": "把较严的档放在前面，或删去此档。",
    en: "Put the stricter band first, or remove this one.",
  },
  "lint.list-not-falling": { "zh-CN": "名次越靠后，分数反而越高。", en: "A later place gets more points." },
  "lint.list-not-falling.mend": { "zh-CN": "按名次由高到低排列分数。", en: "Let the points fall from place to place." },
  "lint.min-not-below-max": { "zh-CN": "最小值不低于最大值。", en: "The minimum is not below the maximum." },
  "lint.min-not-below-max.mend": {
    "zh-CN": "交换两者；越少越好的指标用 reverse。",
    en: "Exchange the two; where less is better use `reverse`.",
  },
  "lint.exponential-base-not-positive": {
    "zh-CN": "指数型功效系数的基础分必须大于 0。",
    en: "The base of an exponential efficacy must be above 0.",
  },
  "lint.exponential-base-not-positive.mend": {
    "zh-CN": "取大于 0 的基础分，如 60。",
    en: "Choose a base above 0, such as 60.",
  },
  "lint.shares-not-whole": { "zh-CN": "各部分占比之和不等于 1。", en: "The shares of the parts do not add up to 1." },
  "lint.shares-not-whole.mend": {
    "zh-CN": "调整占比，如 0.4 与 0.6。",
    en: "Adjust the shares, for example 0.4 and 0.6.",
  },
  "lint.share-not-positive": { "zh-CN": "这一部分的占比不大于 0。", en: "The share of this part is not above 0." },
  "lint.share-not-positive.mend": {
    "zh-CN": "取大于 0 的占比，或改用单一规则。",
    en: "Choose a share above 0, or use one rule alone.",
  },
  "lint.event-charged-twice": {
    "zh-CN": "同一类事项在两处扣分，一次事项会被扣两次。",
    en: "One type of event is charged in two places: a single event would cost twice.",
  },
  "lint.event-charged-twice.mend": { "zh-CN": "每类事项只保留在一处。", en: "Keep each type of event in one place." },
  "lint.threshold-without-bound": { "zh-CN": "条件没有界限。", en: "The condition has no bound." },
  "lint.threshold-without-bound.mend": {
    "zh-CN": "写明 atLeast、above、atMost 或 below。",
    en: "Give atLeast, above, atMost or below.",
  },
  "lint.line-without-width": { "zh-CN": "线性区间的两端相同。", en: "Both ends of the line are at the same value." },
  "lint.line-without-width.mend": { "zh-CN": "两端取不同的值。", en: "Give the two ends different values." },
} as const;
