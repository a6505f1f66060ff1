/** What is found on an indicator of the library, why two are taken for one, and what a submitted scheme may not use. */
export const libraryFindingWords = {
  "library.finding.forbidden": {
    "zh-CN":
      "属于禁止考核的内容（{word}）：打卡、时长、登录、点赞、照片、轨迹、安装率、会议和材料篇数等一律不得设为指标，不能申请例外",
    en: "May not be appraised ({word}): check-ins, time online, log-ins, likes, photos, tracks, installs, counts of meetings and papers; no exception is possible",
  },
  "library.finding.source-missing": { "zh-CN": "没有写明数据来源", en: "It does not say where its figures come from" },
  "library.finding.reported-without-why": {
    "zh-CN": "要人填报，却没有说明为何不能自动采集",
    en: "It is reported by hand without a reason why it cannot be fetched",
  },
  "library.finding.automatic-without-system": {
    "zh-CN": "写明自动采集，却没有写取自哪个系统",
    en: "It arrives by itself, from a system that is not named",
  },
  "library.finding.owner-missing": {
    "zh-CN": "没有牵头单位，也没有数据责任单位：谁答复对它的疑问",
    en: "No unit leads it and none answers for its data: who answers questions about it?",
  },
  "library.finding.rate-without-denominator": {
    "zh-CN": "是比率，却没有写明分母",
    en: "It is a rate, and what it is a rate of (its denominator) is not stated",
  },
  "library.finding.denominator-without-numerator": {
    "zh-CN": "有分母（{denominator}），没有分子",
    en: "It has a denominator ({denominator}) and no numerator",
  },
  "library.finding.numerator-is-denominator": {
    "zh-CN": "分子与分母是同一个数（{numerator}、{denominator}），永远是 100%",
    en: "Numerator and denominator are the same figure ({numerator}, {denominator}): always 100 %",
  },
  "library.finding.rate-is-share": {
    "zh-CN":
      "叫作“率”，其实是占全体的份额：分母“{denominator}”是全体，分子“{numerator}”是一部分；规模大的单位份额一定大",
    en: "Called a rate, it is a share of the whole: “{numerator}” of “{denominator}”; whoever is large has a large share",
  },
  "library.finding.numerator-outside-denominator": {
    "zh-CN": "分子“{numerator}”看上去不是分母“{denominator}”的一部分，百分比可能没有意义",
    en: "“{numerator}” does not look like a part of “{denominator}”: a percentage may mean nothing",
  },
  "library.finding.count-with-decimals": {
    "zh-CN": "以“{measure}”计数，却保留 {decimals} 位小数",
    en: "Counted in {measure}, with {decimals} decimals",
  },
  "library.finding.too-many-decimals": {
    "zh-CN": "保留 {decimals} 位小数，超过数据本身的精度",
    en: "{decimals} decimals are more than the data can bear",
  },
  "library.finding.rate-in-counts": {
    "zh-CN": "名称是比率，计量单位却是“{measure}”",
    en: "A rate by its name, measured in {measure}",
  },
  "library.finding.place-rewarded-upwards": {
    "zh-CN": "名次越小越好，方向却写“越高越好”",
    en: "The smaller a place the better, but its direction says higher",
  },
  "library.finding.nearest-without-midpoint": {
    "zh-CN": "“越接近越好”须写明最佳值",
    en: "“Nearest” needs the value that is best",
  },
  "library.finding.midpoint-without-nearest": {
    "zh-CN": "写了最佳值 {midpoint}，方向却不是“越接近越好”",
    en: "A best value of {midpoint} is stated, but the direction is not “nearest”",
  },
  "library.finding.more-of-the-worse": {
    "zh-CN": "“{word}”越多越差，方向却写“越高越好”",
    en: "More of “{word}” is worse, but the direction says higher",
  },
  "library.finding.less-of-the-better": {
    "zh-CN": "“{word}”越多越好，方向却写“越低越好”",
    en: "More of “{word}” is better, but the direction says lower",
  },
  "library.finding.period-longer-than-cycle": {
    "zh-CN": "数据期间比考核周期 {cycle} 长：本周期内只有任期部分能用",
    en: "Its period is longer than the cycle {cycle}: only the term part can use it",
  },
  "library.finding.sunset-passed": {
    "zh-CN": "已于 {sunset} 到期",
    en: "Its last day was {sunset}",
  },
  "library.finding.monitored": {
    "zh-CN": "已由“{name}”日常监测，年底不得再要人填报或评分",
    en: "“{name}” watches it day by day: nobody may be asked for it again",
  },
  "library.finding.duplicate": {
    "zh-CN": "与“{name}”是同一项（相似度 {percent}%）",
    en: "It asks for the same as “{name}” (likeness {percent} %)",
  },
  "library.finding.alike": {
    "zh-CN": "与“{name}”相近（相似度 {percent}%）：写明两者有何不同",
    en: "It is like “{name}” (likeness {percent} %): say what the difference is",
  },
  "library.finding.one-in-one-out": {
    "zh-CN":
      "增一减一：{year} 年已增 {added} 项、减 {ended} 项要人填报或评分的指标；先停用一项，或在“代替哪一项”中选定",
    en: "One in, one out: in {year} {added} came and {ended} went of those that ask people for something; end one first, or choose which one it replaces",
  },
  "library.level.forbidden": { "zh-CN": "禁止", en: "Not allowed" },
  "library.level.wrong": { "zh-CN": "须改正", en: "Mend" },
  "library.level.blocked": { "zh-CN": "已拦截", en: "Blocked" },
  "library.level.reason": { "zh-CN": "须说明理由", en: "Say why" },
  "library.level.advice": { "zh-CN": "提示", en: "Look" },

  "library.alike.same-datum": { "zh-CN": "取自同一数据：{system} {datum}", en: "the same datum: {system} {datum}" },
  "library.alike.same-fraction": {
    "zh-CN": "分子分母相同：{numerator} ÷ {denominator}",
    en: "the same fraction: {numerator} over {denominator}",
  },
  "library.alike.same-name": { "zh-CN": "名称说的是同一件事", en: "the names say the same" },
  "library.alike.like-name": { "zh-CN": "名称相近（{percent}%）", en: "names are alike ({percent} %)" },
  "library.alike.same-definition": { "zh-CN": "定义相同", en: "the definitions say the same" },
  "library.alike.like-definition": { "zh-CN": "定义相近（{percent}%）", en: "definitions are alike ({percent} %)" },
  "library.alike.same-system": { "zh-CN": "同一系统：{system}", en: "the same system: {system}" },
  "library.alike.same-owner": { "zh-CN": "同一牵头单位：{owner}", en: "the same owner: {owner}" },
  "library.alike.told-apart": { "zh-CN": "所指不同：{one} / {other}", en: "told apart by: {one} / {other}" },
  "library.alike.other-measure": { "zh-CN": "计量单位不同：{one} / {other}", en: "other units: {one} / {other}" },

  "lint.library-unknown": {
    "zh-CN": "指标“{name}”（{found}）不在指标库中",
    en: "“{name}” ({found}) is not in the library",
  },
  "lint.library-unknown.mend": {
    "zh-CN": "先在指标库中新增，或改用库中的指标",
    en: "Add it to the library first, or use one that is there",
  },
  "lint.library-ended": { "zh-CN": "指标“{name}”已在指标库中停用", en: "“{name}” was ended in the library" },
  "lint.library-ended.mend": {
    "zh-CN": "删去，或在指标库中重新启用",
    en: "Remove it, or bring it back in the library",
  },
  "lint.library-past": { "zh-CN": "指标“{name}”已于 {sunset} 到期", en: "The last day of “{name}” was {sunset}" },
  "lint.library-past.mend": {
    "zh-CN": "在指标库中延长到期日，或申请例外",
    en: "Extend it in the library, or ask for an exception",
  },
  "lint.library-differs": {
    "zh-CN": "指标“{name}”与指标库第 {version} 版不一致：{fields}",
    en: "“{name}” says something else than version {version} of the library: {fields}",
  },
  "lint.library-differs.mend": {
    "zh-CN": "按指标库改写，或先在指标库中改版",
    en: "Write it as the library has it, or change the library first",
  },
  "lint.library-monitored": {
    "zh-CN": "指标“{name}”已由“{other}”日常监测，不得再要人填报或评分",
    en: "“{other}” watches “{name}” day by day: nobody may be asked for it again",
  },
  "lint.library-monitored.mend": {
    "zh-CN": "改用“{other}”，或申请例外",
    en: "Use {other}, or ask for an exception",
  },
  "lint.library-duplicate": {
    "zh-CN": "指标“{name}”与“{other}”是同一项",
    en: "“{name}” asks for the same as “{other}”",
  },
  "lint.library-duplicate.mend": {
    "zh-CN": "合并为一项，或申请例外",
    en: "Make them one, or ask for an exception",
  },
  "lint.library-deduction-without-exposure": {
    "zh-CN": "清单“{list}”的“{item}”按次扣分而不看业务量：业务多的单位扣得多",
    en: "“{item}” of “{list}” deducts by the piece whatever the workload: who has more cases loses more",
  },
  "lint.library-deduction-without-exposure.mend": {
    "zh-CN": "改用比率，或写明难度系数（times）、最少件数（minimumCases）",
    en: "Use a rate, or state a coefficient (times) or the fewest cases (minimumCases)",
  },
  "lint.library-owner-is-appraised": {
    "zh-CN": "清单“{list}”考核的单位中有“{indicator}”的牵头单位 {owner}：自己评自己",
    en: "{owner}, which assesses “{indicator}”, is among those whom “{list}” appraises: it judges itself",
  },
  "lint.library-owner-is-appraised.mend": {
    "zh-CN": "对该单位除外（except），或由其他单位评分",
    en: "Leave it out (except), or let another unit assess it",
  },
} as const;
