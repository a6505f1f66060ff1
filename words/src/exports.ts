/** Results of people that leave: approval, watermark, the pages about them. `{x}` is a parameter. */
export const exportWords = {
  watermark: { "zh-CN": "{name} {at}", en: "{name} {at}" },
  "watermark.numbered": { "zh-CN": "{name}（{number}） {at}", en: "{name} ({number}) {at}" },
  "export.taken": { "zh-CN": "导出人与时间", en: "Taken along by" },

  "export-unapproved": {
    "zh-CN": "含他人考核结果（{n} 人）的文件须经另一人批准后方可导出",
    en: "A file with the results of {n} other {n|person|people} leaves only after somebody else has approved it",
  },
  "refused.export-unapproved.todo": {
    "zh-CN": "请在“导出审批”页说明用途和范围，提出申请；在页面上查看和打印不需要审批。",
    en: "Ask for it on the page “Exports”, with purpose and scope; reading and printing a page needs no approval.",
  },
  "own-export": {
    "zh-CN": "不能批准自己的导出申请；请由另一人办理",
    en: "Nobody approves their own application; somebody else does",
  },
  "approval-decided": {
    "zh-CN": "这项申请已经办结或已过期",
    en: "This application was decided already, or its last day is over",
  },
  "approval-too-long": { "zh-CN": "有效期最长 {days} 天", en: "An approval holds for {days} days at most" },

  "audit-action.see-exports": { "zh-CN": "查看导出审批", en: "see approvals of exports" },
  "audit-action.ask-export": { "zh-CN": "申请导出人员结果", en: "ask to export results of people" },
  "audit-action.decide-export": { "zh-CN": "审批导出", en: "decide on an export" },
  "audit-action.take-table": { "zh-CN": "导出页面表格", en: "take a table along" },

  "todo.decide-export": {
    "zh-CN": "{period}人员结果的导出申请等待您审批",
    en: "An application to export results of people of {period} waits for you",
  },
  "todo.export-approved": {
    "zh-CN": "{period}人员结果的导出申请已获批准",
    en: "Your export of results of people of {period} was approved",
  },
  "todo.export-refused": {
    "zh-CN": "{period}人员结果的导出申请未获批准",
    en: "Your export of results of people of {period} was refused",
  },

  "frame.exports": { "zh-CN": "导出审批", en: "Exports" },
  "exports.title": { "zh-CN": "人员结果的导出审批", en: "Exports of people’s results" },
  "exports.lead": {
    "zh-CN":
      "含他人考核结果的文件，经另一人批准后方可导出：本单位人员由单位主要负责人批准，其余由考核办另一人或公务员主管部门批准。查看、打印页面和导出本人结果不需要审批；只含单位的文件不需要审批。",
    en: "A file with other people’s results leaves after somebody else has approved it: the head for people of the own unit, somebody else of the appraisal office or the civil-service authority for all others. Reading and printing pages, and one’s own results, need no approval, nor do papers about units.",
  },
  "exports.waiting": { "zh-CN": "等待您审批", en: "Waiting for you" },
  "exports.own": { "zh-CN": "我的申请", en: "My applications" },
  "exports.decided": { "zh-CN": "其他申请", en: "Other applications" },
  "exports.none": { "zh-CN": "没有申请。", en: "No applications." },
  "exports.ask": { "zh-CN": "提出申请", en: "Ask" },
  "exports.ask.title": { "zh-CN": "申请导出", en: "Ask for an export" },
  "exports.ask.why": { "zh-CN": "申请导出…", en: "Ask to export …" },
  "exports.waits": { "zh-CN": "已申请导出，待批准", en: "Asked for; waits for approval" },
  "exports.what": { "zh-CN": "内容", en: "What" },
  "exports.what.standings": { "zh-CN": "人员成绩工作簿", en: "Workbook of officials" },
  "exports.what.score-sheets": { "zh-CN": "人员得分单", en: "Score sheets" },
  "exports.what.table": { "zh-CN": "页面上的人员表格", en: "Tables of pages about people" },
  "exports.whom": { "zh-CN": "范围", en: "Whose" },
  "exports.whom.all": { "zh-CN": "查看范围内的全部人员", en: "Everybody whom the asker may see" },
  "exports.whom.unit": { "zh-CN": "{name}的人员", en: "Officials of {name}" },
  "exports.run": { "zh-CN": "计分", en: "Run" },
  "exports.purpose": { "zh-CN": "用途", en: "Purpose" },
  "exports.purpose.missing": { "zh-CN": "请写明用途", en: "Say what it is for" },
  "exports.until": { "zh-CN": "有效至", en: "Valid until" },
  "exports.asked": { "zh-CN": "申请人", en: "Asked by" },
  "exports.state": { "zh-CN": "状态", en: "State" },
  "exports.state.waiting": { "zh-CN": "待批准", en: "Waits" },
  "exports.state.approved": { "zh-CN": "已批准", en: "Approved" },
  "exports.state.refused": { "zh-CN": "未批准", en: "Refused" },
  "exports.state.lapsed": { "zh-CN": "已过期", en: "Lapsed" },
  "exports.decided-by": { "zh-CN": "{name}，{at}", en: "{name}, {at}" },
  "exports.approve": { "zh-CN": "批准", en: "Approve" },
  "exports.refuse": { "zh-CN": "不批准", en: "Refuse" },
  "exports.reason": { "zh-CN": "不批准的理由", en: "Reason for refusing" },
  "exports.note": { "zh-CN": "已阅", en: "Noted" },
  "exports.take": { "zh-CN": "去导出", en: "To the page" },
} as const;
