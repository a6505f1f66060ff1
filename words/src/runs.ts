/** What runs say of themselves: their phases, how they end, and how the calculation goes on. `{x}` is a parameter. */
export const runWords = {
  "run-finished": {
    "zh-CN": "这次计分已经结束（{state}），无法取消",
    en: "This run has ended already ({state}) and cannot be cancelled",
  },
  "run.phase.reading": { "zh-CN": "正在读取考核数据", en: "reading the facts" },
  "run.phase.computing": { "zh-CN": "正在计算得分、名次和等次", en: "computing scores, ranks and grades" },
  "run.phase.writing": {
    "zh-CN": "正在写入结果（完成前不可见）",
    en: "writing the results (not visible before the end)",
  },

  "engine-stopped": {
    "zh-CN":
      "引擎在计算中停止：{reason}。若说的是方案或数据中的矛盾，改正后重新计分；若看不出与方案或数据有关，就是程序的问题，请把这句话交给系统管理员",
    en: "The engine stopped while computing: {reason}. If this names a contradiction in the scheme or the facts, mend it and compute anew; if it does not, the fault is the program’s: pass this sentence on to the administrator",
  },
  "run-given-up": {
    "zh-CN": "计分进程在计算中 {attempts} 次意外退出，不再重试；请检查内存后重新计分",
    en: "The process ended unexpectedly {attempts} times during this run and does not try again; check the memory, then compute it anew",
  },
  "database-full": {
    "zh-CN": "数据库存储空间或内存不足，本次结果全部未写入（{reason}）；腾出空间后重新计分",
    en: "The database has run out of space or memory; nothing of this run was written ({reason}). Make room, then compute it anew",
  },
  "calculation-interrupted": {
    "zh-CN": "计分进程意外退出（{reason}），已重新启动；未完成的计分继续进行",
    en: "The calculation ended unexpectedly ({reason}) and was started again; unfinished runs go on",
  },
  "calculation-waiting": {
    "zh-CN": "暂时无法使用数据库（{reason}），计分等待中；数据库恢复后自动继续",
    en: "The database cannot be used just now ({reason}); runs wait and go on by themselves",
  },
  "calculation-going-on": { "zh-CN": "数据库已恢复，计分继续进行", en: "The database is back; runs go on" },
} as const;
