/** A grade that is not determined for now: what everybody reads, and the page of those who know why. `{x}` is a parameter. */
export const deferralWords = {
  /** The one wording, whatever the cause; nothing may be added to it anywhere. */
  "grade.deferred": {
    "zh-CN": "暂不确定等次（另行通知）",
    en: "Grade not determined for now (notice will follow)",
  },
  "comparison.grade.deferred": { "zh-CN": "等次", en: "Grade" },
  "card.sentence.deferred": {
    "zh-CN": "等次：暂不确定等次（另行通知）。",
    en: "Grade not determined for now (notice will follow).",
  },
  "compare.few": { "zh-CN": "人数少，不显示", en: "too few to show" },

  "deferral-ended": { "zh-CN": "这条暂不确定等次已经解除", en: "This deferral has been ended already" },
  "not-an-official": {
    "zh-CN": "暂不确定等次只对干部个人登记（{subject} 不是干部）",
    en: "Only the grade of a person can be deferred ({subject} is not an official)",
  },
  "audit-action.see-deferrals": { "zh-CN": "查看暂不确定等次", en: "see deferred grades" },
  "audit-action.defer-grade": { "zh-CN": "登记暂不确定等次", en: "defer a grade" },
  "audit-action.end-deferral": { "zh-CN": "解除暂不确定等次", en: "end the deferral of a grade" },

  "frame.deferrals": { "zh-CN": "暂不确定等次", en: "Deferred grades" },
  "deferrals.title": { "zh-CN": "暂不确定等次", en: "Deferred grades" },
  "deferrals.lead": {
    "zh-CN":
      "登记后，本人和其他所有人只看到“暂不确定等次（另行通知）”，原因不同也一字不差；得分照常计算。原因只有列名的角色能看到。",
    en: "From then on the person and everybody else read “Grade not determined for now (notice will follow)”, in the same words whatever the cause; the score is computed as ever. Only the named roles see the cause.",
  },
  "deferrals.open": { "zh-CN": "正在执行", en: "Standing" },
  "deferrals.all": { "zh-CN": "全部（含已解除）", en: "All, ended ones too" },
  "deferrals.which": { "zh-CN": "显示", en: "Show" },
  "deferrals.none": { "zh-CN": "没有登记的暂不确定等次", en: "No grade is deferred" },
  "deferrals.none.todo": {
    "zh-CN": "收到正式文书后，在下方登记。",
    en: "When a formal document arrives, enter it below.",
  },
  "deferrals.person": { "zh-CN": "姓名", en: "Person" },
  "deferrals.unit": { "zh-CN": "单位", en: "Unit" },
  "deferrals.period": { "zh-CN": "考核周期", en: "Cycle" },
  "deferrals.cause": { "zh-CN": "原因", en: "Cause" },
  "deferrals.document": { "zh-CN": "依据文号", en: "Document" },
  "deferrals.since": { "zh-CN": "起始日期", en: "From" },
  "deferrals.set": { "zh-CN": "登记", en: "Entered" },
  "deferrals.ended": { "zh-CN": "解除", en: "Ended" },
  "deferrals.stands": { "zh-CN": "执行中", en: "stands" },
  "deferrals.by": { "zh-CN": "{by}，{at}", en: "{by}, {at}" },
  "deferrals.more": { "zh-CN": "更早的记录", en: "Earlier ones" },
  "deferrals.source": { "zh-CN": "依据：{source}", en: "Basis: {source}" },
  "deferrals.unverified": {
    "zh-CN": "条文待核实，登记前请与主管部门确认",
    en: "the text of the rule is still to be confirmed",
  },

  "defer.title": { "zh-CN": "登记", en: "Defer a grade" },
  "defer.programme": { "zh-CN": "考核项目", en: "Programme" },
  "defer.person": { "zh-CN": "干部姓名", en: "Person" },
  "defer.person.hint": {
    "zh-CN": "输入姓名的一部分，再从列表中选定。",
    en: "Type a part of the name, then choose from the list.",
  },
  "defer.from.hint": { "zh-CN": "文书载明的起始日期。", en: "The day that the document names." },
  "defer.document.hint": {
    "zh-CN": "只填正式文书的文号。办案材料、线索、谈话内容不得录入本系统。",
    en: "The number of the formal document alone. Material of a case, leads and contents of talks may not be entered here.",
  },
  "defer.reason": { "zh-CN": "办理说明", en: "Why it is entered" },
  "defer.reason.hint": {
    "zh-CN": "说明为什么现在登记（如“收到文书”），不写案情。",
    en: "Why it is entered now (“document received”), and nothing about the case.",
  },
  "defer.preview": { "zh-CN": "谁会看到什么", en: "Who will see what" },
  "defer.preview.of": {
    "zh-CN": "{name}，{period}：{n} 次已完成的计分和以后的计分中，等次和兑现等次不再显示。",
    en: "{name}, {period}: grade and band are withheld in {n} finished {n|run|runs} and in every later one.",
  },
  "defer.preview.choose": {
    "zh-CN": "选定干部和考核周期后，这里列出每个角色会看到的内容。",
    en: "Once a person and a cycle are chosen, what each role will read stands here.",
  },
  "defer.reads.cause": {
    "zh-CN": "看到原因、文号和办理说明",
    en: "Read the cause, the document and why it was entered",
  },
  "defer.reads.deferral": {
    "zh-CN": "在各自查看范围内，凡显示等次处只看到“暂不确定等次（另行通知）”",
    en: "Read “Grade not determined for now (notice will follow)” wherever they read a grade within their reach",
  },
  "defer.reads.nothing": { "zh-CN": "看不到个人结果", en: "Read no result of a person" },
  "defer.do": { "zh-CN": "登记暂不确定等次", en: "Defer the grade" },
  "defer.done": { "zh-CN": "已登记。", en: "The grade is deferred." },
  "defer.stood": {
    "zh-CN": "同一人、同一考核周期、同一原因已经登记过，没有重复登记。",
    en: "The same stands already: same person, same cycle, same cause. Nothing was added.",
  },
  "undefer.do": { "zh-CN": "解除", en: "End" },
  "undefer.effect": {
    "zh-CN": "解除后，凡有查看范围的人都会看到计分建议的等次；同一人另有未解除的登记时，仍显示“暂不确定等次”。",
    en: "Whoever reaches the person reads the grade that the run proposes; as long as another deferral stands, it stays withheld.",
  },
  "undefer.confirm": { "zh-CN": "确认解除", en: "End the deferral" },

  "deferral-cause.open-case": { "zh-CN": "立案审查调查，未结案", en: "Open investigation" },
  "deferral-cause.probation": { "zh-CN": "新录用，试用期内", en: "On probation" },
  "deferral-cause.long-leave": { "zh-CN": "病假、事假累计超过半年", en: "Leave of more than half a year" },
  "deferral-cause.demerit": { "zh-CN": "受记过或党内严重警告处分", en: "Demerit or serious warning" },
  "deferral-cause.heavier-sanction": {
    "zh-CN": "受记大过、降级、撤职处分（影响期内）",
    en: "Major demerit, downgrading or dismissal from post",
  },
  "deferral-cause.removal": { "zh-CN": "责令辞职、免职、降职", en: "Ordered to resign, removed or demoted" },
  "deferral-cause.short-service": {
    "zh-CN": "事业单位新聘用，工作不满半年",
    en: "New in a public institution, less than half a year",
  },
} as const;
