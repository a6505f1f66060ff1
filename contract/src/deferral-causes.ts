// Made from rulebooks/deferral-causes.yaml by tools/make-rulebooks.ts.
export const deferralCauses = {
  /** 涉嫌违纪违法被立案审查调查尚未结案的，参加年度考核，不写评语、不确定等次；结案后不予处分或者受警告处分的，补定等次。 */
  "open-case": { source: "公务员考核规定第28条", verified: true },
  /** 新录用公务员在试用期内，只写评语，不确定等次。 */
  probation: { source: "公务员考核规定第25条", verified: true },
  /** 病假、事假累计超过考核年度半年的，参加年度考核，不确定等次。 */
  "long-leave": { source: "公务员考核规定第27条", verified: true },
  /** 受记过、党内严重警告处分的，当年只写评语，不确定等次。 */
  demerit: { source: "公务员考核规定第29条（二手材料）", verified: false },
  /** 受记大过、降级、撤职处分的，不确定等次。 */
  "heavier-sanction": { source: "公务员考核规定第29条（二手材料）", verified: false },
  /** 责令辞职、免职、降职的，当年只写评语，不确定等次。 */
  removal: { source: "处理处分影响清单（二手材料）", verified: false },
  /** 事业单位新聘用人员本年度工作不满半年的，只写评语，不确定档次。 */
  "short-service": { source: "事业单位工作人员考核规定（二手材料）", verified: false },
} as const;
