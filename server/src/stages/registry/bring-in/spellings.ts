import { plainHeader } from "../../../dataset/tables.ts";
import { type ImportTable, tables } from "./tables.ts";

/** How offices head their columns, beside what our templates say. An own word list, added to when a workbook teaches us one. */
const offices: Readonly<Record<ImportTable, Readonly<Record<string, readonly string[]>>>> = {
  units: {
    id: ["单位代码", "机构代码", "统一社会信用代码"],
    name: ["单位全称", "机构名称", "部门名称", "部门", "全称"],
    aliases: ["单位简称", "机构简称"],
    unitType: ["机构类型", "机构性质", "单位性质", "类型"],
    cohort: ["考核分组", "分组", "组别", "考核类型"],
    parent: ["主管单位", "主管部门", "隶属", "隶属单位", "上级部门"],
    since: ["成立时间", "组建日期", "设立日期"],
    until: ["撤销时间", "撤并日期"],
    gradedBy: ["考核审定机关", "审定机构"],
    ledFrom: ["双管上级", "业务主管部门"],
  },
  sections: {
    unit: ["单位全称", "所属单位", "部门"],
    name: ["科室全称", "内设机构名称", "处室", "股室"],
  },
  teams: { unit: ["单位全称", "所属单位"], name: ["班子全称"] },
  officials: {
    id: ["人员代码", "职工编号"],
    name: ["干部姓名", "人员姓名"],
    staffNumber: ["统一编号", "公务员编号"],
    unit: ["单位全称", "工作单位", "所属单位", "部门", "单位简称"],
    section: ["分管科室", "内设机构", "处室", "股室", "所属科室"],
    title: ["职务名称", "岗位", "行政职务", "党政职务", "工作单位及职务"],
    rank: ["职务职级", "公务员职级", "现职级", "职级名称"],
    regime: ["编制类型", "编制性质", "人员性质", "身份", "人员类型"],
    roleClass: ["职责层级", "岗位类别"],
    postSince: ["任现职时间", "现任职务时间", "任职起始时间", "任职日期"],
    managedBy: ["干部管理权限", "管理权限"],
  },
  posts: {
    official: ["干部姓名", "人员姓名"],
    unit: ["单位全称", "所在单位", "工作单位"],
    title: ["职务名称", "岗位", "现任职务"],
    since: ["任职时间", "任现职时间", "起始时间", "开始时间", "起始月份"],
    until: ["免职时间", "截止时间", "结束时间", "截止月份"],
    kind: ["任职类型", "任职性质"],
  },
  grades: {
    official: ["干部姓名", "人员姓名"],
    personUnit: ["单位", "单位名称", "单位全称", "所在单位", "工作单位"],
    year: ["考核年度", "年份"],
    grade: ["考核等次", "考核结果", "年度考核等次", "年度考核结果"],
    document: ["批复文号", "文件号"],
  },
  sanctions: {
    official: ["干部姓名", "人员姓名"],
    personUnit: ["单位", "单位名称", "单位全称", "所在单位", "工作单位"],
    kind: ["处分类型", "处分", "处理种类"],
    since: ["处分日期", "生效时间", "处分时间"],
    until: ["影响期截止", "影响期满", "解除日期"],
    document: ["处分文号", "文件号", "决定文号"],
  },
  leave: {
    official: ["干部姓名", "人员姓名"],
    personUnit: ["单位", "单位名称", "单位全称", "所在单位", "工作单位"],
    days: ["请假天数", "病事假天数", "合计天数"],
    since: ["开始日期", "起始时间", "开始时间"],
    until: ["结束日期", "截止时间", "结束时间"],
  },
  openings: {
    subject: ["姓名", "单位名称", "单位", "对象"],
    node: ["考核部分", "项目"],
    period: ["考核周期", "期间"],
    score: ["核定得分", "分数", "成绩"],
    document: ["核定文号", "文件号"],
  },
};

export type Spelling = { readonly column: string; readonly plain: string; readonly isOurs: boolean };

/** Every way in which a column of a table is known to be headed, ours first. */
export const spellings: ReadonlyMap<ImportTable, readonly Spelling[]> = new Map(
  tables.map((table) => [
    table.name,
    [
      ...table.columns.flatMap(({ name, zh }) =>
        [name, ...zh].map((word) => ({ column: name, plain: plainHeader(word), isOurs: true })),
      ),
      ...Object.entries(offices[table.name]).flatMap(([column, words]) =>
        words.map((word) => ({ column, plain: plainHeader(word), isOurs: false })),
      ),
    ],
  ]),
);

/** What is beside the matter of every table: a running number, a signature. Left out unless somebody says otherwise. */
export const besides: ReadonlySet<string> = new Set(
  [
    "序号",
    "序",
    "no",
    "no.",
    "行号",
    "编排序号",
    "签字",
    "签名",
    "本人签字",
    "联系电话",
    "电话",
    "手机",
    "手机号",
    "出生年月",
    "性别",
    "年龄",
    "籍贯",
    "学历",
  ].map(plainHeader),
);

const pairsOf = (text: string): readonly string[] => {
  const signs = [...text];
  return signs.length < 2 ? signs : signs.slice(1).map((sign, at) => `${signs[at]}${sign}`);
};

/** How alike two texts are, from 0 to 1: pairs of signs that both have (Dice), so that the order of words matters little. */
export function likeness(a: string, b: string): number {
  if (a === b) return 1;
  const [left, right] = [pairsOf(a), [...pairsOf(b)]];
  if (left.length === 0 || right.length === 0) return 0;
  const total = left.length + right.length;
  let both = 0;
  for (const pair of left) {
    const at = right.indexOf(pair);
    if (at < 0) continue;
    right.splice(at, 1);
    both += 1;
  }
  return (2 * both) / total;
}
