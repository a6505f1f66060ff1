/** The registry's refusals, findings, acts and rules of who appraises. `{x}` is a parameter. */
export const registryWords = {
  "registry-empty": {
    "zh-CN": "这项考核还没有名册，请先导入",
    en: "This programme has no registry yet: bring one in first",
  },
  "registry-act-impossible": {
    "zh-CN": "这一办理事项的对象（{thing}）不存在，或在该日不存在。请重新预览",
    en: "What the act is about ({thing}) is not there, or not on that day. Preview it again",
  },
  "registry-unsound": {
    "zh-CN": "未登记：办理后名册会有 {count} 处自相矛盾，首先是 {id}。请查看预览中的说明",
    en: "Not recorded: the registry would contradict itself in {count} places, first in {id}. See the preview",
  },
  "body-taken": { "zh-CN": "编号 {body} 已被另一机构使用", en: "Another body is called {body} already" },

  "audit-action.see-registry": { "zh-CN": "查看机构和人员名册", en: "see the registry" },
  "audit-action.see-registry-person": { "zh-CN": "查看人员任职", en: "see somebody’s posts" },
  "audit-action.see-personnel-file": { "zh-CN": "查看人员登记材料", en: "see somebody’s file" },
  "audit-action.change-personnel-file": { "zh-CN": "登记人员材料", en: "record in somebody’s file" },
  "audit-action.change-registry": { "zh-CN": "办理机构和人员变动", en: "change the registry" },

  "registry-acts.unit": { "zh-CN": "变更、终止本单位", en: "Change or end this unit" },
  "registry-acts.sections": { "zh-CN": "调整科室", en: "Change its sections" },
  "registry-acts.posts": { "zh-CN": "任免、调整岗位", en: "Give, change or end posts" },
  "registry-acts.person": { "zh-CN": "变更信息、退休调出", en: "Change or end the entry" },
  "registry-acts.file": { "zh-CN": "登记请假、处分和等次", en: "Record leave, conclusions and grades" },
  "registry-act.make-unit": { "zh-CN": "新设单位", en: "Make a unit" },
  "registry-act.change-unit": { "zh-CN": "更名、改隶、调整类型", en: "Rename, move or re-type" },
  "registry-act.end-unit": { "zh-CN": "合并、拆分、撤销", en: "Merge, split or abolish" },
  "registry-act.make-section": { "zh-CN": "新设科室", en: "Make a section" },
  "registry-act.change-section": { "zh-CN": "科室更名、调整排序", en: "Rename or re-order a section" },
  "registry-act.move-section": { "zh-CN": "科室划转到另一单位", en: "Move a section to another unit" },
  "registry-act.merge-section": { "zh-CN": "科室并入另一科室", en: "Merge a section into another" },
  "registry-act.end-section": { "zh-CN": "撤销科室", en: "End a section" },
  "registry-act.make-team": { "zh-CN": "登记领导班子", en: "Make a leadership team" },
  "registry-act.add-official": { "zh-CN": "新增人员", en: "Add a person" },
  "registry-act.change-official": { "zh-CN": "变更人员信息", en: "Change a person’s entry" },
  "registry-act.end-official": { "zh-CN": "退休、调出", en: "Retired or moved away" },
  "registry-act.give-post": { "zh-CN": "任职", en: "Give a post" },
  "registry-act.change-post": { "zh-CN": "调整岗位", en: "Change a post" },
  "registry-act.end-post": { "zh-CN": "免职、结束任职", en: "End a post" },
  "registry-act.add-leave": { "zh-CN": "登记请假天数", en: "Add leave days" },
  "registry-act.add-sanction": { "zh-CN": "登记处分、处理", en: "Record a formal conclusion" },
  "registry-act.change-sanction": { "zh-CN": "更正处分、处理", en: "Correct a formal conclusion" },
  "registry-act.end-sanction": { "zh-CN": "处分、处理结束", en: "End a formal conclusion" },
  "registry-act.add-grade": { "zh-CN": "登记往年等次", en: "Record a grade of an earlier year" },
  "registry-act.change-grade": { "zh-CN": "更正往年等次", en: "Correct a grade of an earlier year" },
  "registry-act.withdraw-record": { "zh-CN": "撤回误登的登记材料", en: "Withdraw what was recorded by mistake" },
  "registry-act.withdraw-record.leave": {
    "zh-CN": "撤回误登的请假天数",
    en: "Withdraw leave days recorded by mistake",
  },
  "registry-act.withdraw-record.sanction": {
    "zh-CN": "撤回误登的处分、处理",
    en: "Withdraw a formal conclusion recorded by mistake",
  },
  "registry-act.withdraw-record.grade": {
    "zh-CN": "撤回误登的往年等次",
    en: "Withdraw an earlier grade recorded by mistake",
  },
  "registry-act.end-body": { "zh-CN": "机构不再决定", en: "A body decides no longer" },
  "registry-act.record-meeting": { "zh-CN": "登记会议", en: "Record a meeting" },
  "registry-act.begin-registry": {
    "zh-CN": "由现有考核对象建立名册",
    en: "Begin the registry from the subjects on record",
  },
  "registry-act.open-cycle": { "zh-CN": "切换考核周期", en: "Open a cycle" },
  "registry-act.dataset": { "zh-CN": "载入数据集", en: "A dataset was loaded" },
  "registry-act.import": { "zh-CN": "导入", en: "Import" },
  "registry-act.undo": { "zh-CN": "撤回", en: "Undone" },

  "registry-problem.id-taken": { "zh-CN": "编号 {id} 已被使用", en: "{id} is taken already" },
  "registry-problem.unit-unknown": { "zh-CN": "没有单位 {unit}", en: "There is no unit {unit}" },
  "registry-problem.section-unknown": { "zh-CN": "没有科室 {section}", en: "There is no section {section}" },
  "registry-problem.official-unknown": { "zh-CN": "没有人员 {official}", en: "There is nobody called {official}" },
  "registry-problem.post-unknown": { "zh-CN": "没有任职记录 {post}", en: "There is no post {post}" },
  "registry-problem.record-unknown": { "zh-CN": "没有登记材料 {id}", en: "There is no record {id}" },
  "registry-problem.body-absent": { "zh-CN": "没有机构 {body}", en: "There is no body {body}" },
  "registry-problem.body-over": {
    "zh-CN": "机构 {body} 的最后一日已登记为 {until}",
    en: "The last day of body {body} is on record already: {until}",
  },
  "registry-problem.begun-already": {
    "zh-CN": "名册已经建立，或“{cycle}”不是考核周期",
    en: "The registry has begun already, or “{cycle}” is no cycle",
  },
  "registry-problem.not-then": { "zh-CN": "{id} 在 {day} 不存在", en: "{id} is not there on {day}" },
  "registry-problem.nothing-changes": { "zh-CN": "填写的内容与现状相同", en: "Nothing would be different" },
  "registry-problem.unit-goes-on": {
    "zh-CN": "单位 {unit} 自 {since} 起还有后续记录，请先处理",
    en: "Unit {unit} has a later span from {since}: deal with that first",
  },
  "registry-problem.unit-ended": { "zh-CN": "单位 {unit} 已于 {until} 终止", en: "Unit {unit} ended on {until}" },
  "registry-problem.post-later": {
    "zh-CN": "此后还有任职记录 {post}（自 {since}），请先处理",
    en: "There is a later post, {post}, from {since}: deal with that first",
  },

  "registry-finding.dates-backwards": {
    "zh-CN": "结束日期 {until} 早于开始日期 {since}",
    en: "It ends on {until}, before it begins on {since}",
  },
  "registry-finding.spans-overlap": {
    "zh-CN": "单位 {unit} 的两段记录时间重叠（{first}）",
    en: "Two spans of unit {unit} overlap ({first})",
  },
  "registry-finding.ended-unit-goes-on": {
    "zh-CN": "单位 {unit} 已于 {until} 终止，却还有后续记录",
    en: "Unit {unit} ended on {until} and goes on",
  },
  "registry-finding.tree-loop": {
    "zh-CN": "隶属关系成环：{unit} 经 {through} 又回到自身",
    en: "The tree has a loop: {unit}, through {through}, is above itself",
  },
  "registry-finding.parent-unknown": {
    "zh-CN": "上级单位 {parent} 不存在",
    en: "There is no unit {parent} to be below",
  },
  "registry-finding.parent-not-then": {
    "zh-CN": "上级单位 {parent} 在这段时间不（再）存在",
    en: "Unit {parent} above it is not there in that time",
  },
  "registry-finding.body-unknown": { "zh-CN": "没有机构 {body}", en: "There is no body {body}" },
  "registry-finding.body-not-then": {
    "zh-CN": "机构 {body} 到 {until} 为止",
    en: "Body {body} was there until {until}",
  },
  "registry-finding.body-ended": {
    "zh-CN": "机构 {body} 到 {until} 为止，此后由谁决定还没有登记",
    en: "Body {body} is there until {until}: who decides from then on is not on record",
  },
  "registry-finding.dual-led-ungraded": {
    "zh-CN": "双重领导的单位须写明由谁定等",
    en: "A dual-led unit names the body that grades it",
  },
  "registry-finding.successor-without-end": {
    "zh-CN": "单位 {unit} 有承接单位，却没有终止日期",
    en: "Unit {unit} has successors and no last day",
  },
  "registry-finding.successor-absent": {
    "zh-CN": "单位 {unit} 合并或拆分，须写明承接单位",
    en: "Unit {unit} is merged or split and names no successor",
  },
  "registry-finding.successor-unknown": {
    "zh-CN": "承接单位 {successor} 不存在",
    en: "There is no unit {successor} to succeed",
  },
  "registry-finding.successor-not-then": {
    "zh-CN": "承接单位 {successor} 在 {day} 不存在",
    en: "Unit {successor} is not there on {day} to succeed",
  },
  "registry-finding.unit-unknown": { "zh-CN": "没有单位 {unit}", en: "There is no unit {unit}" },
  "registry-finding.unit-not-then": {
    "zh-CN": "单位 {unit} 在这段时间不存在（{since} 至 {until}）",
    en: "Unit {unit} is not there in that time (it is from {since} to {until})",
  },
  "registry-finding.regime-unknown": {
    "zh-CN": "人员类别“{regime}”未登记",
    en: "“{regime}” is no regime that is known",
  },
  "registry-finding.rank-unknown": { "zh-CN": "职级“{rank}”未登记", en: "“{rank}” is no rank that is known" },
  "registry-finding.staff-number-twice": {
    "zh-CN": "人员编号 {number} 与 {first} 重复",
    en: "Staff number {number} is that of {first}",
  },
  "registry-finding.role-class-absent": { "zh-CN": "没有写明职责类别", en: "It has no role class" },
  "registry-finding.role-class-unknown": {
    "zh-CN": "职责类别“{roleClass}”未登记",
    en: "“{roleClass}” is no role class that is known",
  },
  "registry-finding.share-range": { "zh-CN": "份额 {share} 不在 0 与 1 之间", en: "A share of {share} cannot be" },
  "registry-finding.section-unknown": { "zh-CN": "没有科室 {section}", en: "There is no section {section}" },
  "registry-finding.section-elsewhere": {
    "zh-CN": "科室 {section} 属于单位 {unit}",
    en: "Section {section} belongs to unit {unit}",
  },
  "registry-finding.section-not-then": {
    "zh-CN": "科室 {section} 已于 {until} 撤销",
    en: "Section {section} ended on {until}",
  },
  "registry-finding.team-unknown": { "zh-CN": "没有领导班子 {team}", en: "There is no team {team}" },
  "registry-finding.team-elsewhere": {
    "zh-CN": "领导班子 {team} 属于单位 {unit}",
    en: "Team {team} leads unit {unit}",
  },
  "registry-finding.team-not-then": {
    "zh-CN": "领导班子 {team} 已于 {until} 终止",
    en: "Team {team} ended on {until}",
  },
  "registry-finding.official-unknown": { "zh-CN": "没有人员 {official}", en: "There is nobody called {official}" },
  "registry-finding.official-not-then": {
    "zh-CN": "人员 {official} 已于 {until} 离开",
    en: "{official} left on {until}",
  },
  "registry-finding.two-main-posts": {
    "zh-CN": "人员 {official} 同一时间有两个主职（另一个为 {first}）",
    en: "{official} holds two full main posts at a time (the other is {first})",
  },
  "registry-finding.two-heads": {
    "zh-CN": "单位 {unit} 同一时间有两名正职：{official} 与 {other}；确为两个正职的，请分别写明职务",
    en: "Unit {unit} has two heads at a time: {official} and {other}. Where that is meant, each bears a title",
  },
  "registry-finding.leave-too-long": {
    "zh-CN": "{since} 至 {until} 不足 {days} 天",
    en: "There are not {days} days between {since} and {until}",
  },
  "registry-finding.leave-overlaps": {
    "zh-CN": "人员 {official} 的请假时间与另一条重叠",
    en: "Leave of {official} overlaps another entry",
  },
  "registry-finding.sanction-unknown": {
    "zh-CN": "处分、处理种类“{kind}”未登记",
    en: "“{kind}” is no formal conclusion that is known",
  },
  "registry-finding.sanctions-overlap": {
    "zh-CN": "{official} 另有处分在同一期间：合并后的期限以处分决定为准",
    en: "{official} has another one in the same time: how long they run together, the decision says",
  },
  "registry-finding.grade-twice": {
    "zh-CN": "人员 {official} 的 {year} 年等次登记了两次（{first}）",
    en: "The grade of {official} for {year} is there twice ({first})",
  },
  "registry-finding.name-too-long": { "zh-CN": "名称过长", en: "The name is too long" },

  "appraiser.by-authority": {
    "zh-CN": "领导成员，由有管理权限的机构考核，并听取所在单位意见。",
    en: "A leading member: appraised by the authority that manages them, hearing the unit.",
  },
  "appraiser.authority-unknown": {
    "zh-CN": "领导成员应由有管理权限的机构考核，名册中尚未登记该机构。",
    en: "A leading member is appraised by the authority that manages them, which the registry does not name yet.",
  },
  "appraiser.own-unit": {
    "zh-CN": "全年在本单位任职，由本单位考核。",
    en: "In one unit all through the cycle: appraised by it.",
  },
  "appraiser.transferred": {
    "zh-CN": "年内调任或转任，由截止日所在单位考核；原单位提供材料。",
    en: "Transferred during the cycle: appraised by the unit of the cut-off day; the former one supplies material.",
  },
  "appraiser.seconded-longer": {
    "zh-CN": "援派、挂职的天数达到本周期的 {share}，由该单位考核，并听取另一单位意见。",
    en: "Sent elsewhere for {share} of the cycle’s days or more: appraised there, hearing the other unit.",
  },
  "appraiser.seconded-shorter": {
    "zh-CN": "援派、挂职、借调的天数不足本周期的 {share}，由原单位考核；另一单位提供材料。",
    en: "Sent elsewhere for less than {share} of the cycle’s days: appraised at home; the other unit supplies material.",
  },
  "appraiser.local-rule": {
    "zh-CN": "不适用公务员考核规定的人员（或人员类别尚未登记），按本市办法由所在单位考核。",
    en: "Not under the rules for civil servants (or the regime is not on record yet): appraised by the unit, by the city’s own rule.",
  },
  "appraiser.left-before": {
    "zh-CN": "截止日前已离开，本周期不再考核。",
    en: "Left before the cut-off day: not appraised in this cycle.",
  },
  "appraiser.placeless": {
    "zh-CN": "截止日没有主职，无法确定由谁考核。",
    en: "No main post on the cut-off day: nobody can be named.",
  },
  "taking-part.comment-only": {
    "zh-CN": "试用期人员：参加考核，只写评语，不确定等次。",
    en: "On probation: takes part, with a written comment and no grade.",
  },
  "taking-part.no-grade-for-leave": {
    "zh-CN":
      "病假、事假累计 {days} 天，超过考核年度（{of} 天）的 {share}：参加考核，不确定等次。法定产假等是否计入，原文未载明，请先确认。",
    en: "Sick and personal leave of {days} days, more than {share} of {of}: takes part, without a grade. Whether statutory leave counts is not in the text: confirm it first.",
  },
  "rule-cited.basis": { "zh-CN": "依据：", en: "Basis: " },
  "rule-cited.state": { "zh-CN": "（{state}）", en: " ({state})" },
  "rule-cited.none": {
    "zh-CN": "没有找到国家规定，按本市办法",
    en: "No national rule was found; the city’s own holds",
  },

  "own-data.registry": { "zh-CN": "名册登记", en: "Registry" },
  "own-data.posts": { "zh-CN": "任职经历", en: "Posts" },
  "own-data.leave": { "zh-CN": "请假天数", en: "Leave days" },
  "own-data.sanctions": { "zh-CN": "正式处分处理", en: "Formal conclusions" },
  "own-data.earlier-grades": { "zh-CN": "往年等次", en: "Earlier grades" },
  "own-data.column.regime": { "zh-CN": "人员类别", en: "regime" },
  "own-data.column.rank": { "zh-CN": "职级", en: "rank" },
  "own-data.column.managed_by": { "zh-CN": "管理权限", en: "management authority" },
  "own-data.column.aliases": { "zh-CN": "别名", en: "also called" },
  "own-data.column.since": { "zh-CN": "自", en: "from" },
  "own-data.column.withdrawn": { "zh-CN": "已撤回", en: "withdrawn" },
  "own-data.column.section": { "zh-CN": "科室", en: "section" },
  "own-data.column.title": { "zh-CN": "职务", en: "title" },
  "own-data.column.days": { "zh-CN": "天数", en: "days" },
  "own-data.column.year": { "zh-CN": "年度", en: "year" },
  "own-data.column.grade": { "zh-CN": "等次", en: "grade" },
  "own-data.column.scale": { "zh-CN": "等次种类", en: "scale" },

  "registry-sanction.warning": { "zh-CN": "政务警告", en: "administrative warning" },
  "registry-sanction.party-warning": { "zh-CN": "党内警告", en: "warning within the Party" },
  "registry-sanction.demerit": { "zh-CN": "记过", en: "demerit" },
  "registry-sanction.party-serious-warning": { "zh-CN": "党内严重警告", en: "serious warning within the Party" },
  "registry-sanction.major-demerit": { "zh-CN": "记大过", en: "major demerit" },
  "registry-sanction.demotion": { "zh-CN": "降级", en: "demotion" },
  "registry-sanction.removal": { "zh-CN": "撤职", en: "removal from post" },
  "registry-sanction.party-removal": { "zh-CN": "撤销党内职务", en: "removal from Party posts" },
  "registry-sanction.party-probation": { "zh-CN": "留党察看", en: "probation within the Party" },
  "registry-sanction.party-expulsion": { "zh-CN": "开除党籍", en: "expulsion from the Party" },
  "registry-sanction.admonition": { "zh-CN": "诫勉", en: "admonition" },
  "registry-sanction.adjustment": { "zh-CN": "调整职务", en: "adjustment of post" },
  "registry-sanction.resignation": { "zh-CN": "责令辞职", en: "ordered resignation" },
  "registry-sanction.dismissal": { "zh-CN": "免职", en: "dismissal" },
  "registry-sanction.lower-rank": { "zh-CN": "降职", en: "lower rank" },

  "registry-kind.unit": { "zh-CN": "单位", en: "unit" },
  "registry-kind.section": { "zh-CN": "科室", en: "section" },
  "registry-kind.team": { "zh-CN": "领导班子", en: "team" },
  "registry-kind.official": { "zh-CN": "人员", en: "person" },
  "registry-kind.post": { "zh-CN": "任职", en: "post" },
  "registry-kind.leave": { "zh-CN": "请假天数", en: "leave days" },
  "registry-kind.sanction": { "zh-CN": "处分、处理", en: "formal conclusion" },
  "registry-kind.grade": { "zh-CN": "往年等次", en: "earlier grade" },
  "registry-kind.body": { "zh-CN": "决定机构", en: "body" },
  "registry-kind.meeting": { "zh-CN": "会议", en: "meeting" },
} as const;
