/** What the fact store says: closed periods, imports, the state of the blocks. `{x}` is a parameter. */
export const factWords = {
  "fact.entered.import": { "zh-CN": "批量导入 {name}", en: "import {name}" },
  "period-closed": {
    "zh-CN": "{period} 的数据不能再录入：{closed} 已由 {author} 关闭（{reason}）。确需更正的，由考核办先重新开放该期间",
    en: "Nothing more is recorded for {period}: {closed} was closed by {author} ({reason}). To correct a figure, the appraisal office reopens the period first",
  },
  "period-open": {
    "zh-CN": "{period} 没有关闭，无需重新开放",
    en: "{period} is not closed; there is nothing to reopen",
  },
  "subject-unknown": {
    "zh-CN": "第 {row} 行：考核对象 {subject} 不在名册中；先登记考核对象，再录入其数据。未写入任何数据",
    en: "Row {row}: {subject} is no recorded subject. Record the subject first, then its figures. Nothing was written",
  },
  "fact-unknown": {
    "zh-CN": "第 {row} 行要更正的数据 {fact} 不存在。未写入任何数据",
    en: "Row {row} corrects {fact}, which does not exist. Nothing was written",
  },
  "fact-corrected": {
    "zh-CN": "第 {row} 行要更正的数据 {fact} 已被更正，现以 {by} 为准；请对 {by} 进行更正。未写入任何数据",
    en: "Row {row} corrects {fact}, which was corrected already; {by} stands now. Correct {by}. Nothing was written",
  },
  "fact-stands": {
    "zh-CN": "第 {row} 行：该对象该指标该期间已有数据 {fact}；要更改请写明更正的是哪一条。未写入任何数据",
    en: "Row {row}: {fact} stands for this subject, indicator and period already. To change it, name it as corrected. Nothing was written",
  },
  "fact-twice": {
    "zh-CN": "第 {row} 行与第 {first} 行是同一对象、同一指标、同一期间，或更正同一条数据。未写入任何数据",
    en: "Rows {first} and {row} are about the same subject, indicator and period, or correct the same fact. Nothing was written",
  },

  // The state of the blocks
  "command.facts": {
    "zh-CN": "核对或重建考核数据的分块缓存，关闭或重新开放期间",
    en: "check or rebuild the packed blocks of the facts, close or reopen a period",
  },
  "command.option-author": { "zh-CN": "关闭或重新开放期间的经办人", en: "who closes or reopens the period" },
  "command.option-reason": { "zh-CN": "关闭或重新开放期间的理由", en: "why the period is closed or reopened" },
  "period-was-closed": {
    "zh-CN": "{programme}：{period} 已关闭，不再录入数据。",
    en: "{programme}: {period} is closed; nothing more is recorded for it.",
  },
  "period-was-reopened": {
    "zh-CN": "{programme}：{period} 已重新开放。",
    en: "{programme}: {period} is open again.",
  },
  "blocks-absent": {
    "zh-CN": "{programme}：没有可用的数据分块，已由原始数据重建",
    en: "{programme}: there were no blocks; they were made from the recorded facts",
  },
  "blocks-differ": {
    "zh-CN": "{programme}：数据分块有缺失或不属于同一时点，已由原始数据重建",
    en: "{programme}: blocks were missing or from another time; they were made anew from the recorded facts",
  },
  "blocks-ahead": {
    "zh-CN": "{programme}：数据分块的记录号晚于全部记录（可能恢复了较早的备份），已由原始数据重建",
    en: "{programme}: the blocks were newer than every recording (an older backup may have been restored); they were made anew from the recorded facts",
  },
  "block-damaged": {
    "zh-CN":
      "{programme}：指标 {indicator} 期间 {period} 的数据分块已损坏，已由原始数据重建。数据库存储可能有问题，请检查磁盘",
    en: "{programme}: the block of {indicator} in {period} was damaged and was made anew from the recorded facts. The database's storage may be at fault: check the disk",
  },
  "blocks-damaged": {
    "zh-CN":
      "{programme}：{count} 个数据分块已损坏（如指标 {indicator} 期间 {period}），已由原始数据重建。数据库存储可能有问题，请检查磁盘",
    en: "{programme}: {count} blocks were damaged (one is {indicator} in {period}) and were made anew from the recorded facts. The database's storage may be at fault: check the disk",
  },
  "blocks-unmended": {
    "zh-CN":
      "{programme}：数据分块不可用，暂时未能重建（{reason}）；得分由原始数据计算，不受影响，下次计分或查看得分说明后再试",
    en: "{programme}: blocks are unsound and could not be made anew just now ({reason}). Scores are computed from the recorded facts and are right; it is tried again after the next run or explanation",
  },
  "block-wrong": {
    "zh-CN": "{programme}：指标 {indicator} 期间 {period} 的数据分块与原始数据不一致；请运行 biaochi facts rebuild",
    en: "{programme}: the block of {indicator} in {period} is not what the recorded facts say; run biaochi facts rebuild",
  },
  "blocks-sound": {
    "zh-CN": "{programme}：{blocks} 个数据分块与 {facts} 条原始数据逐位一致。",
    en: "{programme}: {blocks} blocks are, bit for bit, what {facts} recorded facts say.",
  },
  "blocks-made": {
    "zh-CN": "{programme}：已由原始数据重建 {blocks} 个数据分块。",
    en: "{programme}: {blocks} blocks were made anew from the recorded facts.",
  },
} as const;
