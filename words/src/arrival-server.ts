/** What is said of data that arrive: why something is refused, failed, put aside or told, and what waits for whom. */
export const arrivalServerWords = {
  "audit-action.send-arrival": { "zh-CN": "外部系统送数", en: "data sent by another system" },
  "setting.arrivals": {
    "zh-CN": "是否按计划自动取数；off：只在有人要求时取",
    en: "whether other systems are fetched by schedule; off: only when somebody asks",
  },

  "arrival-kind-fixed": {
    "zh-CN": "数据连接的类型不能改，请另建一个连接",
    en: "The kind of a connection stays: make another connection",
  },
  "arrival-code-taken": {
    "zh-CN": "代码 {code} 在这些日子里已有对应单位，请先结束原来的对应",
    en: "The code {code} already means a unit on some of these days: end that line first",
  },
  "arrival-agreement-over": {
    "zh-CN": "共享协议已于 {day} 到期，续签并登记后才能取数",
    en: "The sharing agreement ended on {day}: renew and record it first",
  },
  "arrival-paused": { "zh-CN": "数据连接已暂停，请先启用", en: "The connection rests: set it going first" },
  "arrival-replay-impossible": {
    "zh-CN": "这类连接不能重取某一天：数据由对方送来，请让对方重送",
    en: "No day of this kind of connection can be fetched again: it is sent to us, so ask the other side to send it again",
  },
  "arrival-waits": {
    "zh-CN": "第 {run} 次取数还没有结束，等它结束后再来",
    en: "Run {run} has not come to its end: wait for it",
  },
  "arrival-nothing-waits": { "zh-CN": "没有待处理的行", en: "No row waits" },
  "arrival-signature-refused": {
    "zh-CN": "签名不对：应为时间、项目/数据流、幂等键各一行再接正文的 HMAC-SHA-256，用约定的密钥",
    en: "The signature is not right: expected is the HMAC-SHA-256, under the agreed key, of time, programme/stream and key, a line each, and the body",
  },
  "arrival-untimely": {
    "zh-CN": "时间戳与本机相差超过 {most} 秒，请校准时钟后重新签名",
    en: "The time differs from ours by more than {most} seconds: set the clock and sign again",
  },
  "arrival-secret-needed": {
    "zh-CN": "请填写密钥或口令：地址、账号或数据库改了，原来的不再沿用",
    en: "Give the key or password: with another address, account or database the earlier one is not used",
  },
  "arrival-secret-short": { "zh-CN": "密钥至少 {least} 个字符", en: "The key needs {least} characters or more" },
  "arrival-keeper-unknown": { "zh-CN": "名册里没有单位 {unit}", en: "The registry has no unit {unit}" },
  "arrival-connection-unknown": {
    "zh-CN": "没有数据连接 {connection}，或数据流已属于另一个连接",
    en: "There is no connection {connection}, or the stream belongs to another",
  },
  "arrival-expression": {
    "zh-CN": "表达式“{expression}”不能用：{reason}",
    en: "The expression “{expression}” cannot be used: {reason}",
  },
  "arrival-field-unknown": {
    "zh-CN": "字段 {field} 没有定义，或类型不合用",
    en: "The field {field} is not defined, or of a type that does not fit",
  },
  "arrival-pattern": {
    "zh-CN": "格式或界限“{pattern}”不能用：{reason}",
    en: "The form, pattern or bound “{pattern}” cannot be used: {reason}",
  },
  "arrival-unit-unknown": { "zh-CN": "名册里没有这些单位：{units}", en: "The registry has no such units: {units}" },
  "arrival-delivery-refused": {
    "zh-CN": "整批未收，一行也没有登记（{reason}）；改正后用新的幂等键重送",
    en: "Refused whole, and no row was taken ({reason}): put it right and send it under a new key",
  },

  "arrival.failure.host-unknown": {
    "zh-CN": "找不到主机 {host}，请核对接口地址",
    en: "There is no host {host}: check the address",
  },
  "arrival.failure.host-slow": {
    "zh-CN": "{seconds} 秒内没有查到主机 {host} 的地址，请检查主机名和本机的域名解析",
    en: "No address of {host} was found within {seconds} seconds: check the name, and how this machine looks names up",
  },
  "arrival.failure.address-inside": {
    "zh-CN": "{host} 的地址 {address} 在内网，不予访问；确需访问的，把它写进“允许的内网地址”",
    en: "{host} is at {address}, inside the network: not asked. If it has to be, name it under “Addresses inside the own network”",
  },
  "arrival.failure.source-away": { "zh-CN": "连不上 {host}（{reason}）", en: "{host} cannot be reached ({reason})" },
  "arrival.failure.source-slow": { "zh-CN": "{seconds} 秒内没有答完", en: "No whole answer within {seconds} seconds" },
  "arrival.failure.source-moved": {
    "zh-CN": "{at} 转到 {to}；不跟随转址，请改连接地址",
    en: "{at} points on to {to}; that is not followed: change the address",
  },
  "arrival.failure.source-refuses": {
    "zh-CN": "{at} 不接受我们的凭据（{status}）",
    en: "{at} does not accept our credentials ({status})",
  },
  "arrival.failure.source-answers": { "zh-CN": "{at} 答复状态 {status}", en: "{at} answered with status {status}" },
  "arrival.failure.token-refused": { "zh-CN": "{at} 没有发给令牌（{status}）", en: "{at} gave no token ({status})" },
  "arrival.failure.secret-unreadable": {
    "zh-CN": "没有密钥，或在本机解不开，请重新填写",
    en: "There is no secret, or it cannot be opened on this machine: give it again",
  },
  "arrival.failure.answer-too-large": {
    "zh-CN": "一次答复超过 {most} 字节，已中止；请分页",
    en: "One answer is longer than {most} bytes and was cut off: use pages",
  },
  "arrival.failure.answers-too-large": {
    "zh-CN": "全部答复超过 {most} 字节，已中止",
    en: "All answers together are longer than {most} bytes; stopped",
  },
  "arrival.failure.answer-broken-off": {
    "zh-CN": "答复在 {size} 字节处中断",
    en: "The answer broke off after {size} bytes",
  },
  "arrival.failure.answer-packed": {
    "zh-CN": "答复是压缩的（{encoding}），未要求压缩",
    en: "The answer is packed ({encoding}), which was not asked for",
  },
  "arrival.failure.answer-not-json": {
    "zh-CN": "答复不是 JSON（{size} 字节）",
    en: "The answer is not JSON ({size} bytes)",
  },
  "arrival.failure.answer-too-deep": {
    "zh-CN": "数据嵌套超过 {most} 层，请对方按行平铺后再送",
    en: "The data are nested more than {most} levels deep: ask the sender for flat rows",
  },
  "arrival.failure.answer-no-list": {
    "zh-CN": "答复不是行的列表，请写明行在哪里",
    en: "The answer is no list of rows: say where the rows stand",
  },
  "arrival.failure.encoding-wrong": {
    "zh-CN": "编码不对：约定 {expected}，来的是 {found}",
    en: "Wrong encoding: {expected} was agreed, {found} came",
  },
  "arrival.failure.expression": {
    "zh-CN": "表达式“{expression}”在这份答复上算不出来",
    en: "The expression “{expression}” fails on this answer",
  },
  "arrival.failure.link-elsewhere": {
    "zh-CN": "下一页指向另一台服务器 {to}，不予访问",
    en: "The next page is with another server, {to}, which is not asked",
  },
  "arrival.failure.paging-stands-still": {
    "zh-CN": "翻页没有前进，两页的标记相同",
    en: "The pages stand still: two have the same mark",
  },
  "arrival.failure.query-failed": { "zh-CN": "查询出错（{code}）：{said}", en: "The query failed ({code}): {said}" },
  "arrival.failure.file-gone": { "zh-CN": "文件 {name} 不在了", en: "The file {name} is not there any more" },
  "arrival.failure.file-too-large": {
    "zh-CN": "文件 {name} 超过 {most} 字节",
    en: "The file {name} is longer than {most} bytes",
  },
  "arrival.failure.file-refused": { "zh-CN": "文件未打开：{reason}", en: "The file was not opened: {reason}" },
  "arrival.failure.csv-broken": {
    "zh-CN": "第 {row} 行起引号不成对，整个文件未收",
    en: "Quotes are broken from row {row} on; the file was not taken",
  },
  "arrival.failure.headings-missing": { "zh-CN": "第 {row} 行没有列名", en: "Row {row} holds no headings" },
  "arrival.failure.table-too-wide": { "zh-CN": "超过 {most} 列", en: "More than {most} columns" },
  "arrival.failure.columns-missing": {
    "zh-CN": "缺少列：{columns}；来的列：{found}。整批未收",
    en: "Columns are missing: {columns}; there are: {found}. Nothing was taken",
  },
  "arrival.failure.columns-twice": {
    "zh-CN": "列名重复：{columns}。整批未收",
    en: "Headings stand twice: {columns}. Nothing was taken",
  },
  "arrival.failure.too-many-rows": {
    "zh-CN": "一次最多 {most} 行，请分批",
    en: "At most {most} rows at once: send several",
  },
  "arrival.failure.folder-empty": {
    "zh-CN": "文件夹 {folder} 里还没有文件",
    en: "There is no file in the folder {folder} yet",
  },
  "arrival.failure.nothing-to-fetch": {
    "zh-CN": "这类连接没有可取的",
    en: "There is nothing to fetch from this kind of connection",
  },
  "arrival.failure.simulation-off": {
    "zh-CN": "模拟系统 {host} 没有运行",
    en: "The simulated system {host} is not running",
  },
  "arrival.failure.agreement-over": {
    "zh-CN": "共享协议已于 {day} 到期，已停止取数",
    en: "The sharing agreement ended on {day}; nothing is fetched any more",
  },
  "arrival.failure.run-broke": {
    "zh-CN": "取数使进程中断 {attempts} 次，不再重试",
    en: "The run has ended the process {attempts} times and is not begun again",
  },
  "arrival.failure.run-stumbled": { "zh-CN": "程序出错（{name}）", en: "The program stumbled ({name})" },
  "arrival.failure.stopped": { "zh-CN": "被停止，下次启动后继续", en: "Stopped; it goes on after the next start" },

  "arrival.remark.clock-skew": {
    "zh-CN": "对方时钟与本机相差 {seconds} 秒",
    en: "Their clock differs from ours by {seconds} seconds",
  },
  "arrival.remark.columns-absent": { "zh-CN": "所有行都没有：{columns}", en: "No row has: {columns}" },

  "arrival.reason.key-missing": { "zh-CN": "没有可用的主键", en: "There is no key that can be used" },
  "arrival.reason.required": { "zh-CN": "必填而为空", en: "It is required and empty" },
  "arrival.reason.not-plain": { "zh-CN": "不是单个值", en: "It is no single value" },
  "arrival.reason.not-text": { "zh-CN": "不是文字", en: "It is no text" },
  "arrival.reason.not-number": { "zh-CN": "不是数", en: "It is no number" },
  "arrival.reason.not-instant": { "zh-CN": "不是约定写法的时间", en: "It is no moment in the form that was agreed" },
  "arrival.reason.not-day": { "zh-CN": "不是约定写法的日期", en: "It is no day in the form that was agreed" },
  "arrival.reason.not-truth": { "zh-CN": "既不是“是”也不是“否”的写法", en: "It means neither yes nor no" },
  "arrival.reason.unstorable": { "zh-CN": "含有不能保存的字符", en: "It holds signs that cannot be kept" },
  "arrival.reason.too-long": { "zh-CN": "太长", en: "It is too long" },
  "arrival.reason.expression-failed": { "zh-CN": "表达式在这一行上算不出来", en: "The expression fails on this row" },
  "arrival.reason.check-failed": { "zh-CN": "没有通过检查", en: "It does not pass a check" },
  "arrival.reason.pattern-endless": {
    "zh-CN": "检查的格式在限时内没有算完",
    en: "The pattern of a check did not come to an end in time",
  },
  "arrival.reason.row-longer": {
    "zh-CN": "这一行的格子比列名多",
    en: "The row has more cells than there are headings",
  },
  "arrival.reason.row-too-large": {
    "zh-CN": "这一行太大，只留开头",
    en: "The row is too large; its beginning was kept",
  },

  "todo.arrival-given-up": {
    "zh-CN": "数据连接 {connection} 第 {run} 次取数没有成功，请查看原因",
    en: "Run {run} of the connection {connection} came to nothing: see why",
  },
  "todo.arrival-agreement-over": {
    "zh-CN": "数据连接 {connection} 的共享协议已到期，已停止取数",
    en: "The sharing agreement of the connection {connection} has ended; nothing is fetched",
  },
  "digest.kind.arrival-given-up": { "zh-CN": "取数没有成功", en: "a run that came to nothing" },
  "digest.kind.arrival-agreement-over": { "zh-CN": "共享协议到期", en: "a sharing agreement that has ended" },

  "command.intake": {
    "zh-CN": "查看和补做取数：连接、取数、待处理行",
    en: "look at what arrives and make up for it: connections, runs, rows that wait",
  },
  "intake-run-made": { "zh-CN": "已登记第 {run} 次取数", en: "run {run} was made" },
  "intake-worked": { "zh-CN": "处理了 {runs} 次取数", en: "{runs} runs were worked on" },
  "intake-connection": {
    "zh-CN": "{programme}/{connection}（{kind}，{state}）：协议至 {day}，连续失败 {failures} 次，待处理 {waiting} 行",
    en: "{programme}/{connection} ({kind}, {state}): agreement until {day}, {failures} failures in a row, {waiting} rows wait",
  },
  "intake-run": {
    "zh-CN":
      "第 {run} 次 {stream}（{why}，{state}）：读 {read}，新 {fresh}，变 {changed}，同 {same}，拒 {refused} {failure}",
    en: "run {run} of {stream} ({why}, {state}): {read} read, {fresh} fresh, {changed} changed, {same} the same, {refused} refused {failure}",
  },
  "intake-row": { "zh-CN": "{id}（第 {run} 次 {ref}）：{reasons}", en: "{id} (run {run}, {ref}): {reasons}" },
} as const;
