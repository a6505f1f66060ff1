/**
 * The appraisal by the level above in a demo's running year: what arrives by itself is foretold, and what compares cities, counts
 * events or has no figures here is not. Invented like everything in it.
 */
export const demoUpperScheme = (
  year: string,
): string => `# 示例自治区对衡尺市（虚构）${year}年度考核方案。全部内容均为虚构。
# Fictional: how a fictional region appraises Hengchi in ${year}. Everything in it is synthetic.
biaochi: scheme/1
id: region-${year}
version: 1
title: { zh-CN: 示例自治区对衡尺市（虚构）${year}年度考核, en: "Hengchi (fictional): appraisal by the region ${year}" }
effective: { from: ${year}-01-01 }
cycle: "${year}"
synthetic: true

indicators:
  - { id: content, name: { zh-CN: 12345满意率, en: "Hotline satisfaction" }, measure: "%", period: year, source: { kind: automatic, system: 12345平台 }, definition: { zh-CN: 全市作出评价的来件中满意的比例, en: "Satisfied among all who gave an opinion" } }
  - { id: again, name: { zh-CN: 重复来件率, en: "Repeated calls" }, measure: "%", direction: lower, period: year, source: { kind: automatic, system: 12345平台 }, definition: { zh-CN: 全市同一诉求再次来件的比例, en: "Calls that came again for the same matter" } }
  - { id: on-time, name: { zh-CN: 审批按时办结率, en: "Approvals on time" }, measure: "%", period: year, source: { kind: automatic, system: 政务审批系统 }, definition: { zh-CN: 各单位按时办结率的平均, en: "Mean of the units’ rates" } }
  - { id: environment, name: { zh-CN: 营商环境位次, en: "Place in business environment" }, measure: 分, period: year, source: { kind: automatic, system: 自治区监测 }, definition: { zh-CN: 各市综合指数排位, en: "Places of cities by an index" } }
  - { id: air, name: { zh-CN: 细颗粒物浓度, en: "PM2.5" }, measure: 微克/立方米, direction: lower, period: year, source: { kind: automatic, system: 生态环境监测 }, definition: { zh-CN: 全年平均浓度, en: "Mean of the year" } }

lists:
  - id: city
    for: { type: unit }
    score:
      block: total
      outOf: 100
      items:
        - block: service
          name: { zh-CN: 政务服务, en: Service }
          weight: 55
          items:
            - { item: content, weight: 25, values: mean, rule: { kind: deviation, target: 95, direction: below, per: 1, deduct: "0.5" } }
            - { item: again, weight: 15, values: mean, rule: { kind: deviation, target: 8, direction: above, per: 1, deduct: "0.5" } }
            - { item: on-time, weight: 15, values: mean, rule: { kind: completion-rate, target: 98 } }
        - { item: environment, weight: 25, rule: { kind: rank-points, scale: { by: step, step: 2 } } }
        - { item: air, weight: 20, values: mean, rule: { kind: completion-rate, target: { target: true }, reverse: true } }
`;
