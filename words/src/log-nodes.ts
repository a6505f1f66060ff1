/** What witnesses and mirrors of the log say to those who keep them; the codes are those of `ledger/src/nodes/notice.ts`. */
export const logNodeWords = {
  "command.witness": {
    "zh-CN": "存证日志的见证节点：记住检查点，只为延续其后的检查点签名",
    en: "A witness of the log: remembers its checkpoint and cosigns only what continues it",
  },
  "command.mirror": {
    "zh-CN": "存证日志的镜像节点：保存全部条目、重算状态，日志被改动时告警",
    en: "A mirror of the log: holds all entries, recomputes the state, and says when they changed",
  },
  "command.option-node-name": {
    "zh-CN": "密钥名称，如 jiwei.example.cn/witness",
    en: "name of the key, as org.example/witness",
  },
  "command.option-node-host": { "zh-CN": "监听地址（默认 127.0.0.1）", en: "address to listen on (127.0.0.1)" },
  "command.option-node-port": { "zh-CN": "监听端口；0 为任意空闲端口", en: "port to listen on; 0: any that is free" },
  "command.option-node-log": { "zh-CN": "日志的验证公钥，可重复", en: "verifier key of a log; may be repeated" },
  "command.option-node-url": { "zh-CN": "日志发布的地址", en: "where the log publishes" },
  "command.option-node-policy": {
    "zh-CN": "节点目录中的信任策略文件名",
    en: "name of a trust policy file in the node's folder",
  },
  "command.option-node-witness": { "zh-CN": "镜像同时见证", en: "the mirror witnesses, too" },
  "command.option-node-once": { "zh-CN": "只询问日志一次即结束", en: "ask the log once and end" },
  "command.option-node-passphrase": {
    "zh-CN": "文件首行为密钥口令",
    en: "file whose first line is the passphrase of the keys",
  },

  "node.node-listening": { "zh-CN": "已在 {url} 开门；验证公钥 {key}", en: "Open at {url}; verifier key {key}" },
  "node.node-stopped": { "zh-CN": "已停止", en: "Stopped" },
  "node.node-made": {
    "zh-CN": "节点已建立于 {folder}；设置在 {settings}。请把上面的验证公钥当面交给日志方",
    en: "The node is made in {folder}; its settings are in {settings}. Hand the verifier keys above to the log in person",
  },
  "node.log-added": {
    "zh-CN": "已加入日志 {log}，尚未签过任何检查点",
    en: "Added the log {log}; nothing of it is cosigned yet",
  },
  "node.folder-taken": {
    "zh-CN": "{folder} 中已有节点。节点只建立一次；状态丢失时停用其密钥，不要重建",
    en: "There is a node in {folder} already. A node is made once; where its state is lost, retire its key instead",
  },
  "node.folder-not-made": {
    "zh-CN": "{folder} 中没有节点；请先用 init 建立",
    en: "There is no node in {folder}; make one by init first",
  },
  "node.folder-in-use": {
    "zh-CN": "{folder} 正被另一进程使用；同一节点只能有一个进程",
    en: "Another process uses {folder}; a node is one process",
  },
  "node.folder-unwritable": {
    "zh-CN": "{folder} 不能写入：{reason}。没有作出任何承诺",
    en: "{folder} cannot be written: {reason}. Nothing was promised",
  },
  "node.settings-malformed": { "zh-CN": "{path} 的这一项有误：{reason}", en: "This is not right in {path}: {reason}" },
  "node.log-known": {
    "zh-CN": "日志 {origin} 的状态已在；不会重新开始",
    en: "The state of the log {origin} is there already; it does not begin anew",
  },
  "node.key-missing": { "zh-CN": "没有密钥文件 {path}", en: "There is no key file {path}" },
  "node.key-exists": {
    "zh-CN": "密钥文件 {path} 已存在，不会覆盖",
    en: "The key file {path} exists and is not overwritten",
  },
  "node.key-open-to-others": {
    "zh-CN": "密钥文件 {path} 他人可读（权限 {mode}）；应为 600。若可能已被读取，请停用该密钥",
    en: "Others can read the key file {path} (mode {mode}); it has to be 600. If somebody may have read it, retire the key",
  },
  "node.key-unreadable": {
    "zh-CN": "密钥文件 {path} 不能读取或口令不对：{reason}",
    en: "The key file {path} cannot be read, or the passphrase is wrong: {reason}",
  },
  "node.state-missing": {
    "zh-CN": "没有日志 {origin} 的状态（{path}）。忘记签过什么的见证节点不得再签：请停用其密钥，按信任策略接纳新密钥",
    en: "The state of the log {origin} is missing ({path}). A witness that forgot what it cosigned must not cosign: retire its key and have a new one admitted by the trust policy",
  },
  "node.state-damaged": {
    "zh-CN": "日志 {origin} 的状态（{path}）损坏或不属于本节点：{reason}。请停用其密钥",
    en: "The state of the log {origin} ({path}) is damaged or not this node's: {reason}. Retire its key",
  },
  "node.state-not-kept": {
    "zh-CN": "日志 {origin} 的状态未能写入：{reason}。没有给出签名",
    en: "The state of the log {origin} could not be stored: {reason}. No cosignature was given",
  },
  "node.port-taken": {
    "zh-CN": "不能在 {host}:{port} 监听：{reason}。请停止占用它的程序，或在 node.json 中改用其他端口",
    en: "Cannot listen on {host}:{port}: {reason}. Stop what listens there, or write another port into node.json",
  },
  "node.cosigned": { "zh-CN": "已为 {origin} 签到 {size} 条", en: "Cosigned {origin} at {size} entries" },
  "node.request-refused": { "zh-CN": "拒绝 {origin} 的请求：{status}", en: "Refused a request of {origin}: {status}" },
  "node.evidence-kept": {
    "zh-CN": "已留存日志 {origin} 签署而被拒绝的检查点（{size} 条，{kind}）：evidence/{file}",
    en: "Kept a refused checkpoint that the log {origin} signed ({size} entries, {kind}): evidence/{file}",
  },
  "node.evidence-not-kept": {
    "zh-CN": "日志 {origin} 的证据（{size} 条，{kind}，{file}）未能保存：{reason}",
    en: "Evidence against the log {origin} ({size} entries, {kind}, {file}) could not be kept: {reason}",
  },
  "node.evidence-proves": {
    "zh-CN": "日志 {origin} 分叉：它签署的 {one} 条与 {other} 条的两棵树不能同真",
    en: "The log {origin} forked: its signed trees of {one} and of {other} entries cannot both be true",
  },
  "node.evidence-proves-nothing": {
    "zh-CN": "{file} 单独不能证明分叉：{reason}",
    en: "{file} proves no fork by itself: {reason}",
  },
  "node.evidence-unreadable": { "zh-CN": "{file} 不是证据文件", en: "{file} is no file of evidence" },
  "node.mirror-holds": { "zh-CN": "已保存到 {size} 条", en: "Holds {size} entries" },
  "node.mirror-resumed": {
    "zh-CN": "已从留存的状态继续（前 {entries} 条无需重算）",
    en: "Goes on from the saved state; the first {entries} {entries|entry is|entries are} not folded again",
  },
  "node.mirror-folding": { "zh-CN": "正在重算 {entries} 条", en: "Recomputing {entries} entries" },
  "node.mirror-damaged": {
    "zh-CN": "本镜像的 {path} 损坏：{reason}。请从另一镜像或备份恢复，或另建镜像",
    en: "{path} of this mirror is damaged: {reason}. Restore it from another mirror or a backup, or make a new mirror",
  },
  "node.mirror-mended": {
    "zh-CN": "{path} 曾损坏，已按哈希修复",
    en: "{path} was damaged and has been mended by its hash",
  },
  "node.log-unreachable": {
    "zh-CN": "日志没有应答：{url} {status} {reason}。会继续询问；持续如此，请查看网络并询问日志方",
    en: "The log does not answer: {url} {status} {reason}. It is asked again; if that lasts, look at the network and ask those who run the log",
  },
  "node.log-not-published": {
    "zh-CN":
      "{url} 是日志，但尚未发布检查点（{status}）：它在等待见证，或已停止接收（其 /state 写明原因）。会继续询问；此前已有发布的，请向日志方和其他镜像核实",
    en: "There is a log at {url}, and it has published no checkpoint ({status}): it waits for witnesses, or has shut its door (its /state says why). It is asked again; if it had published before, ask those who run it, and the other mirrors",
  },
  "node.log-not-there": {
    "zh-CN":
      "{url} 的应答（{status}）不是这个日志的。请将 node.json 的 url 与日志方给出的地址核对；地址无误的，请询问日志方",
    en: "What {url} answers ({status}) is not this log's. Compare url in node.json with the address that the log's keepers gave; if it is right, ask them",
  },
  "node.log-answers-again": { "zh-CN": "日志恢复应答", en: "The log answers again" },
  "node.log-answer-malformed": {
    "zh-CN": "日志的应答与其签名不符，未予采用：{url}，{reason}",
    en: "The log's answer does not fit what it signed and was not taken: {url}, {reason}",
  },
  "node.alarm-forked": {
    "zh-CN": "告警：日志分叉。本镜像有 {held} 条，日志签署的 {size} 条与之不能同真；证据：evidence/{file}",
    en: "ALARM: the log forked. Here are {held} entries, and what it signed of {size} cannot be true beside them; the evidence: evidence/{file}",
  },
  "node.alarm-rewritten": {
    "zh-CN": "告警：第 {index} 条被改写（本镜像 {held} 条，日志 {size} 条）；证据：evidence/{file}",
    en: "ALARM: entry {index} was rewritten (here {held} entries, of the log {size}); the evidence: evidence/{file}",
  },
  "node.alarm-shrank": {
    "zh-CN": "告警：日志由 {was} 条变为 {is} 条；所发布的检查点：evidence/{file}",
    en: "ALARM: the log shrank from {was} to {is} entries; what it published: evidence/{file}",
  },
  "node.alarm-snapshot-differs": {
    "zh-CN": "告警：第 {index} 条快照与本镜像重算的状态不同；不再为此日志签名",
    en: "ALARM: the snapshot at entry {index} differs from the state recomputed here; nothing more of this log is signed",
  },
  "node.alarm-silent": {
    "zh-CN": "告警：日志自 {since} 起没有有效应答，已超过 {hours} 小时",
    en: "ALARM: the log has given no answer that stands since {since}, for more than {hours} {hours|hour|hours}",
  },
  "node.alarm-unwitnessed": {
    "zh-CN": "告警：日志发布的检查点未达信任策略的法定数：{reason}",
    en: "ALARM: the log published a checkpoint below the quorum of the trust policy: {reason}",
  },
  "node.status-sound": { "zh-CN": "没有对日志不利的情况（{alarms}）", en: "Nothing stands against the log ({alarms})" },
  "node.status-alarmed": {
    "zh-CN": "对日志不利的告警 {alarms} 项",
    en: "{alarms} {alarms|alarm stands|alarms stand} against the log",
  },
  "node.status-unknown": {
    "zh-CN": "{folder} 没有镜像在运行（最后一次得到日志应答：{since}）；请用 mirror run 启动",
    en: "No mirror runs in {folder} (the log last answered at {since}); start it by mirror run",
  },
  "node.status-never": {
    "zh-CN": "{folder} 没有镜像在运行，也从未得到日志应答；请用 mirror run 启动",
    en: "No mirror runs in {folder}, and the log has never answered it; start it by mirror run",
  },
  "node.witness-not-running": {
    "zh-CN": "{folder} 没有见证节点在运行；请用 witness run 启动",
    en: "No witness runs in {folder}; start it by witness run",
  },
} as const;
