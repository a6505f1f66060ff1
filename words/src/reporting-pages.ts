/** What the pages of reporting say. `{x}` is a parameter. */
export const reportingPageWords = {
  "reports.title": { "zh-CN": "数据填报", en: "Reporting" },
} as const;
