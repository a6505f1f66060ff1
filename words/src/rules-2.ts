/**
 * Rule kinds 12 to 22 and formulas. For each: its name, `.says` (the rule itself), `.why` (how one subject's points came
 * about) and `.regain` (what would have given them back), with the values that the rule told, and `points`, `full` and
 * `lost` of the step.
 */
export const rules2Words = {
  "rule.negative-deduction": { "zh-CN": "倒扣", en: "deduction below zero" },
  "rule.negative-deduction.says": {
    "zh-CN": "每发生一次按规定扣分，扣完本项后继续从总分中扣，最低 {floor}。",
    en: "Each confirmed event deducts; beyond this item's marks the deduction goes on into the total, down to {floor}.",
  },
  "rule.negative-deduction.why": {
    "zh-CN": "计 {events} 次，应扣 {lost} 分；本项满分 {full}，得 {points}，其中从总分中扣 {fromTotal}。",
    en: "{events} events deduct {lost}; full marks {full}: {points}, of which {fromTotal} is taken from the total.",
  },
  "rule.negative-deduction.regain": {
    "zh-CN": "不发生这 {events} 次事项即可拿回 {lost} 分；符合容错情形的可申请免责。",
    en: "Without these {events} events {lost} would have been kept; where a case for exemption exists, apply for it.",
  },

  "rule.capped-bonus": { "zh-CN": "加分封顶", en: "capped bonus" },
  "rule.capped-bonus.says": {
    "zh-CN": "经认定的事项按规定加分，同一事项只计最高一级（封顶：{cap}）。",
    en: "Confirmed events add points; one matter counts once, at its highest level (at most: {cap}).",
  },
  "rule.capped-bonus.why": {
    "zh-CN": "计 {events} 次（另有 {notCounted} 次不计），应加 {earned} 分，加 {points}。",
    en: "{events} events count ({notCounted} do not) and earn {earned}: {points} added.",
  },
  "rule.capped-bonus.regain": {
    "zh-CN": "加分项不设满分；已计 {events} 次，加 {points} 分。",
    en: "A bonus has no full marks; {events} events count, {points} added.",
  },

  "rule.checklist": { "zh-CN": "清单打分（牵头单位评分）", en: "checklist, owner’s assessment" },
  "rule.checklist.says": {
    "zh-CN": "由评分单位按清单逐项打分，每一处扣分须写明理由；多个评分单位的，按方案合并。",
    en: "Assessors give points line by line, with a reason for every deduction; several assessors are combined as the scheme says.",
  },
  "rule.checklist.why": {
    "zh-CN": "{assessors} 份完整评分，合计 {marks}；满分 {full}，得 {points}。未写理由的扣分 {unreasoned} 处。",
    en: "{assessors} complete sheets give {marks}; full marks {full}: {points}. Deductions without a reason: {unreasoned}.",
  },
  "rule.checklist.regain": {
    "zh-CN": "补齐清单中被扣分的事项可拿回至多 {lost} 分；没有理由的扣分可要求评分单位说明。",
    en: "Mending the lines that lost points would have given back up to {lost}; ask the assessor about deductions without a reason.",
  },

  "rule.grade-points": { "zh-CN": "等次折分", en: "points by grade" },
  "rule.grade-points.says": {
    "zh-CN": "按评定的等次折算为分数；没有等次的为缺数据，不按零分计。",
    en: "Each grade has its points; without a grade the datum is missing, not zero.",
  },
  "rule.grade-points.why": {
    "zh-CN": "所评等次折算为 {graded} 分，计 {points} 分。",
    en: "The grade is worth {graded}: {points}.",
  },
  "rule.grade-points.regain": {
    "zh-CN": "评为最好的等次，至多可拿回 {lost} 分。",
    en: "The best grade would have given back up to {lost}.",
  },

  "rule.vote-share": { "zh-CN": "票数折算", en: "points by votes" },
  "rule.vote-share.says": {
    "zh-CN": "各选项票数按折算值加总，除以有效票数；有效票少于 {minimum} 张的不计。",
    en: "Each option has a value; their sum over the valid votes. Fewer than {minimum} valid votes say nothing.",
  },
  "rule.vote-share.why": {
    "zh-CN": "有效票 {valid}，弃权 {abstained}，废票 {spoilt}，折算率 {rate}，满分 {full}，得 {points}。",
    en: "{valid} valid votes, {abstained} abstained, {spoilt} spoilt; rate {rate} of full marks {full}: {points}.",
  },
  "rule.vote-share.regain": {
    "zh-CN": "折算率由 {rate} 提高到 1 可拿回 {lost} 分。",
    en: "A rate of 1 instead of {rate} would have given back {lost}.",
  },

  "rule.weighted-ballot": { "zh-CN": "加权测评", en: "weighted ballot" },
  "rule.weighted-ballot.says": {
    "zh-CN": "各评价主体的平均分按权重加总；某一主体票数少于 {minimum} 张的视为没有票。",
    en: "The means of the rater groups, weighted. A group with fewer than {minimum} {minimum|sheet|sheets} counts as empty.",
  },
  "rule.weighted-ballot.says.renormalise": {
    "zh-CN": "没有票的评价主体，其权重按比例分给其他主体，不按零分计。",
    en: "The weight of an empty group is divided among the others; it is not scored zero.",
  },
  "rule.weighted-ballot.why": {
    "zh-CN": "各评价主体加权得分率 {rate}（没有票的主体 {emptyGroups} 个），满分 {full}，得 {points}。",
    en: "Weighted rate {rate} ({emptyGroups} groups without ballots) of full marks {full}: {points}.",
  },
  "rule.weighted-ballot.regain": {
    "zh-CN": "加权得分率由 {rate} 提高到 1 可拿回 {lost} 分。",
    en: "A weighted rate of 1 instead of {rate} would have given back {lost}.",
  },

  "rule.linked-score": { "zh-CN": "连带得分", en: "carried score" },
  "rule.linked-score.says": {
    "zh-CN": "按单位（班子）的得分折算（原满分：{outOf}；折算率上限：{cap}）。",
    en: "The score of the unit or team, carried over (out of: {outOf}; highest rate: {cap}).",
  },
  "rule.linked-score.why": {
    "zh-CN": "引用的得分 {linked}，折算率 {rate}，满分 {full}，得 {points}。",
    en: "Carried score {linked}; rate {rate} of full marks {full}: {points}.",
  },
  "rule.linked-score.regain": {
    "zh-CN": "所引用的单位（班子）得满分即可拿回 {lost} 分，扣在哪里见其得分说明。",
    en: "Full marks of the unit or team would have given back {lost}; see its own explanation.",
  },

  "rule.formula": { "zh-CN": "自编公式", en: "own formula" },
  "rule.formula.says": {
    "zh-CN": "按公式 {formula} 计算（最低：{floor}；最高：{cap}）。",
    en: "Computed as {formula} (lowest: {floor}; highest: {cap}).",
  },
  "rule.formula.why": { "zh-CN": "公式的值为 {formula}，得 {points}。", en: "The formula gives {formula}: {points}." },
  "rule.formula.regain": {
    "zh-CN": "公式的值达到满分 {full} 即可拿回 {lost} 分。",
    en: "A value of the formula of {full} would have given back {lost}.",
  },

  "rule.group-constraint": { "zh-CN": "加扣分群体约束", en: "limits on bonuses of a group" },
  "rule.group-constraint.says": {
    "zh-CN": "加分只有在整体扣分面、加分面和个体上限都符合规定时才计入。",
    en: "Bonuses count only while the shares of the whole group and the limits of each subject hold.",
  },
  "rule.group-constraint.why": {
    "zh-CN": "应加 {earned} 分，按群体约束计入 {points}。",
    en: "Of {earned} earned, {points} counts within the group’s limits.",
  },
  "rule.group-constraint.regain": {
    "zh-CN": "因群体约束未计入 {lost} 分，不是本单位工作所致。",
    en: "{lost} does not count because of the group’s limits, not of this subject’s work.",
  },
  "deducted-share-too-small": {
    "zh-CN": "扣分面为 {share}，没有超过 {limit}，全部加分不计。",
    en: "Only {share} of the group has a deduction, not more than {limit}: no bonus counts.",
  },
  "bonus-share-too-large": {
    "zh-CN": "加分面为 {share}，超过 {limit}，全部加分不计。",
    en: "{share} of the group has a bonus, more than {limit}: no bonus counts.",
  },

  "rule.veto": { "zh-CN": "否决（红线）", en: "red line" },
  "rule.veto.says": {
    "zh-CN": "触碰红线的，按方案限制或改变得分、等次；须有依据并经有权机关确认。",
    en: "Crossing a red line limits or changes the score or the grade; it needs a legal basis and a confirmed finding.",
  },
  "rule.veto.why": { "zh-CN": "触碰红线，由 {from} 变为 {to}。", en: "A red line was crossed: from {from} to {to}." },
  "rule.veto.regain": {
    "zh-CN": "红线解除或申诉成立后恢复 {lost} 分。",
    en: "When the finding is lifted or an appeal succeeds, {lost} comes back.",
  },

  "rule.not-applicable": { "zh-CN": "不适用的处理", en: "what is absent" },
  "rule.not-applicable.says": {
    "zh-CN": "没有的项目按方案处理：按比例放大、平均分摊、取同类平均、给满分、不给分，或不出分。",
    en: "What a subject does not have is rescaled, spread evenly, given the group’s mean, full marks or none, or blocks the score, as the scheme says.",
  },
  "rule.not-applicable.why": {
    "zh-CN": "本项没有数据，满分由 {before} 调整为 {full}。",
    en: "There is no datum; full marks went from {before} to {full}.",
  },
  "rule.not-applicable.regain": {
    "zh-CN": "补报数据后按实际计分，至多拿回 {lost} 分。",
    en: "With the datum the item is scored as it is and gives back up to {lost}.",
  },

  "rule.period-rollup": { "zh-CN": "周期汇总", en: "periods combined" },
  "rule.period-rollup.says": {
    "zh-CN": "各期分别计分后合并；没有得分的期间不计入，其余按比例放大。",
    en: "Every period is scored, then combined; periods without a score are left out and the rest rescaled.",
  },
  "rule.period-rollup.why": { "zh-CN": "各期合并得 {points}。", en: "The periods together: {points}." },
  "rule.period-rollup.regain": {
    "zh-CN": "各期均得满分可拿回 {lost} 分。",
    en: "Full marks in every period would have given back {lost}.",
  },

  "told.lost": { "zh-CN": "应扣分", en: "to be deducted" },
  "told.zeroed": { "zh-CN": "本项清零", en: "item zeroed" },
  "told.fromTotal": { "zh-CN": "从总分中扣", en: "taken from the total" },
  "told.earned": { "zh-CN": "应加分", en: "earned" },
  "told.cap": { "zh-CN": "封顶", en: "cap" },
  "told.linked": { "zh-CN": "被引用的得分", en: "carried score" },
  "told.rate": { "zh-CN": "得分率", en: "rate" },
  "told.formula": { "zh-CN": "公式的值", en: "value of the formula" },
  "told.notDefined": { "zh-CN": "公式没有值（除数为零等）", en: "formula without a value (zero divisor and the like)" },
  "told.graded": { "zh-CN": "等次折算", en: "worth of the grade" },
  "told.unknownGrades": { "zh-CN": "无法识别的等次", en: "grades not in the table" },
  "told.beyondQuota": { "zh-CN": "超出比例的人数", en: "beyond the quota" },
  "told.valid": { "zh-CN": "有效票", en: "valid votes" },
  "told.abstained": { "zh-CN": "弃权票", en: "abstentions" },
  "told.spoilt": { "zh-CN": "废票", en: "spoilt votes" },
  "told.mean": { "zh-CN": "评价主体平均分", en: "mean of the rater group" },
  "told.emptyGroups": { "zh-CN": "没有票的评价主体", en: "rater groups without ballots" },
  "told.assessors": { "zh-CN": "完整评分份数", en: "complete sheets" },
  "told.incomplete": { "zh-CN": "不完整评分份数", en: "incomplete sheets" },
  "told.unreasoned": { "zh-CN": "没有理由的扣分", en: "deductions without a reason" },
  "told.unevidenced": { "zh-CN": "没有依据材料的扣分", en: "deductions without evidence" },
  "told.aboveFull": { "zh-CN": "超过满分的打分", en: "points above full marks" },
  "told.marks": { "zh-CN": "评分合计", en: "marks given" },
} as const;
