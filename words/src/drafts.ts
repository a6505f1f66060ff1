/** The life of a scheme from a draft to its force: refusals, checks, to-dos, audit. `{x}` is a parameter. */
export const draftWords = {
  "draft-unreadable": {
    "zh-CN": "这份文件读不出方案编号（id），第 {line} 行有问题；请先按方案格式写明 id",
    en: "No identifier (id) of a scheme can be read from this document (line {line}); a scheme says its id first",
  },
  "draft-stale": {
    "zh-CN": "您编辑期间，另一人已保存第 {revision} 稿；您写的内容仍在本页，请先对照再合并",
    en: "Somebody has saved revision {revision} meanwhile; what you wrote is still on this page. Compare and merge it",
  },
  "draft-not-now": {
    "zh-CN": "草案现在的状态不允许这样办理（提交后不能再改；已批准、已撤回的不再变动）",
    en: "A draft in this state allows no such step: what was submitted is not changed, what was approved or withdrawn stays",
  },
  "draft-unsound": {
    "zh-CN": "方案还有 {n} 处错误，改正后才能办理",
    en: "The document has {n} {n|error|errors}; they are mended first",
  },
  "draft-warnings-open": {
    "zh-CN": "还有 {n} 条提醒没有逐条确认；请看过后勾选",
    en: "{n} {n|warning|warnings} {n|is|are} not acknowledged yet; read and tick each",
  },
  "draft-retroactive": {
    "zh-CN": "方案自 {from} 起生效，早于今天：须写明允许追溯的文号",
    en: "It would hold from {from}, a day that is over: give the number of the document that allows this",
  },
  "draft-own": {
    "zh-CN": "您起草或修改过这份草案，不能由您登记对它的决定；请由另一人办理",
    en: "You wrote a part of this draft; somebody else types the decision in",
  },
  "body-unknown": {
    "zh-CN": "没有这个决定机构，或它不决定全市的事项",
    en: "No such body, or it does not decide for the whole city",
  },
  "decision-day-ahead": { "zh-CN": "决定日期不能晚于今天", en: "A decision cannot have been taken on a day to come" },
  "draft.recorded-for": {
    "zh-CN": "{body} {meeting} {day} 决定，{minutes}",
    en: "Decided by {body}, {meeting}, {day}, {minutes}",
  },

  "lint.draft-id": {
    "zh-CN": "方案编号应为“{expected}”，现为“{found}”",
    en: "The identifier has to stay “{expected}”; it reads “{found}”",
  },
  "lint.draft-id.mend": {
    "zh-CN": "改回原编号；要另立一个方案，请新建草案。",
    en: "Write it as it was; for another scheme begin another draft.",
  },
  "lint.draft-version": {
    "zh-CN": "版本号应为 {expected}（已有版本加一），现为 {found}",
    en: "The version has to be {expected}, one more than there is; it reads {found}",
  },
  "lint.draft-version.mend": { "zh-CN": "把 version 改为 {expected}。", en: "Make version {expected}." },
  "lint.draft-cycle": {
    "zh-CN": "考核周期“{found}”与已有版本的“{expected}”部分重叠：已生效方案的周期不能事后改变",
    en: "The cycle “{found}” overlaps “{expected}” of a version that is there: the cycle of a scheme is not changed afterwards",
  },
  "lint.draft-cycle.mend": {
    "zh-CN": "周期与原来一致，或写完全不重叠的下一个周期。",
    en: "Keep the cycle, or name the next one, which does not overlap it.",
  },
  "lint.draft-second": {
    "zh-CN": "同一周期（{cycle}）已有方案“{scheme}”：同一事项不重复考核",
    en: "The cycle {cycle} has the scheme “{scheme}” already: nothing is appraised twice",
  },
  "lint.draft-second.mend": {
    "zh-CN": "在“{scheme}”上起草新版本，把内容并入其中。",
    en: "Begin a draft from “{scheme}” and put it in there.",
  },
  "lint.draft-retroactive-from": {
    "zh-CN": "自 {from} 起生效，早于今天（{today}）：已经过去的期间将按新版本计分",
    en: "It holds from {from}, before today ({today}): periods that are over would be scored by it",
  },
  "lint.draft-retroactive-from.mend": {
    "zh-CN": "改为今天以后的日期；确需追溯的，提交时写明文号。",
    en: "Name a day to come; where it has to reach back, give the document that allows it when you submit.",
  },
  "lint.draft-days": {
    "zh-CN": "失效日期（{until}）早于生效日期（{from}）",
    en: "Its last day ({until}) lies before its first ({from})",
  },
  "lint.draft-days.mend": { "zh-CN": "改正两个日期。", en: "Correct the days." },

  "todo.decide-draft": {
    "zh-CN": "方案草案 {draft} 已提交，等待登记决定",
    en: "Draft {draft} of a scheme was submitted and waits for the decision",
  },
  "todo.draft-approved": { "zh-CN": "方案草案 {draft} 已批准", en: "Draft {draft} of a scheme was approved" },
  "todo.draft-returned": {
    "zh-CN": "方案草案 {draft} 被退回，请看理由",
    en: "Draft {draft} of a scheme was returned; read why",
  },
  "todo.scheme-in-force": {
    "zh-CN": "{period}考核方案第 {version} 版已生效，您的清单有变化",
    en: "Version {version} of the scheme for {period} has come into force and changes your list",
  },
  "digest.kind.decide-draft": { "zh-CN": "方案草案待登记决定", en: "Drafts of schemes to be decided" },
  "digest.kind.draft-approved": { "zh-CN": "方案草案已批准", en: "Drafts of schemes approved" },
  "digest.kind.draft-returned": { "zh-CN": "方案草案被退回", en: "Drafts of schemes returned" },
  "digest.kind.scheme-in-force": { "zh-CN": "考核清单有变化", en: "Changes of the list" },

  "audit-outcome.draft-stale": { "zh-CN": "另一人已保存更新的一稿", en: "a newer revision was there" },
  "audit-outcome.draft-not-now": { "zh-CN": "草案的状态不允许", en: "not in this state of the draft" },
  "audit-outcome.draft-unreadable": { "zh-CN": "文件读不出", en: "the document could not be read" },
  "audit-outcome.draft-unsound": { "zh-CN": "方案还有错误", en: "the document has errors" },
  "audit-outcome.draft-warnings-open": { "zh-CN": "提醒没有逐条确认", en: "warnings were not acknowledged" },
  "audit-outcome.draft-retroactive": { "zh-CN": "追溯生效没有文号", en: "it reaches back without a document" },
  "audit-outcome.draft-own": { "zh-CN": "参与过起草", en: "they wrote a part of it" },
  "audit-thing.draft": { "zh-CN": "方案草案 {value}", en: "draft {value}" },
  "audit-thing.upper": { "zh-CN": "上级考核方案 {value}", en: "scheme of the level above {value}" },
  "audit-action.see-drafts": { "zh-CN": "查看方案草案", en: "see drafts of schemes" },
  "audit-action.write-draft": { "zh-CN": "起草考核方案", en: "write a draft of a scheme" },
  "audit-action.decide-draft": { "zh-CN": "登记对方案的决定", en: "type in a decision on a scheme" },
  "audit-action.see-upper": { "zh-CN": "查看上级考核方案", en: "see the scheme of the level above" },
  "audit-action.see-upper-forecast": { "zh-CN": "查看上级考核预测", en: "see the forecast of the level above" },
  "audit-action.write-upper": { "zh-CN": "登记上级考核任务分工", en: "name who leads items of the level above" },
} as const;
