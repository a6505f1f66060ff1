/**
 * Rule kinds 1 to 11. For each: its name, `.says` (the rule itself), `.why` (how one subject's points came about) and
 * `.regain` (what would have given them back). Parameters of `.says` are the rule's settings (`scale_step`); those of
 * `.why` and `.regain` the values that the rule told, with `points`, `full` and `lost` of the step.
 */
export const rules1Words = {
  "rule.completion-rate": { "zh-CN": "完成率折算", en: "completion rate" },
  "rule.completion-rate.says": {
    "zh-CN": "满分乘以完成率，完成率为实际值除以目标值（目标值：{target}；完成率下限：{floor}，上限：{cap}）。",
    en: "Full marks times the completion rate, the actual over the target (target: {target}; lowest rate: {floor}, highest: {cap}).",
  },
  "rule.completion-rate.says.reverse": {
    "zh-CN": "越少越好：满分乘以目标值除以实际值（目标值：{target}；比值下限：{floor}，上限：{cap}）。",
    en: "Fewer is better: full marks times the target over the actual (target: {target}; lowest ratio: {floor}, highest: {cap}).",
  },
  "rule.completion-rate.why": {
    "zh-CN": "实际 {actual}，目标 {target}，完成率 {ratio}，满分 {full}，得 {points}。",
    en: "Actual {actual}, target {target}, completion rate {ratio}, full marks {full}: {points}.",
  },
  "rule.completion-rate.regain": {
    "zh-CN": "达到目标 {target}（实际 {actual}）即可拿回 {lost} 分。",
    en: "Reaching the target {target} (actual {actual}) would have given back {lost}.",
  },

  "rule.all-or-nothing": { "zh-CN": "达标得分", en: "all or nothing" },
  "rule.all-or-nothing.says": {
    "zh-CN": "达标得满分，否则得 {otherwise}（达标线：{target}）。",
    en: "Full marks when the line is met, otherwise {otherwise} (line: {target}).",
  },
  "rule.all-or-nothing.says.lose": {
    "zh-CN": "达标得满分，否则从满分中扣 {otherwise_lose}（达标线：{target}）。",
    en: "Full marks when the line is met, otherwise {otherwise_lose} less than full marks (line: {target}).",
  },
  "rule.all-or-nothing.says.minus-weight": {
    "zh-CN": "达标得满分，否则倒扣满分（达标线：{target}）。",
    en: "Full marks when the line is met, otherwise as many points are taken away (line: {target}).",
  },
  "rule.all-or-nothing.why": {
    "zh-CN": "实际 {actual}，达标线 {target}，满分 {full}，得 {points}。",
    en: "Actual {actual}, required {target}, full marks {full}: {points}.",
  },
  "rule.all-or-nothing.regain": {
    "zh-CN": "达到达标线 {target}（实际 {actual}）即可拿回 {lost} 分。",
    en: "Meeting {target} (actual {actual}) would have given back {lost}.",
  },

  "rule.deviation": { "zh-CN": "按偏离扣分", en: "deduction by deviation" },
  "rule.deviation.says": {
    "zh-CN": "低于目标值的，每低 {per} 扣 {deduct} 分，扣到 {floor} 分为止（目标值：{target}）。",
    en: "Below the target, each {per} costs {deduct} points; never less than {floor} (target: {target}).",
  },
  "rule.deviation.says.above": {
    "zh-CN": "高于控制值的，每高 {per} 扣 {deduct} 分，扣到 {floor} 分为止（控制值：{target}）。",
    en: "Above the limit, each {per} costs {deduct} points; never less than {floor} (limit: {target}).",
  },
  "rule.deviation.says.both": {
    "zh-CN": "偏离目标值的，每偏离 {per} 扣 {deduct} 分，扣到 {floor} 分为止（目标值：{target}）。",
    en: "Off the target on either side, each {per} costs {deduct} points; never less than {floor} (target: {target}).",
  },
  "rule.deviation.why": {
    "zh-CN":
      "实际 {actual}，目标 {target}，相差 {gap}，每 {per} 扣 {deduct}，计 {steps} 次，扣 {deducted}，得 {points}。",
    en: "Actual {actual}, target {target}, off by {gap}; each {per} costs {deduct}, {steps} times, {deducted} in all: {points}.",
  },
  "rule.deviation.regain": {
    "zh-CN": "补上与目标 {target} 相差的 {gap} 即可拿回 {lost} 分。",
    en: "Closing the gap of {gap} to the target {target} would have given back {lost}.",
  },

  "rule.base-and-slope": { "zh-CN": "基础分加减", en: "base with slope" },
  "rule.base-and-slope.says": {
    "zh-CN":
      "达到参照值得满分的 {base}；每领先 {per} 加 {add} 分，每落后 {per} 同样扣减，封顶为满分的 {cap} 倍，最低 {floor} 分（参照值：{reference}）。",
    en: "At the reference, {base} of full marks; each {per} ahead adds {add}, each {per} behind takes as much; at most {cap} times full marks, at least {floor} (reference: {reference}).",
  },
  "rule.base-and-slope.why": {
    "zh-CN":
      "实际 {actual}，参照值 {reference}，与参照值之差 {ahead}（正为领先，负为落后；每 {per} 计一次），基础分 {base}，加减 {change}，得 {points}。",
    en: "Actual {actual}, reference {reference}, difference {ahead} (above zero: ahead; counted per {per}); base {base}, change {change}: {points}.",
  },
  "rule.base-and-slope.regain": {
    "zh-CN":
      "实际值越是优于参照值 {reference}，得分越高，至多可拿回 {lost} 分（现与参照值之差 {ahead}，正为领先，负为落后）。",
    en: "The further ahead of the reference {reference}, the more comes back, up to {lost} (difference now {ahead}; above zero: ahead).",
  },

  "rule.bands": { "zh-CN": "分档得分", en: "bands" },
  "rule.bands.says": {
    "zh-CN": "共 {bands} 档，按先后顺序取第一个符合条件的档；都不符合的得 {otherwise} 分。",
    en: "{bands} bands; the first whose conditions hold counts; {otherwise} when none does.",
  },
  "rule.bands.says.complete": {
    "zh-CN": "共 {bands} 档，按先后顺序取第一个符合条件的档。",
    en: "{bands} bands; the first whose conditions hold counts.",
  },
  "rule.bands.why": {
    "zh-CN": "实际 {actual}，落在第 {band} 档，满分 {full}，得 {points}。",
    en: "Actual {actual}, band {band}, full marks {full}: {points}.",
  },
  "rule.bands.why.band-0": {
    "zh-CN": "实际 {actual}，各档条件都不符合，满分 {full}，得 {points}。",
    en: "Actual {actual}: no band’s conditions hold; full marks {full}: {points}.",
  },
  "rule.bands.regain.band-0": {
    "zh-CN": "符合最高档的条件即可拿回 {lost} 分（实际 {actual}，现不符合任何一档）。",
    en: "Meeting the conditions of the best band would have given back {lost} (actual {actual}, in no band now).",
  },
  "rule.bands.regain": {
    "zh-CN": "由第 {band} 档升到最高档即可拿回 {lost} 分（实际 {actual}）。",
    en: "The best band instead of band {band} would have given back {lost} (actual {actual}).",
  },

  "rule.relative-best": { "zh-CN": "相对最优", en: "relative to the best" },
  "rule.relative-best.says": {
    "zh-CN": "满分乘以实际值与同组最优值之比（比值下限：{floor}，上限：{cap}）。",
    en: "Full marks times the ratio of the actual to the best of the group (lowest ratio: {floor}, highest: {cap}).",
  },
  "rule.relative-best.why": {
    "zh-CN": "实际 {actual}，最优 {best}，比值 {ratio}，满分 {full}，得 {points}。",
    en: "Actual {actual}, best {best}, ratio {ratio}, full marks {full}: {points}.",
  },
  "rule.relative-best.regain": {
    "zh-CN": "达到最优值 {best}（实际 {actual}）即可拿回 {lost} 分。",
    en: "Reaching the best, {best} (actual {actual}), would have given back {lost}.",
  },

  "rule.efficacy": { "zh-CN": "功效系数", en: "efficacy coefficient" },
  "rule.efficacy.says": {
    "zh-CN": "基础 {base}，其余按实际值在最差值与最好值之间的位置分配（最好与最差相同时：{whenEqual}）。",
    en: "Base {base}, the rest by where the actual lies between worst and best (when both are equal: {whenEqual}).",
  },
  "rule.efficacy.says.exponential": {
    "zh-CN":
      "指数型功效系数：{base} ×（100 ÷ {base}）的 t 次方，t 为实际值所在位置，保留 {exponential_places} 位小数。",
    en: "Exponential efficacy: {base} × (100 ÷ {base}) to the power of t, the place of the actual, to {exponential_places} decimals.",
  },
  "rule.efficacy.why": {
    "zh-CN": "实际 {actual}，最小 {min}，最大 {max}，功效系数 {coefficient}，满分 {full}，得 {points}。",
    en: "Actual {actual}, minimum {min}, maximum {max}, coefficient {coefficient}, full marks {full}: {points}.",
  },
  "rule.efficacy.regain": {
    "zh-CN": "实际 {actual}，在 {min} 与 {max} 之间；达到其中较好的一端即可拿回 {lost} 分。",
    en: "Reaching the better end of {min} to {max} (actual {actual}) would have given back {lost}.",
  },

  "rule.level-and-growth": { "zh-CN": "静态加动态", en: "level and growth" },
  "rule.level-and-growth.says": {
    "zh-CN": "静态（水平）占 {level_share}，动态（增长）占 {growth_share}，各按自己的规则计分后相加。",
    en: "The level counts {level_share}, the growth {growth_share}; each is scored by its own rule and both are added.",
  },
  "rule.level-and-growth.why": {
    "zh-CN": "静态得 {level}，动态得 {growth}，满分 {full}，得 {points}。",
    en: "Level {level}, growth {growth}, full marks {full}: {points}.",
  },
  "rule.level-and-growth.regain": {
    "zh-CN": "静态现得 {level}，动态现得 {growth}，两部分都得满分即可拿回 {lost} 分。",
    en: "Full marks in both parts (level now {level}, growth now {growth}) would have given back {lost}.",
  },

  "rule.rank-points": { "zh-CN": "排名赋分", en: "points by rank" },
  "rule.rank-points.says.list": {
    "zh-CN": "按名次依次得 {scale_points}，其后各名得 {scale_beyond}。",
    en: "The places get {scale_points} in turn, all later ones {scale_beyond}.",
  },
  "rule.rank-points.says.step": {
    "zh-CN": "第 1 名得满分，每退一名减 {scale_step} 分。",
    en: "The 1st has full marks, each further place {scale_step} less.",
  },
  "rule.rank-points.says.percent-step": {
    "zh-CN": "第 1 名得满分，每退一名减满分的 {scale_step}。",
    en: "The 1st has full marks, each further place {scale_step} of full marks less.",
  },
  "rule.rank-points.says.linear": {
    "zh-CN": "第 1 名至末名之间均匀递减，末名得 {scale_last}。",
    en: "Evenly from the 1st place to the last, which gets {scale_last}.",
  },
  "rule.rank-points.says.last": {
    "zh-CN": "自末名往前依次得 {scale_points}，其余得满分。",
    en: "From the last place upward {scale_points}; all others have full marks.",
  },
  "rule.rank-points.says.share": {
    "zh-CN": "满分乘以（总数 − 名次 + 1）÷ 总数。",
    en: "Full marks times (number − place + 1) ÷ number.",
  },
  "rule.rank-points.why": {
    "zh-CN": "在 {size} 个对象中列第 {place} 名，满分 {full}，得 {points}。",
    en: "Place {place} of {size}, full marks {full}: {points}.",
  },
  "rule.rank-points.regain": {
    "zh-CN": "由第 {place} 名（共 {size} 个）升至第 1 名即可拿回 {lost} 分。",
    en: "The 1st place instead of place {place} of {size} would have given back {lost}.",
  },

  "rule.composite": { "zh-CN": "复合指标", en: "composite" },
  "rule.composite.says": {
    "zh-CN": "由 {terms} 项合成一个复合指标（有系数、调整的一并计入），再按所附规则计分。",
    en: "A composite of {terms} {terms|term|terms}, with coefficient and adjustments where there are any; the attached rule scores it.",
  },
  "rule.composite.why": {
    "zh-CN": "各项合计 {sum}，复合指标 {composite}，满分 {full}，得 {points}。",
    en: "Terms {sum}, composite {composite}, full marks {full}: {points}.",
  },
  "rule.composite.regain": {
    "zh-CN": "复合指标（现为 {composite}）达到最优即可拿回 {lost} 分。",
    en: "The best composite (now {composite}) would have given back {lost}.",
  },

  "rule.event-deduction": { "zh-CN": "按次扣分", en: "deduction per event" },
  "rule.event-deduction.says": {
    "zh-CN": "{causes} 类事项按次扣分，最低 {floor} 分；只计已确认的事项，同一事项只计一次（取最重）。",
    en: "{causes} kinds of event cost points, never below {floor}; only confirmed events count, one matter once, at its heaviest.",
  },
  "rule.event-deduction.why": {
    "zh-CN": "已确认 {events} 次，扣 {deducted}（另有 {notCounted} 次未计），满分 {full}，得 {points}。",
    en: "{events} confirmed, costing {deducted} ({notCounted} more not counted); full marks {full}: {points}.",
  },
  "rule.event-deduction.regain": {
    "zh-CN": "没有这 {events} 次事项即可拿回 {lost} 分。",
    en: "Without these events ({events}), {lost} would not have been lost.",
  },

  "choice.none": { "zh-CN": "不设", en: "none" },
  "choice.full": { "zh-CN": "满分", en: "full marks" },
  "choice.base": { "zh-CN": "基础分", en: "the base" },
  "choice.group": { "zh-CN": "同组", en: "of the group" },
  "quantity.target": { "zh-CN": "本对象的目标值", en: "the subject's own target" },
  "quantity.indicator": { "zh-CN": "另一指标的值", en: "the value of another indicator" },
  "quantity.coefficient": { "zh-CN": "公布的系数", en: "the published coefficient" },
  "quantity.statistic": { "zh-CN": "同组统计值", en: "a figure of the group" },
  "quantity.formula": { "zh-CN": "公式计算值", en: "the result of a formula" },
} as const;
