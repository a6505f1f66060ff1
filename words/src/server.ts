/** What the stages say: why a request was refused, and what the first start reports. `{x}` is a parameter. */
export const serverWords = {
  "outside-scope": {
    "zh-CN": "没有这项内容，或不在您的查看范围内",
    en: "There is no such thing, or it is outside what you may see",
  },
  "demo-sign-in-only": {
    "zh-CN": "一键登录只在演示环境、且只能从本机使用",
    en: "One-click sign-in exists only in a demo, and only from this machine",
  },
  "fact-superseded": {
    "zh-CN": "该数据已被 {by} 更正，请以最新一条为准再行更正",
    en: "This fact was already corrected by {by}; correct the newest one",
  },
  "run-unfinished": {
    "zh-CN": "这次计分尚未完成（{state}），请稍候",
    en: "This run is not finished ({state}); try again in a moment",
  },
  "engine-differs": {
    "zh-CN": "这次计分由引擎 {found} 完成，本程序的引擎为 {expected}，不能据此重算说明；请重新计分",
    en: "This run was computed by engine {found}; this program has {expected} and cannot explain it. Compute it anew",
  },
  "period-outside-cycle": {
    "zh-CN": "期间 {period} 不在考核周期 {cycle} 之内",
    en: "The period {period} is not inside the cycle {cycle}",
  },
  "explanation-differs": {
    "zh-CN": "重算结果（{found}）与留存得分（{expected}）不一致，说明不予显示；请通知考核办核查",
    en: "The recomputed score ({found}) differs from the recorded one ({expected}); no explanation is shown. Tell the appraisal office",
  },

  // First start, loading and runs
  "command.load": {
    "zh-CN": "把数据文件夹载入系统并计分",
    en: "load a dataset folder into the installation and appraise it",
  },
  "load-refused": {
    "zh-CN": "“{name}”已载入过，内容与这个文件夹不同；没有改动任何数据。换一个文件夹名可作为另一考核项目载入",
    en: "“{name}” is loaded already, with other contents than this folder; nothing was changed. Under another folder name it loads as another programme",
  },
  "dataset-loading": { "zh-CN": "正在载入 {name} …", en: "Loading {name} …" },
  "dataset-loaded": {
    "zh-CN": "已载入 {name}：{subjects} 个考核对象，{facts} 条数据。",
    en: "Loaded {name}: {subjects} subjects, {facts} facts.",
  },
  "dataset-known": { "zh-CN": "{name} 已在库中，未重复载入。", en: "{name} is already loaded." },
  "dataset-refused": {
    "zh-CN": "{name} 未载入：{count} 处需要改正；未写入任何数据。运行 biaochi appraise {name} 可查看全部。",
    en: "{name} was not loaded: {count} findings; nothing was written. Run biaochi appraise {name} to see them all.",
  },
  "run-progress": {
    "zh-CN": "计分 {programme} {period}：{done}/{total}",
    en: "Appraising {programme} {period}: {done}/{total}",
  },
  "run-done": {
    "zh-CN": "计分完成 {programme} {period}：{count} 个考核对象。",
    en: "Appraised {programme} {period}: {count} subjects.",
  },
  "run-failed": {
    "zh-CN": "计分未完成 {programme} {period}：{reason}",
    en: "The run of {programme} {period} failed: {reason}",
  },
  "demo-account": { "zh-CN": "演示账号：{name}（{role}）", en: "Demo account: {name} ({role})" },

  // The exported standing
  "export.sheet": { "zh-CN": "名次表", en: "Standing" },
  "export.order": { "zh-CN": "序号", en: "No." },
  "export.subject": { "zh-CN": "考核对象", en: "Subject" },
  "export.id": { "zh-CN": "编号", en: "Identifier" },
  "export.unit": { "zh-CN": "所在单位", en: "Unit" },
  "export.cohort": { "zh-CN": "考核类别", en: "Cohort" },
  "export.score": { "zh-CN": "得分", en: "Score" },
  "export.rank": { "zh-CN": "名次", en: "Rank" },
  "export.of": { "zh-CN": "同类数", en: "Of" },
  "export.grade": { "zh-CN": "建议等次", en: "Proposed grade" },
  "export.band": { "zh-CN": "兑现等次", en: "Band" },
  "export.standing": { "zh-CN": "结果状态", en: "State of the result" },
  "export.red-lines": { "zh-CN": "红线", en: "Red lines" },
  "export.missing": { "zh-CN": "缺数项", en: "Missing" },
  "export.largest-loss": { "zh-CN": "失分最多处", en: "Largest loss" },
  "export.lost": { "zh-CN": "失分", en: "Lost" },
  "export.about": { "zh-CN": "说明", en: "About" },
  "export.run": { "zh-CN": "计分编号", en: "Run" },
  "export.period": { "zh-CN": "考核期间", en: "Period" },
  "export.scheme": { "zh-CN": "考核方案", en: "Scheme" },
  "export.scheme-digest": { "zh-CN": "方案摘要", en: "Digest of the scheme" },
  "export.facts-digest": { "zh-CN": "考核数据摘要", en: "Digest of the facts" },
  "export.engine": { "zh-CN": "引擎", en: "Engine" },
  "export.synthetic": {
    "zh-CN": "本表为合成演示数据，不涉及任何真实单位和人员。",
    en: "Synthetic demo data: no real unit or person.",
  },
  "export-standing.complete": { "zh-CN": "完整", en: "complete" },
  "export-standing.provisional": { "zh-CN": "暂定（有缺数）", en: "provisional (data missing)" },
  "export-standing.not-formed": { "zh-CN": "不形成得分", en: "no score formed" },

  // Values of attributes by which a scheme may make cohorts; one without a word is shown as it is written
  "attribute.unitType.party": { "zh-CN": "党群机关", en: "party and mass organisations" },
  "attribute.unitType.economy": { "zh-CN": "经济部门", en: "economic departments" },
  "attribute.unitType.livelihood": { "zh-CN": "民生部门", en: "livelihood departments" },
  "attribute.unitType.regulation": { "zh-CN": "执法监管部门", en: "regulation and enforcement" },
  "attribute.unitType.township": { "zh-CN": "乡镇（街道）", en: "townships and subdistricts" },
  "attribute.unitType.park": { "zh-CN": "园区和国有企业", en: "parks and state-owned companies" },
  "attribute.unitType.council": { "zh-CN": "议会区", en: "councils" },
  "attribute.existence.current": { "zh-CN": "现有单位", en: "existing units" },
  "attribute.existence.ended": { "zh-CN": "已撤并单位", en: "merged or abolished units" },
  "attribute.roleClass.head": { "zh-CN": "党政正职", en: "heads" },
  "attribute.roleClass.deputy": { "zh-CN": "班子副职", en: "deputies" },
  "attribute.roleClass.sectionHead": { "zh-CN": "科室负责人", en: "section heads" },
  "attribute.roleClass.staff": { "zh-CN": "一般干部", en: "staff" },
} as const;
