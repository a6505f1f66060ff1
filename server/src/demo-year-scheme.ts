/**
 * The scheme by which a demo appraises its running year: what arrives by itself, so that every point can be followed to its records;
 * and, of party offices, three figures that stand on paper alone, so that somebody has something to report. Its identifier stands before that of the city's scheme, which goes on to be the programme's own.
 */
export const demoYearScheme = (
  year: string,
): string => `# 衡尺市（虚构）${year}年度数据直达试行方案。全部单位、人员与数据均为虚构。
# Hengchi (fictional), trial scheme ${year} of what arrives by itself. Every unit, person and figure is synthetic.
biaochi: scheme/1
id: arriving-${year}
version: 1
title: { zh-CN: 衡尺市（虚构）${year}年度数据直达试行方案, en: "Hengchi (fictional): trial scheme ${year} of data that arrive" }
effective: { from: ${year}-01-01 }
cycle: "${year}"
synthetic: true
basis:
  - { zh-CN: 党政领导干部考核工作条例(2019), en: "Regulations on appraising leading cadres (2019)" }
rounding: { places: 2, mode: half-up }
ranking: { ties: "1224", on: exact }
absent: { missing: rescale, not-applicable: rescale, exempt: rescale, late: zero }
freeze: { each: year, days: 30 }

indicators:
  - { id: hotline-cases, name: { zh-CN: 12345受理件数, en: "Hotline cases" }, measure: 件, direction: none, decimals: 0, period: month, dimension: diligence, owner: L10, source: { kind: automatic, system: 12345平台 }, shows: process, voice: none, definition: { zh-CN: 剔除改派后应由本单位办理的件数, en: "Cases that were the unit's own after re-assignment" } }
  - { id: hotline-answered, name: { zh-CN: 12345按期答复件数, en: "Hotline cases answered in time" }, measure: 件, decimals: 0, period: month, dimension: diligence, owner: L10, source: { kind: automatic, system: 12345平台 }, shows: process, voice: none, definition: { zh-CN: 应办件中在时限内答复的件数, en: "Of these the cases answered in time" } }
  - { id: hotline-satisfaction, name: { zh-CN: 12345满意率, en: "Hotline satisfaction" }, measure: "%", decimals: 1, period: month, dimension: diligence, owner: L10, source: { kind: automatic, system: 12345平台 }, shows: outcome, voice: public, definition: { zh-CN: 作出评价的来件中满意的比例, en: "Satisfied among those who gave an opinion" } }
  - { id: hotline-repeat, name: { zh-CN: 重复来件率, en: "Repeated calls" }, measure: "%", direction: lower, decimals: 1, period: month, dimension: ability, owner: L10, source: { kind: automatic, system: 12345平台 }, shows: outcome, voice: none, definition: { zh-CN: 同一诉求再次来件的比例, en: "Calls that came again for the same matter" } }
  - { id: approval-ontime, name: { zh-CN: 审批按时办结率, en: "Approvals on time" }, measure: "%", period: month, dimension: diligence, owner: L10, source: { kind: automatic, system: 政务审批系统 }, shows: process, voice: none, definition: { zh-CN: 已办结办件中在承诺时限内办结的比例, en: "Decided within the promised time among those decided" } }
  - { id: project-milestones, name: { zh-CN: 项目节点按期完成率, en: "Milestones in time" }, measure: "%", period: month, dimension: achievement, owner: L10, source: { kind: automatic, system: 本系统项目 }, shows: outcome, voice: none, definition: { zh-CN: 到期节点中在议定日期前完成的比例, en: "Done by the agreed day among the milestones that were due" } }
  - { id: visits-received, name: { zh-CN: 领导干部接访批次, en: "Visits received by leaders" }, measure: 批, decimals: 0, period: month, dimension: diligence, owner: L10, source: { kind: reported, whyReported: { zh-CN: 接访登记在纸质簿册, en: "Visits are written down on paper" } }, shows: process, voice: none, definition: { zh-CN: 当月领导干部接待群众来访的批次, en: "Groups of visitors received in the month" } }
  - { id: errands-done, name: { zh-CN: 代办帮办件数, en: "Errands done for residents" }, measure: 件, decimals: 0, period: month, dimension: diligence, owner: L10, source: { kind: reported, whyReported: { zh-CN: 代办点尚未接入审批系统, en: "The counters are not connected yet" } }, shows: outcome, voice: none, definition: { zh-CN: 当月代办点办成的件数, en: "Errands brought to an end in the month" } }
  - { id: forms-dropped, name: { zh-CN: 精简材料份数, en: "Papers no longer asked for" }, measure: 份, decimals: 0, period: month, dimension: ability, owner: L10, source: { kind: reported, whyReported: { zh-CN: 材料清单由各单位自行修订, en: "Each unit keeps its own list" } }, shows: outcome, voice: none, definition: { zh-CN: 当月取消的办事材料份数, en: "Papers that a service asks for no longer" } }

lists:
  - id: units
    name: { zh-CN: 单位, en: Units }
    for: { type: unit, where: { existence: current } }
    score:
      block: unit
      outOf: 100
      items:
        - block: hotline
          name: { zh-CN: 12345热线, en: Hotline }
          weight: 70
          items:
            - item: hotline-response
              name: { zh-CN: 12345按期答复率, en: "Hotline cases answered in time" }
              indicator: hotline-answered
              weight: 30
              values: sum
              rule:
                kind: composite
                terms: [{ of: { formula: "100 * hotline_answered / hotline_cases" } }]
                then: { kind: deviation, target: 99, per: "1", deduct: "0.8" }
              minimumCases: { count: { indicator: hotline-cases, values: sum }, atLeast: 10 }
            - item: hotline-satisfaction
              weight: 25
              values: mean
              rule: { kind: deviation, target: 95, direction: below, per: "1", deduct: "0.5" }
              minimumCases: { count: { indicator: hotline-cases, values: sum }, atLeast: 10 }
            - item: hotline-repeat
              weight: 15
              values: mean
              rule: { kind: deviation, target: 8, direction: above, per: "1", deduct: "0.5" }
              minimumCases: { count: { indicator: hotline-cases, values: sum }, atLeast: 10 }
        - block: approvals
          name: { zh-CN: 政务审批, en: Approvals }
          weight: 20
          items:
            - { item: visits-received, for: { where: { unitType: party } }, weight: 1, values: sum, rule: { kind: completion-rate, target: 12 } }
            - { item: errands-done, for: { where: { unitType: party } }, weight: 1, values: sum, rule: { kind: completion-rate, target: 60 } }
            - { item: forms-dropped, for: { where: { unitType: party } }, weight: 1, values: sum, rule: { kind: completion-rate, target: 6 } }
            - { item: approval-ontime, weight: { by: unitType, values: { party: 17 }, default: 20 }, values: mean, rule: { kind: deviation, target: 98, direction: below, per: "1", deduct: "0.5" } }
        - block: projects
          name: { zh-CN: 领办项目, en: Projects }
          weight: 10
          items:
            - { item: project-milestones, weight: 10, values: mean, rule: { kind: deviation, target: 100, direction: below, per: "1", deduct: "0.1" } }
  - id: teams
    name: { zh-CN: 领导班子, en: Teams }
    for: { type: team }
    score:
      block: team
      outOf: 100
      items:
        - { item: unit-score, name: { zh-CN: 单位得分, en: "Score of the unit" }, weight: 100, rule: { kind: linked-score, of: unit } }
  - id: officials
    name: { zh-CN: 干部, en: Officials }
    for: { type: official }
    score:
      block: official
      outOf: 100
      items:
        - { item: unit-score, name: { zh-CN: 单位得分, en: "Score of the unit" }, weight: 100, rule: { kind: linked-score, of: unit, attribution: months } }

cohorts:
  - { id: units, name: { zh-CN: 单位（分类型）, en: "Units, by type" }, for: { type: unit, where: { existence: current } }, by: unitType }
  - { id: teams, name: { zh-CN: 领导班子, en: "Teams" }, for: { type: team } }
`;
