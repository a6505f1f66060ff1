/** The burden meter: refusals, names of kinds, and what the trail says. `{x}` is a parameter. */
export const burdenWords = {
  "burden-over-budget": {
    "zh-CN":
      "超出预算：{unit} {month} 的预算是 {limit} 分钟，还剩 {left} 分钟，这一项要 {minutes} 分钟（共 {n} 个单位超出）",
    en: "Beyond the budget: {unit} may be asked for {limit} minutes in {month}, {left} are left, and this takes {minutes} ({n} {n|unit|units} in all)",
  },
  "refused.burden-over-budget.todo": {
    "zh-CN": "减少页数、时长、人数或单位，换一个月，或者填写批准人、文号和理由。",
    en: "Ask for less, of fewer units or in another month, or name who has approved it, with document number and reason.",
  },
  "burden-over-count": {
    "zh-CN": "超出预算：{unit} {month} 最多要求 {limit} 次，还剩 {left} 次（共 {n} 个单位超出）",
    en: "Beyond the budget: {unit} may be asked {limit} times in {month}, {left} are left ({n} {n|unit|units} in all)",
  },
  "refused.burden-over-count.todo": {
    "zh-CN": "减少单位，换一个月，或者填写批准人、文号和理由。",
    en: "Ask fewer units or in another month, or name who has approved it, with document number and reason.",
  },
  "burden-in-library": {
    "zh-CN": "不能重复索取：“{field}”已在指标库“{name}”中，数据由{keeper}负责（这样的字段共 {n} 个）",
    en: "Not asked twice: “{field}” is in the library as “{name}”, and {keeper} answers for the data ({n} such {n|field|fields})",
  },
  "refused.burden-in-library.todo": {
    "zh-CN": "到指标库取用，删去这个字段；确需另报的，填写签批的例外（文号、签批人、理由）。",
    en: "Take it from there and leave the field out; where it must be asked again, record the signed exception.",
  },
  "burden-in-stream": {
    "zh-CN": "不能重复索取：“{field}”已由数据流“{name}”自动取得，由{keeper}提供（这样的字段共 {n} 个）",
    en: "Not asked twice: “{field}” arrives by itself in the stream “{name}”, from {keeper} ({n} such {n|field|fields})",
  },
  "refused.burden-in-stream.todo": {
    "zh-CN": "直接使用取得的数据，删去这个字段；确需另报的，填写签批的例外（文号、签批人、理由）。",
    en: "Use what arrives and leave the field out; where it must be asked again, record the signed exception.",
  },
  "burden-asked-before": {
    "zh-CN": "不能重复索取：“{field}”已在“{name}”中向这些单位要过，由{keeper}保管（这样的字段共 {n} 个）",
    en: "Not asked twice: “{field}” was asked of these units in “{name}”, and {keeper} holds it ({n} such {n|field|fields})",
  },
  "refused.burden-asked-before.todo": {
    "zh-CN": "向保管单位取用，删去这个字段；时间不同的，写明数据所属期间；确需另报的，填写签批的例外。",
    en: "Take it from whoever holds it and leave the field out; where the data are of another time, say of which; or record the signed exception.",
  },
  "burden-withdrawn": { "zh-CN": "这一项已经撤回", en: "This has been taken back already" },
  "burden-fields-required": {
    "zh-CN": "报表和台账须逐项写明要哪些数据（至少一个字段）",
    en: "A form or a ledger names the data that it asks for, one field at least",
  },
  "burden-fields-foreign": {
    "zh-CN": "只有报表和台账可以索取数据；要数据，请按报表登记",
    en: "Only forms and ledgers ask for data: register it as a form",
  },
  "burden-field-twice": { "zh-CN": "字段“{field}”写了两次", en: "The field “{field}” is there twice" },
  "burden-statute-foreign": {
    "zh-CN": "只有督查检查可以是法定的",
    en: "Only an inspection can be ordered by law",
  },
  "burden.kind.form": { "zh-CN": "报表", en: "form" },
  "burden.kind.ledger": { "zh-CN": "台账", en: "ledger" },
  "burden.kind.meeting": { "zh-CN": "会议", en: "meeting" },
  "burden.kind.document": { "zh-CN": "文件", en: "document" },
  "burden.kind.letter": { "zh-CN": "责任状", en: "responsibility letter" },
  "burden.kind.inspection": { "zh-CN": "督查检查", en: "inspection" },
  "burden.kind.task-force": { "zh-CN": "专班", en: "task force" },
  "frame.burden": { "zh-CN": "减负", en: "Burden" },
  "audit-action.see-burden": { "zh-CN": "查看减负统计", en: "see what is asked of units" },
  "audit-action.register-burden": { "zh-CN": "登记向单位提出的要求", en: "register what is asked of units" },
  "audit-action.set-burden": { "zh-CN": "设定减负预算和口径", en: "set budgets and the model of minutes" },
  "audit-action.see-own-burden": { "zh-CN": "查看系统对本人的要求次数", en: "see how often the product asked" },
} as const;
