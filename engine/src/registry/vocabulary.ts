/** Words that a registry knows of itself. Others count as known where the registry has used them before. */
export const roleClasses = ["head", "deputy", "sectionHead", "staff"] as const;

/** Which national rules apply to somebody; community secretaries and staff of enterprises follow the city's own. */
export const regimes = [
  ...(["leading-member", "civil-servant", "participating", "public-institution", "probation"] as const),
  ...(["community-secretary", "enterprise"] as const),
];

/** 领导职务层次 and 职级 of the Civil Servant Law as they occur in a city, and the grades of public institutions. */
export const ranks = [
  ...["厅局级正职", "厅局级副职", "县处级正职", "县处级副职", "乡科级正职", "乡科级副职"],
  ...["一级巡视员", "二级巡视员", "一级调研员", "二级调研员", "三级调研员", "四级调研员"],
  ...["一级主任科员", "二级主任科员", "三级主任科员", "四级主任科员", "一级科员", "二级科员"],
  ...["五级职员", "六级职员", "七级职员", "八级职员", "九级职员", "十级职员"],
] as const;

/** 处分、处理 as formal conclusions: the kinds of which the effect on a grade is known. */
export const sanctionKinds = [
  ...([
    "warning",
    "party-warning",
    "demerit",
    "party-serious-warning",
    "major-demerit",
    "demotion",
    "removal",
  ] as const),
  ...(["party-removal", "party-probation", "party-expulsion", "admonition", "adjustment", "resignation"] as const),
  ...(["dismissal", "lower-rank"] as const),
];

/** What the rulebook calls a kind where it has another word; 留党察看 is one year or two there, which the kind alone does not say. */
const otherwise: Readonly<Record<string, string | undefined>> = {
  ...{ demotion: "lower-level", removal: "post-removal", "party-removal": "party-post-removal" },
  ...{ "party-probation": undefined, adjustment: "post-changed", resignation: "ordered-resignation" },
  ...{ dismissal: "relieved", "lower-rank": "demoted" },
};
export const sanctionInRulebook = (kind: string): string | undefined =>
  Object.hasOwn(otherwise, kind) ? otherwise[kind] : kind;
