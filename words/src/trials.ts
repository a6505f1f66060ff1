/** Trying a draft on facts of a past period. `{x}` is a parameter. */
export const trialWords = {
  "audit-action.try-scheme": { "zh-CN": "用往期数据试算方案", en: "try a scheme on past facts" },
  "audit-action.see-trial": { "zh-CN": "查看试算结果", en: "see the result of a trial" },
  "audit-action.see-trials": { "zh-CN": "查看试算记录", en: "see the record of trials" },
  "document-unreadable": {
    "zh-CN": "方案文本有{errors}处错误，第{line}行起（{finding}）；请先在方案编辑页改正，再试算",
    en: "The document has errors ({errors}), the first in line {line} ({finding}); mend them in the editor, then try it",
  },
  "trial-ended": { "zh-CN": "这次试算已经结束", en: "This trial has ended already" },
  "trial-given-up": {
    "zh-CN": "两次试算都中断了进程，不再重试；请把试算编号告诉运维人员",
    en: "It ended the process twice and is not begun again; tell the operator the number of the trial",
  },
} as const;
