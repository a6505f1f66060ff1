import type { Aggregation } from "@biaochi/engine/cascade";

const both = (zh: string, en: string) => ({ "zh-CN": zh, en });

export type DemoGoal = {
  readonly id: string;
  readonly name: ReturnType<typeof both>;
  readonly target: string;
  readonly measure: string;
  readonly aggregation: Aggregation;
  readonly units: readonly string[];
  /** Kinds of unit, all of which take it on. */
  readonly types: readonly string[];
  readonly indicator?: string;
  readonly matter?: string;
  /** The units' figures do not make it up. */
  readonly isOff?: true;
};

const goal = (
  id: string,
  name: readonly [string, string],
  figure: readonly [target: string, measure: string, aggregation: Aggregation],
  taken: { readonly units?: readonly string[]; readonly types?: readonly string[] },
  more: Pick<DemoGoal, "indicator" | "matter" | "isOff"> = {},
): DemoGoal => ({
  ...{ id, name: both(...name), target: figure[0], measure: figure[1], aggregation: figure[2] },
  ...{ units: taken.units ?? [], types: taken.types ?? [], ...more },
});

const everybody = { types: ["party", "economy", "livelihood", "regulation", "park", "township"] };

/** Goals of a city for a year. Invented: no figure is that of a real place. */
export const demoGoals: readonly DemoGoal[] = [
  goal("hotline-answered", ["12345诉求按期答复率", "Hotline cases answered in time"], ["98", "%", "each"], everybody, {
    indicator: "hotline-answered",
  }),
  goal(
    "key-tasks",
    ["重点任务按期完成率", "Key tasks completed in time"],
    ["100", "%", "each"],
    { types: ["party", "economy"] },
    { indicator: "key-tasks" },
  ),
  goal("research", ["决策调研报告", "Research reports for decisions"], ["40", "篇", "sum"], { types: ["party"] }),
  goal(
    "documents-fewer",
    ["发文压减幅度", "Fewer documents"],
    ["10", "%", "mean"],
    { types: ["party"] },
    { indicator: "document-cut" },
  ),
  goal(
    "projects-signed",
    ["新签约落地项目", "Investment projects landed"],
    ["120", "个", "sum"],
    { types: ["economy", "park"] },
    { indicator: "fixed-investment" },
  ),
  goal("projects-running", ["重大项目建成投产", "Major projects in operation"], ["12", "个", "last"], {
    units: ["E01", "E04", "K01"],
  }),
  goal(
    "enterprises",
    ["企业满意度", "Enterprise satisfaction"],
    ["92", "%", "mean"],
    { types: ["economy", "park"] },
    { indicator: "enterprise-satisfaction" },
  ),
  goal(
    "quarters",
    ["老旧小区改造", "Old quarters renewed"],
    ["60", "个", "sum"],
    { units: ["L05"], types: ["township"] },
    { indicator: "old-quarters" },
  ),
  goal(
    "jobs",
    ["城镇新增就业", "New urban jobs"],
    ["12000", "人", "sum"],
    { units: ["L04"], types: ["township"] },
    { indicator: "new-jobs", isOff: true },
  ),
  goal(
    "school-places",
    ["新增公办学位", "New places in public schools"],
    ["3000", "个", "sum"],
    { units: ["L01"] },
    { indicator: "school-places" },
  ),
  goal(
    "food",
    ["食品抽检合格率", "Food samples passed"],
    ["98.5", "%", "each"],
    { units: ["R03"], types: ["township"] },
    { indicator: "food-pass" },
  ),
  goal(
    "illegal-building",
    ["违法建设存量处置", "Illegal buildings dealt with"],
    ["86", "处", "sum"],
    { units: ["R05", "L06"] },
    { indicator: "illegal-removed", matter: "building-rulings" },
  ),
  goal("archive", ["数字档案馆建成", "Digital archive opened"], ["1", "座", "last"], {}),
];

/** Matters that may not be handed down to kinds of unit. Invented; a real list comes with its document number. */
export const demoMatters = (year: string) => [
  {
    matter: "building-rulings",
    name: both("违法建设认定和行政处罚", "Rulings and penalties on illegal building"),
    basis: `示例发〔${year}〕3号附件第4项（虚构）`,
    reason: "行政处罚权属于县级以上主管部门，乡镇（街道）只负责发现和报告",
    unitTypes: ["township"],
    ...{ from: `${year}-01-01`, until: null },
  },
  {
    matter: "food-licence",
    name: both("食品生产许可审查", "Examination of food production licences"),
    basis: `示例发〔${year}〕3号附件第9项（虚构）`,
    reason: "许可事项由市场监管部门依法办理，不得转交",
    unitTypes: ["township", "park"],
    ...{ from: `${year}-01-01`, until: null },
  },
  {
    matter: "forest-fire-penalty",
    name: both("森林防火行政处罚", "Penalties under forest-fire rules"),
    basis: `示例发〔${year}〕3号附件第12项（虚构）`,
    reason: "法定职责主体为林业主管部门",
    unitTypes: ["township"],
    ...{ from: `${year}-01-01`, until: `${year}-06-30` },
  },
];
