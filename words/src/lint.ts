import type { Sentence } from "./language.ts";

/** What the scheme linter found, and how to mend it. Each code has `lint.<code>` and `lint.<code>.mend`. */
export const lintWords = {
  "lint.indicator-past-sunset": { "zh-CN": "指标已于 {found} 到期", en: "The indicator expired on {found}" },
  "lint.indicator-past-sunset.mend": {
    "zh-CN": "停用该指标，或经批准延长并更新到期日",
    en: "Drop it, or extend it with approval and set a new date",
  },
  "lint.node-unknown": { "zh-CN": "没有节点“{found}”", en: "There is no node “{found}”" },
  "lint.node-unknown.mend": {
    "zh-CN": "按“板块/板块/指标”的路径写；可用：{expected}",
    en: "Write the path as block/block/item; for example: {expected}",
  },
  "lint.red-line-by-grade": {
    "zh-CN": "红线在形成得分时判断，此时还没有等次",
    en: "Red lines are judged while scores are formed; there are no grades yet",
  },
  "lint.red-line-by-grade.mend": {
    "zh-CN": "改写在 grades 的 eligibility 中",
    en: "Move it to the eligibility of the grades",
  },
  "lint.band-unknown": { "zh-CN": "没有兑现等次表“{found}”", en: "There are no bands “{found}”" },
  "lint.band-unknown.mend": {
    "zh-CN": "在 bands 中定义，或改为：{expected}",
    en: "Define them under bands, or use: {expected}",
  },
  "lint.claim-not-possible": {
    "zh-CN": "分配依据只能是常数、系数、兑现等次、得分或月数",
    en: "A claim may be a constant, a coefficient, a band, the score or months",
  },
  "lint.claim-not-possible.mend": { "zh-CN": "改用已公布的系数", en: "Use a published coefficient" },
  "lint.weights-do-not-sum": {
    "zh-CN": "板块“{block}”各项权重合计 {found}，应为 {expected}",
    en: "The weights of “{block}” sum to {found}, expected {expected}",
  },
  "lint.weights-do-not-sum.mend": {
    "zh-CN": "调整权重，或写 weights: proportional 按比例折算",
    en: "Adjust the weights, or write weights: proportional to scale them",
  },
  "lint.block-empty": { "zh-CN": "板块“{found}”没有任何指标", en: "The block “{found}” has no items" },
  "lint.block-empty.mend": { "zh-CN": "加入指标，或删去板块", en: "Add items or remove the block" },
  "lint.proportional-without-full": {
    "zh-CN": "板块“{found}”按比例折算权重，必须写明满分",
    en: "The block “{found}” scales its weights and must state its full marks",
  },
  "lint.proportional-without-full.mend": { "zh-CN": "加上 outOf", en: "Add outOf" },
  "lint.root-with-weight": { "zh-CN": "清单的总板块不应有权重", en: "The root block of a list has no weight" },
  "lint.root-with-weight.mend": {
    "zh-CN": "删去 weight，满分写在 outOf",
    en: "Remove weight; state full marks in outOf",
  },
  "lint.full-marks-unusual": {
    "zh-CN": "满分为 {found}，通常为 {expected}",
    en: "Full marks are {found}; {expected} is usual",
  },
  "lint.full-marks-unusual.mend": { "zh-CN": "确认是有意为之", en: "Confirm that it is meant" },
  "lint.weight-negative": { "zh-CN": "权重为负：{found}", en: "The weight is negative: {found}" },
  "lint.weight-negative.mend": { "zh-CN": "扣分写在 deductions 中", en: "Put deductions under deductions" },
  "lint.weight-tiny": {
    "zh-CN": "权重只有 {found}，低于 {expected} 分",
    en: "The weight is only {found}, below {expected} points",
  },
  "lint.weight-tiny.mend": { "zh-CN": "合并过细的指标", en: "Merge indicators that are too fine" },
  "lint.weight-without-values": {
    "zh-CN": "按属性取权重，却没有给出取值",
    en: "The weight depends on an attribute and no values are given",
  },
  "lint.weight-without-values.mend": {
    "zh-CN": "列出各取值的权重，或给出 default",
    en: "List the values, or give a default",
  },
  "lint.bonus-above-section": {
    "zh-CN": "加分上限 {found} 超过本板块满分",
    en: "The bonus cap {found} exceeds the full marks of its block",
  },
  "lint.bonus-above-section.mend": { "zh-CN": "上限应 {expected}", en: "The cap should be {expected}" },
  "lint.bonus-without-cap": { "zh-CN": "加分没有上限", en: "The bonus has no cap" },
  "lint.bonus-without-cap.mend": {
    "zh-CN": "写明 cap，或确认不封顶",
    en: "State a cap, or confirm that there is none",
  },
  "lint.combine-without-each": {
    "zh-CN": "写了周期汇总方式，却没有写分期计分",
    en: "A roll-up without periods to roll up",
  },
  "lint.combine-without-each.mend": { "zh-CN": "加上 each，或删去 combine", en: "Add each, or remove combine" },
  "lint.roll-up-does-not-sum": {
    "zh-CN": "各期权重合计 {found}，应为 1",
    en: "The weights of the periods sum to {found}, expected 1",
  },
  "lint.roll-up-does-not-sum.mend": { "zh-CN": "调整各期权重", en: "Adjust them" },
  "lint.roll-up-wrong-length": {
    "zh-CN": "给了 {found} 个周期权重，周期内有 {expected} 期",
    en: "{found} period weights for {expected} periods",
  },
  "lint.roll-up-wrong-length.mend": { "zh-CN": "每期一个权重", en: "Give one weight for each period" },
  "lint.grade-unreachable": {
    "zh-CN": "这一等次永远达不到：下限 {found}",
    en: "This grade can never be reached: its lower limit is {found}",
  },
  "lint.grade-unreachable.mend": {
    "zh-CN": "等次从高到低排列，下限逐级降低（{expected}）",
    en: "Order grades from best to worst with falling limits ({expected})",
  },
  "lint.share-outside-whole": {
    "zh-CN": "比例 {found} 超出 {expected}",
    en: "The share {found} is outside {expected}",
  },
  "lint.share-outside-whole.mend": { "zh-CN": "改为 {expected} 之间", en: "Set it between {expected}" },
  "lint.quota-rounded-up": {
    "zh-CN": "名额按“{found}”取整，可能超过规定比例",
    en: "The quota is rounded by “{found}” and may exceed its share",
  },
  "lint.quota-rounded-up.mend": {
    "zh-CN": "“以内”应向下取整：rounding: floor",
    en: "“Not more than” is read as rounding: floor",
  },
  "lint.payment-band-unreachable": {
    "zh-CN": "这一档永远达不到：{found}",
    en: "This band can never be reached: {found}",
  },
  "lint.payment-band-unreachable.mend": {
    "zh-CN": "档次从高到低排列，界线应 {expected}",
    en: "Order bands from best to worst; the limit should be {expected}",
  },
  "lint.band-leaves-out": {
    "zh-CN": "最后一档“{found}”没有兜底，有人会没有档次",
    en: "The last band “{found}” leaves somebody out",
  },
  "lint.band-leaves-out.mend": {
    "zh-CN": "最后一档不设界线，或比例写 100%",
    en: "Give the last band no limit, or a share of 100%",
  },
  "lint.red-line-expired": {
    "zh-CN": "红线依据已于 {found} 失效",
    en: "The basis of this red line expired on {found}",
  },
  "lint.red-line-expired.mend": { "zh-CN": "停用，或更新依据", en: "Remove it, or renew its basis" },
  "lint.too-many-vetoes": {
    "zh-CN": "否决事项 {found} 项，过多（{expected}）",
    en: "{found} vetoes are too many ({expected})",
  },
  "lint.too-many-vetoes.mend": { "zh-CN": "只保留有法定依据的事项", en: "Keep those with a legal basis" },
  "lint.forbidden-indicator": {
    "zh-CN": "“{found}”属于禁止考核的内容（{word}）",
    en: "“{found}” may not be appraised ({word})",
  },
  "lint.forbidden-indicator.mend": {
    "zh-CN": "删去；不得以打卡、时长、登录、点赞、照片、轨迹、会议和材料篇数等为考核依据",
    en: "Remove it: check-ins, time online, log-ins, likes, photos, tracks and counts of meetings or papers may not be appraised",
  },
  "lint.reported-without-reason": {
    "zh-CN": "指标“{found}”要人填报，却没有说明为何不能自动采集",
    en: "The indicator “{found}” is reported by hand without a reason why it cannot be fetched",
  },
  "lint.reported-without-reason.mend": {
    "zh-CN": "写明 source.whyReported，或改为自动采集",
    en: "State source.whyReported, or fetch it",
  },
  "lint.nearest-without-midpoint": {
    "zh-CN": "指标“{found}”以接近某值为好，却没有给出该值",
    en: "The indicator “{found}” is best near a value that is not given",
  },
  "lint.nearest-without-midpoint.mend": { "zh-CN": "写明 midpoint", en: "State midpoint" },
  "lint.indicator-asked-twice": {
    "zh-CN": "“{found}”与指标“{other}”同名而由不同单位提出",
    en: "“{found}” has the name of the indicator “{other}” of another owner",
  },
  "lint.indicator-asked-twice.mend": { "zh-CN": "同一数据只考一次：合并", en: "Ask once: merge them" },
  "lint.list-too-long": {
    "zh-CN": "清单“{list}”有 {found} 项指标（{expected} 为宜）",
    en: "The list “{list}” has {found} items ({expected} is bearable)",
  },
  "lint.list-too-long.mend": { "zh-CN": "精简指标", en: "Slim it" },
  "lint.mostly-reported": {
    "zh-CN": "清单“{list}”中填报类指标的权重占 {found}（{expected} 为宜）",
    en: "In the list “{list}” reported indicators carry {found} of the weight ({expected} is bearable)",
  },
  "lint.mostly-reported.mend": { "zh-CN": "改用业务系统已有的数据", en: "Use data that systems already hold" },
  "lint.more-findings": { "zh-CN": "还有 {found} 条发现未列出", en: "{found} more findings are not shown" },
  "lint.more-findings.mend": { "zh-CN": "先改正以上各条，再检查一次", en: "Mend those above, then check again" },
  "lint.item-or-block": {
    "zh-CN": "“{found}”既像指标项又像板块：有 item，也有板块的项",
    en: "“{found}” is both an item and a block: it has item, and keys of a block",
  },
  "lint.item-or-block.mend": {
    "zh-CN": "板块写 block 和 items；指标项写 item、weight 和 rule",
    en: "A block has block and items; an item has item, weight and rule",
  },
  "lint.list-unfolds-too-far": {
    "zh-CN": "共用板块“{found}”层层展开后，清单太长",
    en: "With “{found}” unfolded the list becomes too long",
  },
  "lint.list-unfolds-too-far.mend": {
    "zh-CN": "减少共用板块之间的相互引用",
    en: "Let fewer shared blocks contain each other",
  },
  "lint.indicator-scored-twice": {
    "zh-CN": "清单“{list}”把同一指标的同一期数据计分两次：{found}",
    en: "The list “{list}” scores the same figures twice: {found}",
  },
  "lint.indicator-scored-twice.mend": {
    "zh-CN": "合并；确有理由的，在后一项写明 basis",
    en: "Merge them; where there is a reason, state it as basis of the later item",
  },
  "lint.selector-covered": {
    "zh-CN": "“{found}”的对象已全部属于“{other}”，它永远轮不到",
    en: "Everybody in “{found}” is already in “{other}”: it is never reached",
  },
  "lint.selector-covered.mend": {
    "zh-CN": "缩小“{other}”的范围（where、except），或删去“{found}”",
    en: "Narrow “{other}” (where, except), or remove “{found}”",
  },
  "lint.selectors-overlap": {
    "zh-CN": "“{found}”与“{other}”有共同的对象，只有排在前面的起作用",
    en: "“{found}” and “{other}” share subjects; only the first counts for them",
  },
  "lint.selectors-overlap.mend": { "zh-CN": "用 where 或 except 分开", en: "Keep them apart by where or except" },
  "lint.rewards-more-of-the-worse": {
    "zh-CN": "指标“{indicator}”越低越好，这条规则却是越高得分越多",
    en: "Less of “{indicator}” is better, and this rule gives more points for more",
  },
  "lint.rewards-more-of-the-worse.mend": {
    "zh-CN": "改为反向（reverse、above、at-most 等），或更正指标的 direction",
    en: "Reverse the rule (reverse, above, at-most …), or correct the direction of the indicator",
  },
  "lint.rewards-less-of-the-better": {
    "zh-CN": "指标“{indicator}”越高越好，这条规则却是越高得分越少",
    en: "More of “{indicator}” is better, and this rule gives fewer points for more",
  },
  "lint.rewards-less-of-the-better.mend": {
    "zh-CN": "更正规则的方向，或指标的 direction",
    en: "Correct the way of the rule, or the direction of the indicator",
  },
  "lint.rule-not-along-direction": {
    "zh-CN": "这条规则的得分不随指标“{indicator}”的优劣方向一路变化",
    en: "The points of this rule do not follow the direction of “{indicator}” all the way",
  },
  "lint.rule-not-along-direction.mend": {
    "zh-CN": "以接近某值为好的，把 direction 写成 nearest；否则检查各档分数",
    en: "Where a value is best, write direction: nearest; otherwise check the points of the bands",
  },
  "lint.no-case-no-points": {
    "zh-CN": "“{found}”按查办、处罚的数量给分：没有案件就没有分，会逼人凑数",
    en: "“{found}” gives points for cases or fines: where none is found there are no points, and cases will be made",
  },
  "lint.no-case-no-points.mend": {
    "zh-CN": "改考规范率、及时率或后果；确需统计的，direction 写 none 且不计分",
    en: "Score quality, timeliness or effect instead; what must be counted may stand unscored",
  },
  "lint.few-cases-cost-points": {
    "zh-CN": "件数不足时本项不适用，而不适用按零分计：件数少反而丢分",
    en: "Below the minimum of cases the item does not apply, and what does not apply gets no points: few cases cost marks",
  },
  "lint.few-cases-cost-points.mend": {
    "zh-CN": "把 absent 的 not-applicable 改为 rescale 或 spread",
    en: "Set not-applicable under absent to rescale or spread",
  },
  "lint.absence-costs-points": {
    "zh-CN": "“{state}”按零分计：没有此项职责或已获免责的对象会丢分",
    en: "“{state}” gets no points: those who do not have the matter, or were exempted, lose marks",
  },
  "lint.absence-costs-points.mend": { "zh-CN": "改为 rescale、spread 或 full", en: "Use rescale, spread or full" },
  "lint.weights-scaled": {
    "zh-CN": "板块“{block}”占 {expected} 分，各项合计 {found} 分，会按比例折算",
    en: "The block “{block}” brings {expected} points and its items sum to {found}: they will be scaled",
  },
  "lint.weights-scaled.mend": {
    "zh-CN": "改正分值；确要折算的，写明 outOf: {found}",
    en: "Correct the marks; where scaling is meant, write outOf: {found}",
  },
  "lint.floor-above-ceiling": { "zh-CN": "下限 {found} 不低于上限", en: "The floor {found} is not below the ceiling" },
  "lint.floor-above-ceiling.mend": { "zh-CN": "下限应 {expected}", en: "The floor must be {expected}" },
  "lint.floor-above-full": {
    "zh-CN": "下限 {found} 不低于满分，这一部分永远满分",
    en: "The floor {found} is not below full marks: everybody always has them",
  },
  "lint.floor-above-full.mend": { "zh-CN": "下限应 {expected}", en: "The floor must be {expected}" },
  "lint.ceiling-below-full": {
    "zh-CN": "上限 {found} 低于满分，满分永远拿不到",
    en: "The ceiling {found} is below full marks, which nobody can reach",
  },
  "lint.ceiling-below-full.mend": {
    "zh-CN": "上限应 {expected}，或降低满分",
    en: "The ceiling must be {expected}; or lower the full marks",
  },
  "lint.gate-above-full": {
    "zh-CN": "加分门槛 {found} 不低于满分，永远无法加分",
    en: "The gate of the bonus, {found}, is not below full marks: nobody ever gets it",
  },
  "lint.gate-above-full.mend": { "zh-CN": "门槛应 {expected}", en: "The gate must be {expected}" },
  "lint.each-without-periods": {
    "zh-CN": "“{expected}”之内没有完整的 {found}，无法分期计分",
    en: "There is no whole {found} inside {expected} to score",
  },
  "lint.each-without-periods.mend": {
    "zh-CN": "改用更短的分期，或去掉 each",
    en: "Use a shorter period, or remove each",
  },
  "lint.node-not-everywhere": {
    "zh-CN": "清单“{lists}”中没有节点“{found}”：其人员的这一项不适用",
    en: "There is no node “{found}” in these lists: {lists}. For their people this item does not apply",
  },
  "lint.node-not-everywhere.mend": {
    "zh-CN": "确认是有意为之，或补上该节点",
    en: "Confirm that it is meant, or add the node",
  },
  "lint.observes-nobody": {
    "zh-CN": "清单“{list}”读取“{found}”的数据，但其对象不在任何{found}任职",
    en: "The list “{list}” reads figures of a “{found}”, and its subjects serve in none",
  },
  "lint.observes-nobody.mend": {
    "zh-CN": "改为 observes: self；上级单位的得分用 linked-score",
    en: "Write observes: self; carry the score of the unit above by linked-score",
  },
  "lint.attribution-without-place": {
    "zh-CN": "写了“{found}”，读的却是本人自己的数据，不起作用",
    en: "“{found}” has no effect: the figures read are the subject's own",
  },
  "lint.attribution-without-place.mend": {
    "zh-CN": "加上 observes: unit，或删去 attribution",
    en: "Add observes: unit, or remove attribution",
  },
  "lint.grades-leave-out": {
    "zh-CN": "最后一个等次“{found}”有下限，有人会没有等次",
    en: "The last grade “{found}” has a lower limit: somebody is left without a grade",
  },
  "lint.grades-leave-out.mend": { "zh-CN": "最后一个等次不设下限", en: "Give the last grade no limit" },
  "lint.quotas-above-whole": {
    "zh-CN": "各等次比例合计 {found}，超过全部",
    en: "The shares of the grades sum to {found}, more than all",
  },
  "lint.quotas-above-whole.mend": {
    "zh-CN": "合计应 {expected}；逐级累计的写 cumulative: true",
    en: "The sum must be {expected}; for shares counted from the top write cumulative: true",
  },
  "lint.quota-leaves-no-place": {
    "zh-CN": "“{grade}”的累计比例 {found} 不大于前一等次，没有名额",
    en: "The share from the top of “{grade}”, {found}, is not above that of the grade before: no place is left",
  },
  "lint.quota-leaves-no-place.mend": { "zh-CN": "应 {expected}", en: "It must be {expected}" },
  "lint.cohort-missing": {
    "zh-CN": "“{found}”按考核类别计算比例，但没有考核类别包含这些对象",
    en: "“{found}” counts a share of the cohort, and no cohort is for these subjects",
  },
  "lint.cohort-missing.mend": {
    "zh-CN": "在 cohorts 中定义，或用 within 写明计算范围",
    en: "Define one under cohorts, or say within what it is counted",
  },
  "lint.lower-band-pays-more": { "zh-CN": "较低的一档反而付得更多：{found}", en: "A lower band pays more: {found}" },
  "lint.lower-band-pays-more.mend": { "zh-CN": "应 {expected}", en: "It must be {expected}" },
  "lint.band-of-others": {
    "zh-CN": "兑现等次表“{found}”是给另一类对象的",
    en: "The bands “{found}” are for another type of subject",
  },
  "lint.band-of-others.mend": { "zh-CN": "选用 {expected} 的等次表", en: "Use bands for {expected}" },
  "lint.red-line-without-effect": { "zh-CN": "这条红线不起作用：{found}", en: "This red line has no effect: {found}" },
  "lint.red-line-without-effect.mend": {
    "zh-CN": "扣分应大于 0；封顶分和定分应低于满分",
    en: "Points deducted must be above 0; a capped or set score must be below full marks",
  },
  "lint.red-line-without-grading": {
    "zh-CN": "这条红线要影响等次，但所及对象没有等次评定（{found}）",
    en: "This red line acts on grades, and those it strikes get none ({found})",
  },
  "lint.red-line-without-grading.mend": {
    "zh-CN": "为 {expected} 写等次评定，或改为影响得分",
    en: "Write a grading for {expected}, or let it act on the score",
  },
  "lint.veto-without-approval": {
    "zh-CN": "否决事项“{found}”没有写明批准机关或截止日期",
    en: "The veto “{found}” names no approver or no expiry",
  },
  "lint.veto-without-approval.mend": { "zh-CN": "写明 approver 和 expires", en: "State approver and expires" },
  "lint.reported-though-fetched": {
    "zh-CN": "“{found}”已由系统自动采集（指标“{other}”），不得再要人填报",
    en: "“{found}” is already fetched from a system (indicator “{other}”) and may not be asked again",
  },
  "lint.reported-though-fetched.mend": {
    "zh-CN": "删去填报的一个，改用自动采集的",
    en: "Remove the reported one and use the one that is fetched",
  },
} as const satisfies Record<string, Sentence>;
