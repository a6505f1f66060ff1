import type { SaidStream } from "../stages/intake/arrivals/commands.ts";

type DemoStream = Omit<SaidStream, "programme">;
const common = { basedOn: 0, reason: "演示" };
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
      number: text("number", true),
      receivedAt: instant("receivedAt", true),
      acceptedAt: instant("acceptedAt"),
      answeredAt: instant("answeredAt"),
      closedAt: instant("closedAt"),
      department: text("department", true),
      topic: text("topic"),
      isRepeat: truth("isRepeat"),
      satisfied: text("satisfied"),
      answeredInTime: truth("answeredInTime"),
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
      number: text("caseNumber", true),
      acceptedOn: { from: "acceptedOn", type: "day", required: true },
      decidedAt: instant("decidedAt"),
      promisedDays: { from: "promisedWorkingDays", type: "number", required: true },
      department: text("departmentCode", true),
      item: text("item"),
      result: text("result"),
      isOnline: { from: "isOnline", type: "truth", required: false },
      isOnTime: { from: "isOnTime", type: "truth", required: false },
    },
    checks: [],
  },
};
