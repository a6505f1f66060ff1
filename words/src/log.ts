/** The commands of the log. */
export const logWords = {
  "command.log": {
    "zh-CN": "存证日志：建立、运行、核查、导出、修复",
    en: "The log: make, run, check, export, put right",
  },
  "command.verify": { "zh-CN": "核验一份存证回执", en: "Verify a receipt of the log" },
  "command.option-log-policy": {
    "zh-CN": "信任策略文件（默认为数据目录中日志的）",
    en: "trust policy; without it that of the log in the data folder",
  },
  "command.option-log-port": { "zh-CN": "监听端口（默认 3080）", en: "port to listen on (3080)" },
  "command.option-log-host": { "zh-CN": "监听地址（默认 127.0.0.1）", en: "address to listen on (127.0.0.1)" },
  "command.option-log-per-address": {
    "zh-CN": "同一地址的连接数上限（默认 256；仅本机可达时不限）",
    en: "connections of one address (256; all of them where only this machine reaches it)",
  },
  "command.option-log-from": { "zh-CN": "镜像或导出：目录或网址", en: "a mirror or an export: folder or address" },
  "command.option-log-promise": {
    "zh-CN": "日志出具的公布承诺文件（可多次）",
    en: "file with a promise of the log (several times)",
  },
  "command.option-log-mend": { "zh-CN": "修复能够修复的文件", en: "put right what can be put right" },
  "command.entry": {
    "zh-CN": "存证条目的会签：生成密钥、起草、批准、签名、提交",
    en: "Entries that people make: keys, sheets, approvals, signatures, handing in",
  },
  "command.option-entry-key": { "zh-CN": "私钥文件", en: "file of the private key" },
  "command.option-entry-org": { "zh-CN": "持有密钥的单位代码", en: "code of the organisation that holds the key" },
  "command.option-entry-use": {
    "zh-CN": "密钥用途，逗号分隔：approve 批准，origin 出具，recover 恢复",
    en: "what the key is for, by commas: approve, origin, recover",
  },
  "command.option-entry-origin": { "zh-CN": "日志名称", en: "the log's name" },
  "command.option-entry-log": { "zh-CN": "日志地址", en: "address of the log" },
  "command.option-entry-by": { "zh-CN": "提交单位代码", en: "code of the organisation that submits" },
  "command.option-entry-version": { "zh-CN": "被更正的版本（默认 1）", en: "version to be replaced (1)" },
  "command.option-entry-commitment": {
    "zh-CN": "新版本的承诺值（base64）",
    en: "commitment to the new version, base64",
  },
  "command.option-entry-evidence": { "zh-CN": "依据材料的承诺值（base64）", en: "commitment to the evidence, base64" },
  "command.option-entry-why": { "zh-CN": "理由代码", en: "code of the reason" },
  "command.option-entry-days": { "zh-CN": "有效天数（默认 30）", en: "days until it expires (30)" },
  "log.sheet": {
    "zh-CN": "已用密钥 {kid} 会签：批准 {approvals} 个，签名 {signatures} 个",
    en: "Signed with key {kid}: {approvals} {approvals|approval|approvals}, {signatures} {signatures|signature|signatures}",
  },
  "log.entered": { "zh-CN": "已写入日志，序号 {index}", en: "In the log, at index {index}" },
  "setting.logHighWater": {
    "zh-CN": "存证日志最近一次公布的位置（最高水位）的留存文件；空：在数据目录中",
    en: "file that keeps where the log published last; empty: in the data folder",
  },
  "restore-log-present": {
    "zh-CN": "{path} 中已有存证日志，恢复不会覆盖它。请恢复到空的数据目录",
    en: "There is a log in {path}, and no restore writes over it. Restore into an empty data folder",
  },
  "log.refused": { "zh-CN": "{sentence}", en: "{sentence}" },
  "log.made": {
    "zh-CN": "日志已建立：{folder}。公钥（交给各见证单位）：{vkey}。请把私钥文件 {key} 另存一份，备份中没有它",
    en: "The log is made in {folder}. Its public key, for the witnesses: {vkey}. Keep a second copy of the private key {key}: no backup holds it",
  },
  "log.begun": { "zh-CN": "首个条目已写入", en: "The first entry is in" },
  "log.ready": {
    "zh-CN": "日志已就绪 {url}：{origin}，{size} 条，已公布 {published} 条",
    en: "The log is ready at {url}: {origin}, {size} {size|entry|entries}, {published} published",
  },
  "log.demo-ready": {
    "zh-CN":
      "演示：存证日志 {url}，已公布 {published} 条；四个节点（{nodes}）都在本机、由同一人管理，不能作为任何证明。按 Ctrl-C 结束，数据随之删除",
    en: "A demonstration: the log at {url}, {published} entries published; its four nodes ({nodes}) run on this machine under one administrator and prove nothing. Ctrl-C ends it, and what it holds is removed",
  },
  "log.starting": { "zh-CN": "正在重算 {folder} 中的日志", en: "Folding the log in {folder}" },
  "log.pending": {
    "zh-CN": "等待见证：已记录 {size} 条，已公布 {published} 条",
    en: "Waiting for witnesses: {size} recorded, {published} published",
  },
  "log.published": { "zh-CN": "已公布 {published} 条", en: "{published} published" },
  "log.barred": { "zh-CN": "不再接收条目：{reason}", en: "No entry is let in: {reason}" },
  "log.fsck-sound": {
    "zh-CN": "完好：{size} 条，已公布 {published} 条",
    en: "Sound: {size} {size|entry|entries}, {published} published",
  },
  "log.fsck-unsound": {
    "zh-CN": "{n} 个文件有问题（{size} 条，已公布 {published} 条）",
    en: "{n} {n|file is|files are} not right ({size} {size|entry|entries}, {published} published)",
  },
  "log.mended": { "zh-CN": "{path}：已修复", en: "{path}: put right" },
  "log.exported": {
    "zh-CN": "已导出 {size} 条到 {folder}：按其中的 FORMAT.md 可离线核验",
    en: "{size} {size|entry|entries} exported to {folder}; FORMAT.md in it says how to check them offline",
  },
  "log.export-taken": { "zh-CN": "{folder} 不是空目录", en: "{folder} is not an empty folder" },
  "log.recovered": { "zh-CN": "已从来源取回到 {size} 条", en: "Fetched up to {size} {size|entry|entries}" },
  "log.audit-sound": {
    "zh-CN": "{origin}：{size} 条全部核验，见证：{witnesses}",
    en: "{origin}: all {size} {size|entry|entries} checked, witnessed by {witnesses}",
  },
  "log.audit-unsound": {
    "zh-CN": "{origin}：{n} 处不符（{size} 条，见证：{witnesses}）",
    en: "{origin}: {n} {n|thing is|things are} not right ({size} {size|entry|entries}, witnessed by {witnesses})",
  },
  "log.audit-counts": {
    "zh-CN": "有效 {valid}，无效 {void}，记录 {records}，快照 {snapshots}；状态根 {stateRoot}",
    en: "{valid} valid, {void} void, {records} {records|record|records}, {snapshots} {snapshots|snapshot|snapshots}; state root {stateRoot}",
  },
  "log.audit-void": { "zh-CN": "第 {index} 条（{t}）无效：{reason}", en: "Entry {index} ({t}) is void: {reason}" },
  "log.audit-broken": { "zh-CN": "承诺未兑现：{leaf}", en: "Promise not kept: {leaf}" },
  "log.verified": {
    "zh-CN": "第 {index} 条在日志 {origin} 中（共 {size} 条）",
    en: "Entry {index} is in the log {origin} (of {size})",
  },
  "log.verified-by": { "zh-CN": "见证：{name}，{at}", en: "Witnessed by {name}, {at}" },
  "log.standing-included": {
    "zh-CN": "已收入；这份回执不说明是否为最新版本",
    en: "Included; this receipt does not say whether it is the latest version",
  },
  "log.standing-latest": {
    "zh-CN": "截至快照（第 {snapshot} 条）为最新版本",
    en: "The latest version as of the snapshot in entry {snapshot}",
  },
  "log.standing-superseded": {
    "zh-CN": "已被更正：截至快照（第 {snapshot} 条）为第 {version} 版",
    en: "Superseded: version {version} as of the snapshot in entry {snapshot}",
  },
  "log.standing-erased": {
    "zh-CN": "原记录已按规定销毁（快照第 {snapshot} 条）；条目仍在",
    en: "The record was erased by rule (snapshot in entry {snapshot}); the entry remains",
  },
  "log.opened": {
    "zh-CN": "出示的原记录与承诺值相符",
    en: "The record that is shown is the one that was committed to",
  },
  "log.not-opened": {
    "zh-CN": "出示的原记录与承诺值不符",
    en: "The record that is shown is not the one that was committed to",
  },
} as const;
