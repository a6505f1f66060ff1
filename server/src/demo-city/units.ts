/**
 * The units of 衡尺市（虚构） / Hengchi (fictional): an invented city. Duties are ordinary; names of townships and parks
 * are made up. Every unit and person is synthetic.
 */
export type UnitType = "party" | "economy" | "livelihood" | "regulation" | "township" | "park";

export interface Unit {
  readonly id: string;
  readonly type: UnitType;
  readonly zh: string;
  readonly en: string;
  readonly sort: number;
  /** active all year, merged away at the end of October, or created in November. */
  readonly status: "active" | "merged" | "created";
  /** Takes part in a hard case: it stays when the city is made smaller. */
  readonly kept: boolean;
}

const types: readonly [UnitType, string, readonly string[]][] = [
  [
    "party",
    "P",
    [
      "*市委办公室|Party Committee Office",
      "*市委组织部|Organisation Department",
      "市委宣传部|Publicity Department",
      "市委统战部|United Front Work Department",
      "*市委政法委|Political and Legal Commission",
      "市委社会工作部|Social Work Department",
      "市委机关工委|Work Committee for Organs",
      "*市委党校|Party School",
      "*市档案馆|City Archives",
      "市委信访局|Letters and Visits Bureau",
    ],
  ],
  [
    "economy",
    "E",
    [
      "*市发展和改革局|Development and Reform Bureau",
      "*市商务局|Commerce Bureau",
      "*市投资促进局|Investment Promotion Bureau",
      "*市工业和信息化局|Industry and IT Bureau",
      "*市科学技术局|Science and Technology Bureau",
      "市财政局|Finance Bureau",
      "*市统计局|Statistics Bureau",
      "*市农业农村局|Agriculture and Rural Affairs Bureau",
      "*市交通运输局|Transport Bureau",
      "市水利局|Water Conservancy Bureau",
      "*市商务和投资促进局|Commerce and Investment Bureau",
    ],
  ],
  [
    "livelihood",
    "L",
    [
      "市教育局|Education Bureau",
      "市卫生健康局|Health Bureau",
      "*市民政局|Civil Affairs Bureau",
      "*市人力资源和社会保障局|Human Resources Bureau",
      "市住房和城乡建设局|Housing and Construction Bureau",
      "*市城市管理局|City Management Bureau",
      "市文化旅游局|Culture and Tourism Bureau",
      "*市医疗保障局|Medical Insurance Bureau",
      "*市退役军人事务局|Veterans Bureau",
      "*市政务服务局|Government Services Bureau",
      "*市体育局|Sports Bureau",
      "*市残疾人联合会|Disabled Persons' Federation",
    ],
  ],
  [
    "regulation",
    "R",
    [
      "*市公安局|Public Security Bureau",
      "*市生态环境局|Ecology and Environment Bureau",
      "*市市场监督管理局|Market Supervision Bureau",
      "市应急管理局|Emergency Management Bureau",
      "市自然资源和规划局|Natural Resources Bureau",
      "*市审计局|Audit Bureau",
      "市司法局|Justice Bureau",
      "*市消防救援局|Fire and Rescue Bureau",
    ],
  ],
  [
    "township",
    "T",
    [
      "*青矩街道|Qingju Subdistrict",
      "*直绳街道|Zhisheng Subdistrict",
      "*衡门街道|Hengmen Subdistrict",
      "墨斗街道|Modou Subdistrict",
      "*平准镇|Pingzhun Town",
      "*规圆镇|Guiyuan Town",
      "*量坪镇|Liangping Town",
      "*权石镇|Quanshi Town",
      "*清尺河镇|Qingchihe Town",
      "*分寸镇|Fencun Town",
      "*校正镇|Jiaozheng Town",
      "*度山乡|Dushan Township",
      "*标杆乡|Biaogan Township",
      "*刻线乡|Kexian Township",
    ],
  ],
  [
    "park",
    "K",
    [
      "*衡尺经济开发区|Hengchi Development Zone",
      "*衡尺化工园区|Hengchi Chemical Park",
      "*衡尺高新园区|Hengchi High-tech Park",
      "*衡尺城投平台|Hengchi City Investment Platform",
      "*衡尺文旅集团|Hengchi Culture and Tourism Group",
    ],
  ],
];

export const unitTypes: readonly UnitType[] = types.map(([type]) => type);

const statusOf: Readonly<Record<string, Unit["status"]>> = { E02: "merged", E03: "merged", E11: "created" };

/** The two units that were merged at the end of October, and the one that carries on. */
export const merger = { from: ["E02", "E03"], into: "E11", lastMonth: 10 } as const;

function listed(): Unit[] {
  const units: Unit[] = [];
  for (const [type, letter, names] of types) {
    names.forEach((text, at) => {
      const [zh = "", en = ""] = text.replace("*", "").split("|");
      const id = `${letter}${String(at + 1).padStart(2, "0")}`;
      units.push({
        id,
        type,
        zh,
        en,
        sort: (units.length + 1) * 10,
        status: statusOf[id] ?? "active",
        kept: text.startsWith("*"),
      });
    });
  }
  return units;
}

export const fewestUnits = listed().filter((unit) => unit.kept).length;
export const mostUnits = 999;

/** `count` units in protocol order: more than listed are further townships, fewer leave out units without a hard case. */
export function unitsOf(count: number): readonly Unit[] {
  const units = listed();
  for (let at = units.length - 1; at >= 0 && units.length > count; at--)
    if (units[at]?.kept === false) units.splice(at, 1);
  for (let more = 1; units.length < count; more++) {
    units.push({
      id: `T${14 + more}`,
      type: "township",
      zh: `续尺${more}镇`,
      en: `Xuchi Town ${more}`,
      sort: 10000 + more * 10,
      status: "active",
      kept: false,
    });
  }
  return units;
}
