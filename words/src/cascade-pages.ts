/** The pages of goals handed down. `{x}` is a parameter. */
export const cascadePageWords = {
  "coverage.title": { "zh-CN": "任务覆盖", en: "Coverage" },
} as const;
