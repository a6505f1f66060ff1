import type { SaidStream } from "../stages/intake/arrivals/commands.ts";

type DemoStream = Omit<SaidStream, "programme">;
const common = { basedOn: 0, reason: "演示" };
const title = (chinese: string, english: string) => ({ title: { "zh-CN": chinese, en: english } });
const instant = (from: string, required = false) => ({ from, type: "instant" as const, required });
const text = (from: string, required = false) => ({ from, type: "text" as const, required });
const truth = (from: string) => ({ from, type: "truth" as const, yes: ["是"], no: ["否"], required: false });

/** What the rows of the simulated hotline mean. */
export const hotlineOrders: DemoStream = {
  ...{ ...common, stream: "hotline-orders", connection: "hotline" },
  name: { "zh-CN": "热线工单", en: "Hotline work orders" },
  mapping: {
    ...{
      rows: "orders",
      headings: 1,
      key: "number",
      happenedAt: "receivedAt",
      unit: "department",
      codes: "departments",
    },
    fields: {
      number: { ...text("number", true), ...title("工单编号", "Number of the order") },
      receivedAt: { ...instant("receivedAt", true), ...title("受理时间", "Received") },
      acceptedAt: { ...instant("acceptedAt"), ...title("签收时间", "Accepted") },
      answeredAt: { ...instant("answeredAt"), ...title("答复时间", "Answered") },
      closedAt: { ...instant("closedAt"), ...title("办结时间", "Closed") },
      department: { ...text("department", true), ...title("承办单位", "Department") },
      topic: { ...text("topic"), ...title("诉求类别", "Topic") },
      isRepeat: { ...truth("isRepeat"), ...title("是否重复来电", "Repeated call") },
      satisfied: { ...text("satisfied"), ...title("回访评价", "Answer to the call back") },
      answeredInTime: { ...truth("answeredInTime"), ...title("是否按期答复", "Answered in time") },
    },
    checks: [
      {
        ...{
          id: "closed-after-received",
          kind: "order",
          earlier: "receivedAt",
          later: "closedAt",
          isStrict: false,
          severity: "refuse",
        },
        name: { "zh-CN": "办结不早于受理", en: "Closed no earlier than received" },
      },
      {
        ...{
          id: "satisfaction-known",
          kind: "one-of",
          field: "satisfied",
          values: ["满意", "不满意", "未评价"],
          severity: "refuse",
        },
        name: { "zh-CN": "满意度是三者之一", en: "Satisfaction is one of three" },
      },
    ],
  },
};

/** What the rows of the simulated approval platform mean. */
export const approvalCases: DemoStream = {
  ...{ ...common, stream: "approval-cases", connection: "approvals" },
  name: { "zh-CN": "审批办件", en: "Approval cases" },
  mapping: {
    ...{
      rows: "cases",
      headings: 1,
      key: "caseNumber",
      happenedAt: "acceptedOn",
      unit: "department",
      codes: "departments",
    },
    fields: {
      number: { ...text("caseNumber", true), ...title("办件编号", "Number of the case") },
      acceptedOn: { from: "acceptedOn", type: "day", required: true, ...title("受理日期", "Accepted on") },
      decidedAt: { ...instant("decidedAt"), ...title("办结时间", "Decided") },
      promisedDays: {
        from: "promisedWorkingDays",
        type: "number",
        required: true,
        ...title("承诺工作日数", "Working days promised"),
      },
      department: { ...text("departmentCode", true), ...title("承办单位", "Department") },
      item: { ...text("item"), ...title("事项", "Matter") },
      result: { ...text("result"), ...title("办理结果", "Result") },
      isOnline: { from: "isOnline", type: "truth", required: false, ...title("是否网上办理", "Handled online") },
      isOnTime: { from: "isOnTime", type: "truth", required: false, ...title("是否按期办结", "Decided in time") },
    },
    checks: [],
  },
};
