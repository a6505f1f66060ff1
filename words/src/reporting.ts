/** Reporting that remains: refusals, what waits, what the trail says. `{x}` is a parameter. */
export const reportingWords = {
  "report-elsewhere": {
    "zh-CN": "第 {report} 号填报（{indicator}）现在不在您这里办理",
    en: "Report {report} ({indicator}) is not yours to act on now: somebody else holds it, or it is done with",
  },
  "refused.report-elsewhere.todo": {
    "zh-CN": "刷新页面看它现在由谁办理；已接收的数值要改，请在该数据页面申请更正。",
    en: "Look at the page again to see who holds it; a figure that was accepted is corrected on the page of the fact.",
  },
  "report-moved": {
    "zh-CN": "第 {report} 号填报（{indicator}）在您查看之后有了变化",
    en: "Report {report} ({indicator}) has changed since you looked at it",
  },
  "refused.report-moved.todo": {
    "zh-CN": "没有任何一条被处理；刷新后核对新的数值再办理。",
    en: "None of them was handed on: look at the new figure, then do it again.",
  },
  "report-fact-there": {
    "zh-CN": "“{indicator}”这一期已有数据（第 {report} 号填报），同一数据不重复记录",
    en: "There is a figure of “{indicator}” for this period already (report {report}); one datum is recorded once",
  },
  "refused.report-fact-there.todo": {
    "zh-CN": "数据有误的，在数据页面申请更正；本条将自动撤销。",
    en: "Where that figure is wrong ask for its correction; this report is withdrawn by itself.",
  },
  "report-values": {
    "zh-CN": "有 {n} 处填写不合要求，一条也没有提交",
    en: "{n} {n|entry does|entries do} not fit, and none was submitted",
  },
  "refused.report-values.todo": {
    "zh-CN": "按每行旁边的提示改好后再提交。",
    en: "Mend them as it is said beside each row, then submit again.",
  },
  "report-file-unfit": {
    "zh-CN":
      "“{name}”不能作为佐证：须是 PDF、PNG、JPEG、DOCX 或 XLSX（不含宏和外部链接），不超过 {most} MB（收到 {size} 字节）",
    en: "“{name}” is not taken: a file is a PDF, PNG, JPEG, DOCX or XLSX without macros or links elsewhere, of at most {most} MB ({size} bytes came)",
  },
  "report-value.empty": { "zh-CN": "{indicator}：没有填数值", en: "{indicator}: the figure is missing" },
  "report-value.not-a-number": {
    "zh-CN": "{indicator}：“{found}”不是数值，应填阿拉伯数字，如 98.5",
    en: "{indicator}: “{found}” is no number; digits are expected, as in 98.5",
  },
  "report-value.decimals": {
    "zh-CN": "{indicator}：“{found}”的小数位数超过 {most} 位",
    en: "{indicator}: “{found}” has more than {most} decimals",
  },
  "report-value.too-long": {
    "zh-CN": "{indicator}：“{found}”的整数部分超过 {most} 位，请核对计量单位",
    en: "{indicator}: “{found}” has more than {most} digits before the point: check the unit of measurement",
  },
  "report-value.share": {
    "zh-CN": "{indicator}：“{found}”不在 0 到 100 之间，占比不会超出",
    en: "{indicator}: “{found}” is not between 0 and 100, as a share is",
  },
  "report-value.evidence": {
    "zh-CN": "{indicator}：所选佐证不是本单位上传过的文件，请重新上传",
    en: "{indicator}: a chosen file is none that the unit has sent: send it again",
  },
  "report-row.unknown": {
    "zh-CN": "没有这项待填报的指标，请核对名称、编号或期间",
    en: "nothing that is due is called so: check the name, identifier or period",
  },
  "report-row.several": {
    "zh-CN": "有几期待填（{periods}），请加一列“期间”，或使用模板",
    en: "it is due for several periods ({periods}): add a column “period”, or use the template",
  },
  "report-row.twice": { "zh-CN": "上面已有同一项，只取第一行", en: "it stands above already; the first row is taken" },
  "finding.reports-none": {
    "zh-CN": "没有找到填报表：表头中应有“指标”（或“填报编号”）和“本期数值”",
    en: "There is no table of figures in it: headings “indicator” (or “report”) and “value” are expected",
  },
  "reports.recording": { "zh-CN": "单位填报", en: "reported by units" },
  "reports.recording.reason": {
    "zh-CN": "单位填报经单位负责人确认、数据责任单位接收",
    en: "reported by units, confirmed by their heads and accepted",
  },
  "reports.table": { "zh-CN": "单位填报", en: "Figures to report" },
  "fact.reported": { "zh-CN": "单位填报（第 {n} 号）", en: "reported by the unit (report {n})" },
  "setting.reportDays": {
    "zh-CN": "期满后单位填报的期限（工作日）",
    en: "working days after the end of a period in which units report its figures",
  },
  "setting.reportOfficeDays": {
    "zh-CN": "逾期未报多少个工作日后提示考核办",
    en: "working days after the deadline until the office sees what a unit still holds",
  },
  "expected.report-days": { "zh-CN": "1 到 60 的整数", en: "a whole number from 1 to 60" },
  "todo.enter-reports": {
    "zh-CN": "有指标数据需要填报（已预填上期数）",
    en: "Figures are to be reported; the last ones are filled in",
  },
  "digest.kind.enter-reports": { "zh-CN": "指标数据待填报", en: "figures to be reported" },
  "digest.kind.report": { "zh-CN": "指标数据填报", en: "figures to be reported" },
  "todo.mend-reports": { "zh-CN": "有填报被退回，需要修改", en: "Reported figures came back and are to be mended" },
  "digest.kind.mend-reports": { "zh-CN": "填报被退回", en: "reported figures that came back" },
  "todo.confirm-reports": { "zh-CN": "本单位填报的数据等您确认", en: "Figures of your unit wait for your word" },
  "digest.kind.confirm-reports": { "zh-CN": "填报数据待确认", en: "reported figures to be confirmed" },
  "todo.late-reports": { "zh-CN": "本单位有填报已过期限", en: "Your unit is late with figures that it reports" },
  "digest.kind.late-reports": { "zh-CN": "填报逾期", en: "reports past their day" },
  "todo.accept-reports": { "zh-CN": "单位填报的数据等待接收", en: "Reported figures wait to be accepted" },
  "digest.kind.accept-reports": { "zh-CN": "填报数据待接收", en: "reported figures to be accepted" },
  "todo.overdue-reports": { "zh-CN": "有单位填报逾期较久", en: "Units have not reported long after the day" },
  "digest.kind.overdue-reports": { "zh-CN": "单位填报逾期较久", en: "reports long past their day" },
  "frame.reports": { "zh-CN": "数据填报", en: "Reporting" },
  "frame.reports-to-accept": { "zh-CN": "填报接收", en: "Reports to accept" },
  "frame.report-holders": { "zh-CN": "填报进度", en: "Who holds reports" },
  "audit-action.see-reports": { "zh-CN": "查看单位填报", en: "see reports" },
  "audit-action.enter-report": { "zh-CN": "填报数据、上传佐证", en: "report figures, send what shows them" },
  "audit-action.confirm-report": { "zh-CN": "确认本单位填报", en: "confirm reported figures" },
  "audit-action.accept-report": { "zh-CN": "接收单位填报", en: "accept reported figures" },
  "audit-action.return-report": { "zh-CN": "退回单位填报", en: "return a report" },
  "audit-action.see-report-holders": { "zh-CN": "查看填报进度", en: "see who holds reports" },
  "audit-outcome.report-elsewhere": { "zh-CN": "不在本环节", en: "not at this step" },
  "audit-outcome.report-moved": { "zh-CN": "已有变化", en: "changed meanwhile" },
  "audit-outcome.report-fact-there": { "zh-CN": "数据已存在", en: "a figure stands already" },
  "audit-outcome.report-values": { "zh-CN": "填写不合要求", en: "figures that do not fit" },
  "audit-outcome.report-file-unfit": { "zh-CN": "文件不合要求", en: "a file that is not taken" },
} as const;
