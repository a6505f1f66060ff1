import { describe, expect, it } from "vitest";
import { findForbidden, forbiddenKinds } from "./forbidden.ts";

const kindOf = (...texts: string[]) => findForbidden(texts)?.kind;

/** Each kind in both languages, and spelt so that a plain search would miss it. */
const tried: readonly (readonly [kind: (typeof forbiddenKinds)[number], ...texts: string[]])[] = [
  ["check-in", "每日打卡率"],
  ["check-in", "签　到 次数"],
  ["check-in", "打\u200b卡天数"],
  ["check-in", "走访打·卡"],
  ["check-in", "", "Daily check-ins"],
  ["check-in", "", "Ｃｈｅｃｋ－ｉｎ rate"],
  ["online-time", "学习平台在线时长"],
  ["online-time", "日均上线时长"],
  ["online-time", "在线率"],
  ["online-time", "人均学习 时长"],
  ["online-time", "学习强国参与", "", "每人累计分钟数"],
  ["online-time", "", "Screen time"],
  ["online-time", "", "Hours spent online"],
  ["logins", "平台登录次数"],
  ["logins", "平台登陆率"],
  ["logins", "登-录-频-次"],
  ["logins", "办公系统月活"],
  ["logins", "系统登录情况考核"],
  ["logins", "系统登录", "", "按每人每周的次数计算"],
  ["logins", "账号登\u00ad录人数"],
  ["logins", "", "L o g i n s per month"],
  ["logins", "", "Log-ins of staff"],
  ["logins", "", "Monthly active users"],
  ["likes", "公众号点 赞"],
  ["likes", "转赞评总量"],
  ["likes", "微信投票得票数"],
  ["likes", "文章阅读量"],
  ["likes", "宣传转发", "", "统计各单位数量"],
  ["likes", "", "Number of followers"],
  ["likes", "", "Online votes"],
  ["photos", "工作照片张数"],
  ["photos", "现场视频上传"],
  ["photos", "入户拍照留痕"],
  ["photos", "入户照片", "", "每户不少于两张，统计份数"],
  ["photos", "", "Photos uploaded: photo count"],
  ["location", "巡查轨迹上报"],
  ["location", "行走步数排名"],
  ["location", "", "GPS tracks of patrols"],
  ["install-rate", "ＡＰＰ下载量"],
  ["install-rate", "小程序 推广率"],
  ["install-rate", "政务应用的使用率"],
  ["install-rate", "", "App installs"],
  ["paper-count", "召开会议次数"],
  ["paper-count", "调度会场次"],
  ["paper-count", "印发文件数"],
  ["paper-count", "政务信息录用篇数"],
  ["paper-count", "台账本数"],
  ["paper-count", "纪实事项条数"],
  ["paper-count", "人均实绩数量"],
  ["paper-count", "", "Number of deeds"],
  ["paper-count", "", "Number of meetings"],
  ["paper-count", "", "Reports written"],
];

/** What only looks like it: real names of published schemes and of the demo city among them. */
const fine: readonly (readonly string[])[] = [
  ["第一议题学习落实率", "Study-first rate of meetings", "落实第一议题制度的会议占应落实会议的比例"],
  ["发文压减幅度", "Fewer documents", "比上年少发文件的比例", "Documents issued, against the year before"],
  ["烟感报警器安装率"],
  ["商标注册量"],
  ["视频数据质量"],
  ["不动产登记平均用时", "Days to register real estate"],
  ["政务信息累计得分", "Points for information sent"],
  ["12345满意率", "Hotline satisfaction"],
  ["窗口平均等候", "Mean waiting time"],
  ["民主测评", "Vote"],
  ["办理事项网上可办率", "Matters that can be handled online"],
  ["经办件按期办结率", "Own cases on time"],
  ["干部教育培训学时完成率"],
  ["药品不良反应报告数"],
  ["重大项目开工率", "Projects begun"],
  ["定点医疗机构覆盖率"],
  ["数据共享接口调用成功率"],
  ["上市后备企业培育数"],
  ["案卷合格率", "Case files up to standard"],
  ["会议费压减率", "Spending on meetings cut"],
];

describe("what may not be appraised", () => {
  it.each(tried)("%s is found in %s %s %s", (kind, ...texts) => {
    expect(kindOf(...texts)).toBe(kind);
  });

  it.each(fine.map((texts) => [texts[0], texts] as const))("%s is let through", (_, texts) => {
    expect(findForbidden(texts)).toBeUndefined();
  });

  it("tries every kind in both languages", () => {
    const inEnglish = tried.filter(([, first]) => first === "").map(([kind]) => kind);
    const inChinese = tried.filter(([, first]) => first !== "").map(([kind]) => kind);
    for (const kind of forbiddenKinds)
      expect([inEnglish, inChinese].map((kinds) => kinds.includes(kind))).toEqual([true, true]);
  });

  it("lets meetings be counted where fewer of them are better, and log-ins never", () => {
    expect(findForbidden(["会议次数"], { isCurb: true })).toBeUndefined();
    expect(findForbidden(["精简会议次数"])).toBeUndefined();
    expect(findForbidden(["登录次数"], { isCurb: true })?.kind).toBe("logins");
    expect(kindOf("压减登录次数")).toBe("logins");
  });
});
