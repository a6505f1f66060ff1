import type { Sentence } from "./language.ts";

/** A scheme beside the national rules, and what is wrong with a file of rules. */
export const lintRulebookWords = {
  "lint.quota-above-national": {
    "zh-CN": "名额 {found} 高于国家规定（{expected}，{rule}）",
    en: "A quota of {found} is above the national one ({expected}, {rule})",
  },
  "lint.quota-above-national.mend": {
    "zh-CN": "降到规定比例；经主管部门审核同意提高的，写明批准文号",
    en: "Lower it; where the authority has agreed to more, state the number of its approval",
  },
  "lint.quota-above-local": {
    "zh-CN": "名额 {found} 高于地方规定（{expected}，{document}，{rule}）",
    en: "A quota of {found} is above the one set here ({expected}, {document}, {rule})",
  },
  "lint.quota-above-local.mend": {
    "zh-CN": "降到所列文件规定的比例；需要提高的，先在“地方规定”中办理",
    en: "Lower it to what the document says; to raise it, have that recorded under “Local rules” first",
  },
  "lint.scale-not-national": {
    "zh-CN": "等次“{found}”与国家规定的“{expected}”不同（{rule}）",
    en: "The grades “{found}” are not the national ones, “{expected}” ({rule})",
  },
  "lint.scale-not-national.mend": {
    "zh-CN": "法定等次按国家规定写；地方兑现等次写在 bands 中",
    en: "Use the statutory grades; local bands of a bonus stand under bands",
  },
  "lint.red-line-not-named": {
    "zh-CN": "红线“{found}”没有写明依据红线目录的哪一项",
    en: "The red line “{found}” does not say which entry of the allow-list it rests on",
  },
  "lint.red-line-not-named.mend": {
    "zh-CN": "写 allowedBy；目录中没有的，先办理地方增补",
    en: "State allowedBy; what the list does not have needs a local addition first",
  },
  "lint.red-line-not-allowed": {
    "zh-CN": "红线目录中没有“{found}”，或该项原文待提供",
    en: "The allow-list has no “{found}”, or its text is still to be supplied",
  },
  "lint.red-line-not-allowed.mend": { "zh-CN": "改为：{expected}", en: "Use: {expected}" },
  "lint.red-line-beyond-entry": {
    "zh-CN": "目录项 {rule} 不能作为“{found}”的依据，只能：{expected}",
    en: "The entry {rule} is no basis for “{found}”, only for: {expected}",
  },
  "lint.red-line-beyond-entry.mend": {
    "zh-CN": "改红线的类型，或改用其他目录项",
    en: "Change the kind of the red line, or rest it on another entry",
  },
  "lint.red-line-without-basis": {
    "zh-CN": "红线“{found}”没有写依据",
    en: "The red line “{found}” states no basis",
  },
  "lint.red-line-without-basis.mend": {
    "zh-CN": "在 basis 中写明法律或文件",
    en: "State the law or document under basis",
  },
  "lint.red-line-entry-expired": {
    "zh-CN": "目录项 {rule} 已于 {found} 到期",
    en: "The entry {rule} ended on {found}",
  },
  "lint.red-line-entry-expired.mend": {
    "zh-CN": "重新办理增补，或删去这条红线",
    en: "Add it to the list anew, or take the red line out",
  },
  "lint.red-line-outlives-entry": {
    "zh-CN": "红线有效期（{found}）超出目录项 {rule} 的有效期",
    en: "The red line holds longer ({found}) than the entry {rule}",
  },
  "lint.red-line-outlives-entry.mend": { "zh-CN": "expires 应为 {expected}", en: "Set expires to {expected}" },
  "lint.rule-verified-unread": {
    "zh-CN": "verified 写作 {found}，按 evidence 应为 {expected}：没有读过原文的不得标为已核实",
    en: "verified is {found} where it must be {expected}: only what was read is verified",
  },
  "lint.rule-verified-unread.mend": {
    "zh-CN": "把 verified 改为 {expected}，或在读过原文后改 evidence",
    en: "Set verified to {expected}, or change evidence once the text was read",
  },
  "lint.rule-validity-overlaps": {
    "zh-CN": "“{found}”在同一天有两条同时有效（另一条 {expected}）",
    en: "Two entries of “{found}” would hold on one day (the other: {expected})",
  },
  "lint.rule-validity-overlaps.mend": {
    "zh-CN": "给旧条目写 until，新条目从次日起",
    en: "Give the older entry an until, and let the newer one begin the day after",
  },
  "lint.rule-ends-before-it-begins": {
    "zh-CN": "失效日 {found} 早于生效日",
    en: "It ends on {found}, before it begins",
  },
  "lint.rule-ends-before-it-begins.mend": { "zh-CN": "应为 {expected}", en: "Expected {expected}" },
  "lint.rule-source-unknown": {
    "zh-CN": "本文件 sources 中没有“{found}”",
    en: "The sources of this file have no “{found}”",
  },
  "lint.rule-source-unknown.mend": { "zh-CN": "改为：{expected}", en: "Use: {expected}" },
  "lint.rule-of-other-subject": {
    "zh-CN": "“{found}”不属于本文件的主题",
    en: "“{found}” is not of the subject of this file",
  },
  "lint.rule-of-other-subject.mend": {
    "zh-CN": "以 {expected} 命名，或移到对应的文件",
    en: "Name it {expected}, or move it",
  },
} as const satisfies Readonly<Record<string, Sentence>>;
