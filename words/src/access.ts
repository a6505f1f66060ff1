/** Who may see and do what: roles, reaches, the steps of a release. `{x}` is a parameter. */
export const accessWords = {
  "role.organiser": { "zh-CN": "考核办", en: "Appraisal office" },
  "role.organiser.can": {
    "zh-CN": "组织全市考核：计分、更正数据、核对与印发，查看全部单位、领导班子和干部的得分与扣分原因。",
    en: "Runs the appraisal: computes, corrects figures, verifies and issues; sees every score with every reason.",
  },
  "role.owner": { "zh-CN": "牵头考核单位", en: "Indicator owner" },
  "role.owner.can": {
    "zh-CN": "只看并更正本单位负责的指标数据；看不到任何人的得分。",
    en: "Sees and corrects the figures of its own indicators, and nobody’s score.",
  },
  "role.head": { "zh-CN": "单位主要负责人", en: "Head of a unit" },
  "role.head.can": {
    "zh-CN": "查看本单位、领导班子和本单位干部的得分、名次与同类比较，逐项看清扣在哪里、依据什么。",
    en: "Sees the scores of the own unit, its team and its people, with rank and cohort, point by point with the reasons.",
  },
  "role.liaison": { "zh-CN": "单位联络员", en: "Liaison of a unit" },
  "role.liaison.can": {
    "zh-CN": "办理本单位的核对、补报和催办，查看本单位的结果。",
    en: "Handles the unit’s verification and reporting, and sees the unit’s results.",
  },
  "role.deputy": { "zh-CN": "班子副职", en: "Deputy head" },
  "role.deputy.can": {
    "zh-CN": "查看分管范围内单位和干部的得分与扣分原因。",
    en: "Sees the scores and reasons of those in the own field of work.",
  },
  "role.section-head": { "zh-CN": "科室负责人", en: "Section head" },
  "role.section-head.can": {
    "zh-CN": "查看本科室干部已印发的得分与扣分原因。",
    en: "Sees the issued scores and reasons of the people of the own section.",
  },
  "role.committee-member": { "zh-CN": "考核委员会成员", en: "Member of an appraisal committee" },
  "role.committee-member.can": {
    "zh-CN": "会前查看提交会议审议的结果。",
    en: "Sees the results that go before the meeting.",
  },
  "role.clerk": { "zh-CN": "议事机构经办人", en: "Clerk of a deciding body" },
  "role.clerk.can": {
    "zh-CN": "准备会议材料，记录会议决定；决定的作者是会议，不是经办人。",
    en: "Prepares the papers and types in what was decided; the author is the meeting, not the clerk.",
  },
  "role.authority": { "zh-CN": "公务员主管部门", en: "Civil-service authority" },
  "role.authority.can": {
    "zh-CN": "核定名额、审核备案，查看提交会议以后的结果。",
    en: "Allots quotas and reviews lists; sees results from the meeting on.",
  },
  "role.discipline": { "zh-CN": "纪检监察", en: "Discipline" },
  "role.discipline.can": {
    "zh-CN": "查看计分记录、考核数据和方案，不看个人得分；登记和解除暂不确定等次，查看其原因。",
    en: "Sees runs, facts and schemes, and no scores of people; defers grades and ends that, and sees why.",
  },
  "role.auditor": { "zh-CN": "审计", en: "Auditor" },
  "role.auditor.can": {
    "zh-CN": "结果印发后，查看结果、依据与两次计分的差异，可以重新核算。",
    en: "Sees issued results, what they rest on and how runs differ, enough to compute them again.",
  },
  "role.case-officer": { "zh-CN": "异议核查经办人", en: "Case officer" },
  "role.case-officer.can": {
    "zh-CN": "只看所经办案件当事人的已印发结果及其依据。",
    en: "Sees the issued results of the people whose cases are at hand, with the reasons.",
  },
  "role.official": { "zh-CN": "干部", en: "Official" },
  "role.official.can": {
    "zh-CN": "只看本人的得分：每一处扣分、适用的规则、所依据的数据和来源。不显示名次。",
    en: "Sees the own score only: every lost point with its rule, its data and their source. No rank is shown.",
  },
  "role.system-administrator": { "zh-CN": "系统管理员", en: "System administrator" },
  "role.system-administrator.can": {
    "zh-CN": "建立和停用账号，管理系统设置；看不到任何得分。",
    en: "Makes and suspends accounts, keeps the settings; reads no score.",
  },
  "role.security-administrator": { "zh-CN": "安全管理员", en: "Security administrator" },
  "role.security-administrator.can": {
    "zh-CN": "授权与确认授权，规定登录要求，终止会话；看不到任何得分。",
    en: "Grants and confirms grants, sets how people sign in, ends sessions; reads no score.",
  },
  "role.audit-administrator": { "zh-CN": "审计管理员", en: "Audit administrator" },
  "role.audit-administrator.can": {
    "zh-CN": "查询、核验和导出审计记录；看不到任何得分。",
    en: "Searches, checks and exports the audit trail; reads no score.",
  },

  "role-group.appraised": { "zh-CN": "被考核单位与干部", en: "Units and officials under appraisal" },
  "role-group.office": { "zh-CN": "组织与决定", en: "Those who organise and decide" },
  "role-group.oversight": { "zh-CN": "监督与核查", en: "Those who check" },
  "role-group.installation": {
    "zh-CN": "系统三员（互相制约，均不看得分）",
    en: "Three administrators, kept apart, who read no score",
  },

  "release.provisional": { "zh-CN": "初步结果", en: "Provisional" },
  "release.provisional.seen": { "zh-CN": "只有考核办可见", en: "Seen by the appraisal office only" },
  "release.in-verification": { "zh-CN": "核对中", en: "In verification" },
  "release.in-verification.seen": {
    "zh-CN": "考核办和各单位（只看本单位）可见，供核对",
    en: "Seen by the office and, each its own, by the units, to be verified",
  },
  "release.for-meeting": { "zh-CN": "提交会议", en: "For the meeting" },
  "release.for-meeting.seen": {
    "zh-CN": "另加审议机构和公务员主管部门可见",
    en: "Seen also by the deciding bodies and the civil-service authority",
  },
  "release.after-meeting": { "zh-CN": "会议已审议", en: "After the meeting" },
  "release.after-meeting.seen": {
    "zh-CN": "可见范围不变，等待印发",
    en: "Seen by the same people, waiting to be issued",
  },
  "release.issued": { "zh-CN": "已印发", en: "Issued" },
  "release.issued.seen": {
    "zh-CN": "被考核者本人可见本人结果；不再退回",
    en: "Everybody concerned sees their own; it is not taken back",
  },
  "release.title": { "zh-CN": "核对与印发", en: "Verification and issue" },
  "release.now": { "zh-CN": "当前：{step}。{seen}。", en: "Now: {step}. {seen}." },
  "release.to": { "zh-CN": "下一步", en: "Next step" },
  "release.document": { "zh-CN": "文号或会议纪要编号", en: "Number of the document or minutes" },
  "release.document.because": {
    "zh-CN": "印发必须有文号，写入记录，不再更改。",
    en: "To issue takes a document number; it goes on record and stays.",
  },
  "release.reason": { "zh-CN": "事由", en: "Reason" },
  "release.reason.because": {
    "zh-CN": "写入记录，说明由谁决定、为什么。",
    en: "Goes on record: who decided it, and why.",
  },
  "release.effect": { "zh-CN": "执行后：{seen}。", en: "What it does: {seen}." },
  "release.do": { "zh-CN": "改为“{step}”", en: "Make it “{step}”" },

  "account-taken": {
    "zh-CN": "账号“{account}”或其工号已被使用；请换一个，或查找已有账号",
    en: "The identifier “{account}” or its staff number is taken: choose another, or look for the account that has it",
  },
  "account-closed": {
    "zh-CN": "账号“{account}”已注销，不能恢复；请另建账号",
    en: "The account “{account}” is closed for good; make another",
  },
  "account-unknown": {
    "zh-CN": "没有可用的账号“{account}”；请先建立账号，或核对拼写",
    en: "There is no usable account “{account}”: make it first, or check how it is written",
  },
  "own-account": {
    "zh-CN": "不能停用或注销自己的账号；请由另一位管理员办理",
    en: "Nobody suspends or closes their own account; another administrator does it",
  },
  "last-administrator": {
    "zh-CN": "这是最后一位{role}；请先授权并确认另一人，再办理",
    en: "This is the last {role}; grant the role to somebody else, have it confirmed, then do this",
  },
  "own-grant": {
    "zh-CN": "不能给自己授权，也不能确认给自己的授权；请由他人办理",
    en: "Nobody gives themselves a grant or confirms one; somebody else does it",
  },
  "same-person": {
    "zh-CN": "提出授权的人不能自己确认；请由另一位安全管理员确认",
    en: "Whoever proposed a grant does not confirm it; another security administrator does",
  },
  "grant-decided": {
    "zh-CN": "这项授权现为“{state}”，不能再办理；请刷新后查看",
    en: "This grant is “{state}” already; reload to see how it stands",
  },
  "administrators-apart": {
    "zh-CN": "三员分立：管理员账号不能兼任其他角色（现有：{held}）；请为另一角色另建账号",
    en: "Administrators are kept apart: their accounts hold no other role (held: {held}). Make a separate account for it",
  },
  "reach-not-for-role": {
    "zh-CN": "角色“{role}”的范围不能是“{reach}”，只能是：{possible}",
    en: "The role {role} cannot reach {reach}; it may reach: {possible}",
  },
  "things-unknown": {
    "zh-CN": "范围须写明本考核项目中已有的对象；未找到：{things}",
    en: "A grant names things that this programme has; not found: {things}",
  },
  "days-out-of-order": {
    "zh-CN": "截止日 {until} 早于起始日 {from}；请改正日期",
    en: "The last day {until} is before the first day {from}; correct the days",
  },

  "todo.confirm-grant": { "zh-CN": "有授权等待您确认", en: "A grant waits for you to confirm it" },
  "todo.accept-hand-over": { "zh-CN": "请您接任本单位联络员", en: "You are asked to be your unit’s liaison" },
  "todo.verify-result": {
    "zh-CN": "核对本单位{period}的初步结果",
    en: "Verify your unit’s provisional result for {period}",
  },
  "todo.due": { "zh-CN": "{day}前", en: "by {day}" },
  "todo.overdue": { "zh-CN": "■ 已超过{day}", en: "■ was due {day}" },
  "release.due": { "zh-CN": "核对截止日", en: "To be verified by" },
  "release.due.because": {
    "zh-CN": "各单位首页会出现一项待办，写明截止日；不填为 3 个工作日。到期未答复的，由考核办决定如何办理。",
    en: "Each unit finds it on its home page with the day; three working days if you give none. What silence means is for the office to decide.",
  },

  "home.duties": { "zh-CN": "您的职责", en: "What you are here for" },
  "home.not-yet": {
    "zh-CN": "本人的结果尚未印发；印发后在这里查看。",
    en: "Your own result has not been issued yet; it will stand here when it is.",
  },

  "release-out-of-order": {
    "zh-CN": "结果现为“{from}”，不能改为“{to}”；已印发的不再退回，请刷新后查看",
    en: "The results stand at “{from}” and cannot go to “{to}”: what was issued stays. Reload to see where they are",
  },
  "release-document-required": {
    "zh-CN": "印发需要文号：请填写印发文件或会议纪要的编号",
    en: "To issue takes a document number: give that of the document or the minutes",
  },
} as const;
