/** Quality of the data: what was found in figures, and what is done about it. `{x}` is a parameter. */
export const qualityWords = {
  "finding-course": {
    "zh-CN": "这条问题现在的状态不允许这样处理",
    en: "As the finding stands now, this cannot be done with it",
  },
  "refused.finding-course.todo": {
    "zh-CN": "可能有人刚处理过，请刷新页面查看最新情况。",
    en: "Somebody may have worked on it just now: load the page again.",
  },
  "finding-moved": { "zh-CN": "您看过之后又有人处理过", en: "somebody worked on it after you had looked" },
  "findings-not-done": {
    "zh-CN": "{total} 条中有 {n} 条不能这样处理，所以一条也没有处理",
    en: "Of {total} findings {n} cannot be dealt with in this way, so that nothing was done with any of them",
  },
  "refused.findings-not-done.todo": {
    "zh-CN": "请把列出的各条移出选择，再做一次。",
    en: "Take those that are named out of the choice and do it again.",
  },
  "rule-unsound": {
    "zh-CN": "规则里的指标 {indicator} 不合适：方案里没有，写了两次，或与第一个指标的周期不同",
    en: "The indicator {indicator} does not fit: the scheme has none of it, it stands there twice, or its periods are others than those of the first one",
  },
  "refused.rule-unsound.todo": {
    "zh-CN": "请只选同一周期（都按月、都按季）的不同指标。",
    en: "Choose different indicators with the same period, all monthly or all quarterly.",
  },
  "rule-ended": { "zh-CN": "规则已经停用", en: "The rule has ended" },
  "todo.mend-figure": {
    "zh-CN": "{period} 的一个数据被请求核改：请更正来源，或说明原因",
    en: "A figure of {period} is to be put right: mend its source, or explain it",
  },
  "digest.kind.mend-figure": { "zh-CN": "数据待核改", en: "figures to be put right" },
  "todo.read-quality": {
    "zh-CN": "数据质量：有 {n} 条问题还没有处理，请在出分前看一遍",
    en: "Data quality: {n} {n|finding has|findings have} not been settled; look before scores are made",
  },
  "digest.kind.read-quality": { "zh-CN": "数据质量待查看", en: "data quality to be looked at" },
  "audit-action.see-quality": { "zh-CN": "查看数据质量", en: "see data quality" },
  "audit-action.work-quality": { "zh-CN": "处理数据质量问题", en: "work on findings" },
  "audit-action.keep-quality-rules": { "zh-CN": "维护数据质量规则", en: "keep rules of data quality" },
  "audit-thing.finding": { "zh-CN": "数据质量问题 {value}", en: "finding {value}" },
  "audit-thing.quality-rule": { "zh-CN": "数据质量规则 {value}", en: "rule of data quality {value}" },
  "audit-outcome.finding-course": { "zh-CN": "状态不允许", en: "its state does not allow it" },
  "audit-outcome.findings-not-done": { "zh-CN": "其中有的不能处理", en: "some of them cannot be dealt with" },
  "audit-outcome.rule-ended": { "zh-CN": "规则已停用", en: "the rule has ended" },
  "audit-outcome.rule-unsound": { "zh-CN": "规则不合适", en: "the rule does not fit" },

  "provisional.running": { "zh-CN": "暂定：期间未结束", en: "Provisional: its period has not ended" },
  "provisional.before-cut-off": { "zh-CN": "暂定：报送期未截止", en: "Provisional: figures are still coming in" },
  "provisional.in-doubt": { "zh-CN": "暂定：有疑点待处理", en: "Provisional: something in it is not settled" },
  "provisional.on-paper": { "zh-CN": "暂定", en: "provisional" },

  "frame.quality": { "zh-CN": "数据质量", en: "Data quality" },
  "quality.title": { "zh-CN": "数据质量", en: "Data quality" },
  "quality.lead": {
    "zh-CN":
      "每次入数后和每天都检查一遍：缺报、迟报、量级跳变、离群、扎堆、期末集中、指标间矛盾。疑点只提示，不改数据，也不自动扣任何人的分。",
    en: "Figures are examined after every recording and every day: missing, late, off by a power of ten, far from their history, heaped at the target, crowded at the end, at odds with each other. What is found changes no figure and costs nobody a point by itself.",
  },
  "quality.to": { "zh-CN": "数据质量各页", en: "Pages on data quality" },
  "quality.to.overview": { "zh-CN": "总览", en: "Overview" },
  "quality.to.findings": { "zh-CN": "问题清单", en: "Findings" },
  "quality.to.rules": { "zh-CN": "规则和标准", en: "Rules and thresholds" },
  "quality.none": { "zh-CN": "还没有检查过", en: "Nothing has been examined yet" },
  "quality.none.todo": {
    "zh-CN": "有数据和方案后，一分钟内会自动检查。",
    en: "Once there are figures and a scheme, this happens within a minute.",
  },
  "quality.verdict": {
    "zh-CN": "现在有 {figures} 个数据不能直接采信，{n} 条问题还没有处理",
    en: "{figures} {figures|figure is|figures are} not to be relied upon as {figures|it stands|they stand}; {n} {n|finding has|findings have} not been settled",
  },
  "quality.verdict.clear": { "zh-CN": "没有待处理的问题", en: "Nothing waits to be settled" },
  "quality.examined": {
    "zh-CN": "{at} 检查，按 {day} 的情况，看了 {figures} 个数值",
    en: "Examined {at}, as of {day}: {figures} numbers",
  },
  "quality.doubtful": { "zh-CN": "哪些数据不能采信", en: "Which figures cannot be relied upon" },
  "quality.indicator": { "zh-CN": "指标", en: "Indicator" },
  "quality.period": { "zh-CN": "期间", en: "Period" },
  "quality.kinds": { "zh-CN": "疑点", en: "What was found" },
  "quality.findings": { "zh-CN": "待处理", en: "Unsettled" },
  "quality.figures": { "zh-CN": "带标记的数据", en: "Figures marked" },
  "quality.sources": { "zh-CN": "各数据来源得分", en: "How well each source feeds" },
  "quality.sources.lead": {
    "zh-CN":
      "满分 100 分。失分＝权重×有问题的数÷应看的数：齐全 40 分（缺报÷应报），及时 30 分（迟报÷知道报送日的），可信 30 分（有疑点未处理÷数值）。说明过或已更正的疑点不失分。只评供数的一方，不进入任何单位的考核得分。",
    en: "Out of 100. Lost is weight × faults ÷ what was looked at: complete 40 (missing ÷ due), in time 30 (late ÷ those whose day is known), sound 30 (in doubt ÷ numbers). What was explained or mended costs nothing. It is about those who feed the data, and enters nobody’s appraisal.",
  },
  "quality.sources.none": {
    "zh-CN": "没有您负责的完整来源。",
    en: "There is no source of which all indicators are yours.",
  },
  "quality.sources.whole": { "zh-CN": "没有失分的来源（{n} 个）", en: "Sources that lost nothing ({n})" },
  "quality.source": { "zh-CN": "来源", en: "Source" },
  "quality.source.unknown": { "zh-CN": "方案没有写来源", en: "the scheme names no source" },
  "quality.owner": { "zh-CN": "数据责任单位", en: "Answers for it" },
  "quality.points": { "zh-CN": "得分", en: "Points" },
  "quality.lost": { "zh-CN": "失分原因", en: "What was lost" },
  "quality.lost.none": { "zh-CN": "没有失分", en: "nothing" },
  "quality.lost.complete": {
    "zh-CN": "齐全 −{points}：应报 {of} 个，缺 {n} 个",
    en: "complete −{points}: {n} of {of} due are missing",
  },
  "quality.lost.in-time": {
    "zh-CN": "及时 −{points}：{of} 个中迟报 {n} 个",
    en: "in time −{points}: {n} of {of} came late",
  },
  "quality.lost.sound": {
    "zh-CN": "可信 −{points}：{of} 个数值中 {n} 个有疑点未处理",
    en: "sound −{points}: {n} of {of} numbers are in doubt",
  },
  "quality.small": { "zh-CN": "基数太小，不作判断", en: "Too few cases to be judged" },
  "quality.small.lead": {
    "zh-CN": "下列数据看起来异常，但背后不足 {least} 件，一两件就能让比率大起大落，所以不列为问题。共 {n} 个。",
    en: "These stand out, but fewer than {least} cases are behind them, where one or two cases move a rate far: they are no findings. {n} in all.",
  },
  "quality.small.row": {
    "zh-CN": "{subject} · {indicator} · {period}（{cases} 件）",
    en: "{subject} · {indicator} · {period} ({cases} {cases|case|cases})",
  },

  "found.title": { "zh-CN": "数据质量问题", en: "Findings" },
  "found.lead": {
    "zh-CN":
      "处理办法有三种：说明原因（数据属实）；请责任单位核改来源，新数据到了自动销号；已经不成立的自动关闭。谁处理的、为什么，都留痕。",
    en: "A finding is explained (the figure is right), or its owner is asked to mend the source, and it closes when the new figure is there; what holds no more closes by itself. Who did what and why stays on record.",
  },
  "found.none": { "zh-CN": "没有这样的问题", en: "There is no such finding" },
  "found.none.todo": { "zh-CN": "换一个状态或种类看看。", en: "Choose another state or kind." },
  "found.state": { "zh-CN": "状态", en: "State" },
  "found.kind": { "zh-CN": "种类", en: "Kind" },
  "found.all": { "zh-CN": "全部", en: "all" },
  "found.source": { "zh-CN": "来源", en: "Source" },
  "found.all-here": { "zh-CN": "选中这里可以一并处理的 {n} 条", en: "Choose the {n} that are shown here" },
  "found.choose": { "zh-CN": "选择：{what}", en: "Choose: {what}" },
  "found.together": { "zh-CN": "已选 {n} 条", en: "{n} chosen" },
  "found.together.explain": { "zh-CN": "说明这 {n} 条的原因", en: "Explain these {n}" },
  "found.together.open-again": { "zh-CN": "重新打开这 {n} 条", en: "Open these {n} again" },
  "found.together.what": {
    "zh-CN": "一个理由记在每一条下面，{n} 条各留各的痕；只要有一条不能处理，就一条都不处理，并逐条说明。",
    en: "One reason stands with each of the {n}, and each keeps a record of its own. Where one of them cannot be, none is touched, and you are told which and why.",
  },
  "found.together.differ": {
    "zh-CN": "选中的各条状态不同，没有可以一并做的处理；请只选“待处理”“核改中”的，或只选“已说明”的。",
    en: "Those that are chosen stand differently, and no act fits all of them: choose open ones alone, or explained ones alone.",
  },
  "found.not-done": { "zh-CN": "不能处理的各条", en: "Those that cannot be dealt with" },
  "found.not-done.leave": { "zh-CN": "把这 {n} 条移出选择", en: "Take these {n} out of the choice" },
  "found.done": { "zh-CN": "{n} 条已处理。", en: "{n} were dealt with." },
  "found.what": { "zh-CN": "问题", en: "What was found" },
  "found.where": { "zh-CN": "数据", en: "Where" },
  "found.more": { "zh-CN": "再看一些", en: "Show more" },
  "found.whole": { "zh-CN": "整个指标", en: "the whole indicator" },
  "found.choices": { "zh-CN": "筛选", en: "Filter" },
  "quality.by.system": { "zh-CN": "系统", en: "the system" },
  "finding.state.open": { "zh-CN": "待处理", en: "open" },
  "finding.state.mending": { "zh-CN": "核改中", en: "being mended" },
  "finding.state.explained": { "zh-CN": "已说明", en: "explained" },
  "finding.state.mended": { "zh-CN": "已更正", en: "mended" },
  "finding.state.gone": { "zh-CN": "已不成立", en: "holds no more" },
  "finding.kind.absent": { "zh-CN": "缺报", en: "missing" },
  "finding.kind.late": { "zh-CN": "迟报", en: "late" },
  "finding.kind.silent": { "zh-CN": "来源中断", en: "silent source" },
  "finding.kind.jump": { "zh-CN": "量级跳变", en: "off by a power of ten" },
  "finding.kind.outlier": { "zh-CN": "离群", en: "far from its history" },
  "finding.kind.heaping": { "zh-CN": "达标线扎堆", en: "heaped at the target" },
  "finding.kind.period-end": { "zh-CN": "期末集中", en: "crowded at the end" },
  "finding.kind.cross": { "zh-CN": "指标间矛盾", en: "at odds with others" },
  "finding.says.absent": { "zh-CN": "{due}前应报，至今没有。", en: "It was due by {due} and is not there." },
  "finding.says.absent.whole": {
    "zh-CN": "{due}前应报，至今没有一个单位有数。",
    en: "It was due by {due}, and nobody has one.",
  },
  "finding.says.late": {
    "zh-CN": "应在{due}前报齐；知道报送日的 {of} 个数据中 {late} 个迟报，最晚{last}，迟 {days} 天。",
    en: "Due by {due}: {late} of {of} figures whose day is known came later, the last on {last}, {days} {days|day|days} late.",
  },
  "finding.says.silent": {
    "zh-CN": "数据流 {stream} 自{lastDay}起 {days} 天没有读完过一次。",
    en: "The stream {stream} has not been read to its end since {lastDay}, {days} {days|day|days} ago.",
  },
  "finding.says.jump.up": {
    "zh-CN":
      "报 {value}，是本单位此前 {n} 个数的中位数 {middle} 的约 {factor} 倍。像是单位写错（元与万元、百分数与小数、多写了零）。",
    en: "It says {value}, about {factor} times the median {middle} of the {n} figures before. It looks like another unit of measurement, or noughts too many.",
  },
  "finding.says.jump.down": {
    "zh-CN":
      "报 {value}，只有本单位此前 {n} 个数的中位数 {middle} 的约 1/{factor}。像是单位写错（小数当百分数、万元当元、少写了零）。",
    en: "It says {value}, about 1/{factor} of the median {middle} of the {n} figures before. It looks like a share instead of a percentage, or noughts too few.",
  },
  "finding.says.outlier.season": {
    "zh-CN":
      "报 {value}；此前 {n} 个同季同月数的中位数 {middle}、绝对中位差 {spread}，修正 z 值 {score}，超过 {limit}。",
    en: "It says {value}; {n} figures of the same season have the median {middle} and the median deviation {spread}: a modified z-score of {score}, beyond {limit}.",
  },
  "finding.says.outlier.own": {
    "zh-CN":
      "报 {value}；同季同月的历史不够，只能与此前 {n} 个数比：中位数 {middle}、绝对中位差 {spread}，修正 z 值 {score}，超过 {limit}。",
    en: "It says {value}; too few figures of the same season are known, so the {n} before it count: median {middle}, median deviation {spread}, a modified z-score of {score}, beyond {limit}.",
  },
  "finding.says.heaping": {
    "zh-CN":
      "离目标不到 {width}% 的数据里，{reached} 个刚刚达到，{missed} 个差一点。没有人盯着线时各占一半，这样悬殊 {once} 次里不到一次。只说明值得看一看怎么统计的，不指任何一个单位。",
    en: "Within {width}% of the target, {reached} just reached it and {missed} just missed it. Where nobody aims at a line it is half and half; this comes less than once in {once} times. It says that the counting is worth a look, and points at no unit.",
  },
  "finding.says.period-end": {
    "zh-CN":
      "{records} 条记录中有 {atEnd} 条在最后 {days} 天（全期 {length} 天）。均匀分布下这样集中 {once} 次里不到一次。",
    en: "{atEnd} of {records} records are of the last {days} of {length} days. Spread evenly this comes less than once in {once} times.",
  },
  "finding.says.cross.at-most": {
    "zh-CN": "应不大于 {right}，却是 {left}（规则 {rule}）。",
    en: "It is to be at most {right} and is {left} (rule {rule}).",
  },
  "finding.says.cross.sum": {
    "zh-CN": "应等于各部分之和 {right}，却是 {left}（规则 {rule}）。",
    en: "It is to be the sum of its parts, {right}, and is {left} (rule {rule}).",
  },
  "finding.says.cross.shares": {
    "zh-CN": "各部分合计应为 {right}，却是 {left}（规则 {rule}）。",
    en: "The parts are to add up to {right} and make {left} (rule {rule}).",
  },
  "finding.act.explain": { "zh-CN": "说明原因", en: "Explain" },
  "finding.act.explain.what": {
    "zh-CN": "数据属实，写明原因。这一版数据不再作为问题列出，“暂定”标记随之取消；考核办可以重新打开。",
    en: "The figure is right, and you say why. This version of it is no finding any more and loses its mark; the appraisal office can open it again.",
  },
  "finding.act.ask-to-mend": { "zh-CN": "请求核改", en: "Ask to mend" },
  "finding.act.ask-to-mend.what": {
    "zh-CN": "请数据责任人更正来源或说明原因，计入减负统计。数据不会因此改动，新数据到了自动销号。",
    en: "Whoever answers for the figure is asked to mend its source or to explain it; that is counted as burden. No figure changes by it; a new one closes the finding.",
  },
  "finding.act.open-again": { "zh-CN": "重新打开", en: "Open again" },
  "finding.act.open-again.what": {
    "zh-CN": "说明不成立，重新作为问题列出。",
    en: "The explanation does not hold: it is a finding again.",
  },
  "finding.acts": { "zh-CN": "处理经过", en: "What was done" },
  "finding.acts.none": { "zh-CN": "还没有人处理。", en: "Nobody has worked on it yet." },
  "finding.act.line": { "zh-CN": "{at} · {by}", en: "{at} · {by}" },
  "finding.act.by-itself": { "zh-CN": "自动检查", en: "the next examination" },
  "finding.new-figure": { "zh-CN": "看新数据", en: "See the new figure" },
  "finding.found": { "zh-CN": "{at} 发现", en: "Found {at}" },
  "finding.owner": { "zh-CN": "数据责任单位：{unit}", en: "Answers for it: {unit}" },
  "finding.series": { "zh-CN": "前后数据", en: "The figures around it" },
  "finding.series.doubt": { "zh-CN": "有疑点", en: "in doubt" },
  "finding.value": { "zh-CN": "数值", en: "Figure" },
  "finding.rule": { "zh-CN": "所依据的规则", en: "The rule" },

  "quality.rules.title": { "zh-CN": "数据质量的规则和标准", en: "Rules and thresholds" },
  "quality.rules.lead": {
    "zh-CN": "指标之间应当成立的关系和报送期限由指标责任人写；其余检查用统一标准，对所有人一样。",
    en: "What must hold between indicators, and when figures are due, is written by those who answer for them. Everything else is judged by the same thresholds for all.",
  },
  "quality.rules": { "zh-CN": "责任人写的规则", en: "Rules of the owners" },
  "quality.rules.none": { "zh-CN": "还没有规则。", en: "There are no rules yet." },
  "quality.rule": { "zh-CN": "规则", en: "Rule" },
  "quality.rule.says": { "zh-CN": "内容", en: "What must hold" },
  "quality.rule.why": { "zh-CN": "理由", en: "Why" },
  "quality.rule.state": { "zh-CN": "状态", en: "State" },
  "quality.rule.in-force": { "zh-CN": "第 {version} 版，{by}，{at}", en: "version {version}, {by}, {at}" },
  "quality.rule.ended": { "zh-CN": "已停用", en: "ended" },
  "quality.rule.end": { "zh-CN": "停用", en: "End" },
  "quality.rule.end.what": {
    "zh-CN": "不再按它检查；由它发现的问题在下次检查时关闭。",
    en: "Nothing more is found by it, and what it found closes at the next examination.",
  },
  "quality.says.at-most": { "zh-CN": "{indicator} ≤ {other}", en: "{indicator} ≤ {other}" },
  "quality.says.sum": { "zh-CN": "{indicator} ＝ {parts}", en: "{indicator} = {parts}" },
  "quality.says.shares": { "zh-CN": "{parts} ＝ {total}", en: "{parts} = {total}" },
  "quality.says.due": {
    "zh-CN": "{indicator}：期间结束后 {days} 天内报齐",
    en: "{indicator}: due within {days} {days|day|days} after the period",
  },
  "quality.says.tolerance": { "zh-CN": "（容差 {tolerance}）", en: " (tolerance {tolerance})" },
  "quality.plus": { "zh-CN": " ＋ ", en: " + " },
  "quality.new": { "zh-CN": "写一条规则", en: "Write a rule" },
  "quality.new.id": { "zh-CN": "编号", en: "Identifier" },
  "quality.new.id.hint": {
    "zh-CN": "小写字母、数字和短横线，例如 answered-within-cases",
    en: "small letters, digits and hyphens, such as answered-within-cases",
  },
  "quality.new.kind": { "zh-CN": "关系", en: "Kind" },
  "quality.new.kind.at-most": { "zh-CN": "一个不大于另一个", en: "one is at most another" },
  "quality.new.kind.sum": { "zh-CN": "总数等于各部分之和", en: "a whole is the sum of its parts" },
  "quality.new.kind.shares": { "zh-CN": "几个占比合计为定数", en: "shares add up to a total" },
  "quality.new.kind.due": { "zh-CN": "报送期限", en: "when figures are due" },
  "quality.new.indicator": { "zh-CN": "指标", en: "Indicator" },
  "quality.new.other": { "zh-CN": "不大于哪个指标", en: "At most which indicator" },
  "quality.new.parts": { "zh-CN": "各部分（至少两个）", en: "Parts (two at least)" },
  "quality.new.part": { "zh-CN": "第 {n} 部分", en: "Part {n}" },
  "quality.new.add-part": { "zh-CN": "再加一部分", en: "One more part" },
  "quality.new.total": { "zh-CN": "合计", en: "Total" },
  "quality.new.tolerance": { "zh-CN": "容差", en: "Tolerance" },
  "quality.new.tolerance.hint": {
    "zh-CN": "四舍五入造成的差，例如 0.1；精确相等写 0",
    en: "what rounding may make, such as 0.1; 0 for exactly",
  },
  "quality.new.days": { "zh-CN": "期间结束后几天", en: "Days after the period" },
  "quality.new.why": { "zh-CN": "理由", en: "Why" },
  "quality.new.save": { "zh-CN": "保存规则", en: "Save the rule" },
  "quality.new.saved": {
    "zh-CN": "已保存，一分钟内按它检查。",
    en: "Saved; figures are examined by it within a minute.",
  },
  "quality.thresholds": { "zh-CN": "统一标准", en: "Thresholds for all" },
  "quality.threshold.due": {
    "zh-CN": "报送期限：没有单独规定的，期间结束后 {due} 天。",
    en: "Due: {due} days after the period, where no rule says otherwise.",
  },
  "quality.threshold.jump": {
    "zh-CN": "量级跳变：与本单位至少 {jumpEarlier} 个平稳的历史数的中位数相差约 10、100、1000 或 10000 倍。",
    en: "Off by a power of ten: about 10, 100, 1,000 or 10,000 times the median of at least {jumpEarlier} steady figures of the unit’s own, or such a part of it.",
  },
  "quality.threshold.outlier": {
    "zh-CN":
      "离群：修正 z 值＝0.6745×(数值−中位数)÷绝对中位差（Iglewicz 和 Hoaglin，1993）。有至少 {seasonEarlier} 个同季同月数时超过 {season}；不够时与近两年至少 {ownEarlier} 个数比，超过 {own}。",
    en: "Far from its history: the modified z-score 0.6745 × (figure − median) ÷ median deviation (Iglewicz and Hoaglin 1993), beyond {season} with at least {seasonEarlier} figures of the same season; else beyond {own} with at least {ownEarlier} of the last two years.",
  },
  "quality.threshold.heaping": {
    "zh-CN":
      "达标线扎堆：目标上下 {width}% 内至少 {heaped} 个数，达到的一边按各半的二项分布 {once} 次里不到一次（卡尺检验，Gerber 和 Malhotra，2008）。",
    en: "Heaped at the target: at least {heaped} figures within {width}% of it, and a side that by halves comes less than once in {once} times (caliper test, Gerber and Malhotra 2008).",
  },
  "quality.threshold.spike": {
    "zh-CN": "期末集中：至少 {records} 条记录，最后十分之一天数里的占比是均匀分布的两倍以上，且 {once} 次里不到一次。",
    en: "Crowded at the end: at least {records} records, in the last tenth of the days at least twice an even share, and less than once in {once} times.",
  },
  "quality.threshold.cases": {
    "zh-CN": "小基数：背后不足 {cases} 件的比率不按大小判断。",
    en: "Too few: a rate of fewer than {cases} cases is not judged by its size.",
  },
} as const;
