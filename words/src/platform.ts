/** What the platform says: settings, database, start, backup, and the problems of the doorway. `{x}` is a parameter. */
export const platformWords = {
  // Settings
  "setting-invalid": {
    "zh-CN": "设置 {name} 无效：应为{expected}，实际为“{found}”（来自{where}）。",
    en: "Setting {name} is not valid: expected {expected}, found “{found}” (from {where}).",
  },
  "settings-file-unreadable": {
    "zh-CN": "设置文件 {path} 无法读取：{reason}。它应为一个 JSON 对象；请改正后重试。",
    en: "The settings file {path} cannot be read: {reason}. It must hold one JSON object; correct it and try again.",
  },
  "settings-key-unknown": {
    "zh-CN": "设置文件 {path} 中的“{key}”不是已知设置。已知设置：{known}。",
    en: "“{key}” in the settings file {path} is not a setting. The settings are: {known}.",
  },
  "data-folder-unusable": {
    "zh-CN": "数据目录 {path} 无法使用：{reason}。请检查其归属与权限，或用 BIAOCHI_DATA 指定另一个目录。",
    en: "The data folder {path} cannot be used: {reason}. Check its owner and permissions, or name another by BIAOCHI_DATA.",
  },
  "expected.port": { "zh-CN": "0 到 65535 的整数", en: "a whole number from 0 to 65535" },
  "expected.host": { "zh-CN": "主机名或地址", en: "a host name or address" },
  "expected.origin": {
    "zh-CN": "http 或 https 开头、不带路径的地址",
    en: "an http or https address without a path",
  },
  "expected.folder": { "zh-CN": "目录路径", en: "the path of a folder" },
  "expected.mode": { "zh-CN": "demo 或 production", en: "demo or production" },
  "expected.database": { "zh-CN": "postgres:// 开头的地址", en: "an address that begins with postgres://" },
  "expected.language": { "zh-CN": "zh-CN 或 en", en: "zh-CN or en" },
  "expected.rate": { "zh-CN": "1 到 1000000 的整数", en: "a whole number from 1 to 1000000" },
  "expected.log": {
    "zh-CN": "silent、error、warn、info 或 debug",
    en: "silent, error, warn, info or debug",
  },
  "setting.port": { "zh-CN": "网页端口", en: "port of the pages" },
  "setting.host": {
    "zh-CN": "监听地址；localhost 表示只限本机（127.0.0.1 与 ::1）",
    en: "address to listen on; localhost means this machine only (127.0.0.1 and ::1)",
  },
  "setting.origin": { "zh-CN": "用户访问的网址", en: "the address that people use" },
  "setting.data": {
    "zh-CN": "数据目录：内置数据库、文件与密钥",
    en: "data folder: embedded database, files and keys",
  },
  "setting.mode": {
    "zh-CN": "demo（演示）或 production（正式）",
    en: "demo or production",
  },
  "setting.databaseUrl": {
    "zh-CN": "外部 PostgreSQL；空表示使用内置数据库",
    en: "PostgreSQL of your own; empty means the embedded one",
  },
  "setting.language": { "zh-CN": "命令行与文书的语言", en: "language of the command line and of documents" },
  "setting.requestsPerMinute": {
    "zh-CN": "每个地址每分钟允许的请求数",
    en: "requests that one address may send in a minute",
  },
  "setting.log": { "zh-CN": "运行日志的详细程度", en: "how much the log tells" },
  "setting-from.environment": { "zh-CN": "环境变量", en: "environment" },
  "setting-from.file": { "zh-CN": "设置文件", en: "settings file" },
  "setting-from.default": { "zh-CN": "默认值", en: "default" },

  // Embedded database
  "postgres-absent": {
    "zh-CN":
      "本机没有内置的 PostgreSQL（可选依赖被跳过，或平台不支持）。请运行 npm ci --include=optional，或设置 DATABASE_URL。",
    en: "The embedded PostgreSQL is not installed (optional dependencies were skipped, or the platform has none). Run npm ci --include=optional, or set DATABASE_URL.",
  },
  "postgres-newer-data": {
    "zh-CN":
      "数据目录 {path} 由 PostgreSQL {found} 写成，本版标尺内置 PostgreSQL {known}。请改用写它的那个版本的标尺，在那里运行 biaochi backup，再恢复到新目录。",
    en: "The data folder {path} was written by PostgreSQL {found}; this Biaochi carries PostgreSQL {known}. Use the Biaochi that wrote it, run biaochi backup there, and restore into a new folder.",
  },
  "postgres-data-broken": {
    "zh-CN":
      "数据目录 {path} 不完整：缺少 {missing}。请把该目录移到别处（不要删除），再用 biaochi restore 从备份恢复。",
    en: "The data folder {path} is broken: {missing} is absent. Move it aside (do not delete it) and bring the data back with biaochi restore.",
  },
  "postgres-not-started": {
    "zh-CN": "内置数据库未能启动。日志 {log} 的末尾：\n{tail}\n请据此处理；若数据已损坏，请移开 {path} 并从备份恢复。",
    en: "The embedded database did not start. The end of its log {log}:\n{tail}\nAct on it; if the data is damaged, move {path} aside and restore a backup.",
  },
  "postgres-not-initialised": {
    "zh-CN": "未能在 {path} 建立数据库：\n{tail}",
    en: "No database could be made in {path}:\n{tail}",
  },
  "postgres-cannot-drop-root": {
    "zh-CN":
      "PostgreSQL 不能以 root 运行，而本环境又不允许切换到用户 {uid}（{reason}）。请以普通用户运行，或设置 DATABASE_URL。",
    en: "PostgreSQL refuses to run as root, and this environment does not let it become user {uid} ({reason}). Run as an ordinary user, or set DATABASE_URL.",
  },
  "postgres-placed-elsewhere": {
    "zh-CN": "数据目录 {data} 对数据库用户不可达，数据库文件放在 {path}。",
    en: "The database's user cannot reach {data}; the database files are kept in {path}.",
  },
  "postgres-recovering": { "zh-CN": "数据库正在恢复，请稍候 …", en: "The database is recovering, please wait …" },

  // Database
  "database-unreachable": {
    "zh-CN": "连接不上数据库 {url}：{reason}。请检查 DATABASE_URL、网络与口令。",
    en: "The database {url} cannot be reached: {reason}. Check DATABASE_URL, the network and the password.",
  },
  "database-version": {
    "zh-CN": "数据库为 PostgreSQL {found}，需要 15 或更新版本。",
    en: "The database is PostgreSQL {found}; 15 or newer is needed.",
  },
  "database-newer": {
    "zh-CN": "数据库的结构版本为 {found}，本程序只认识到 {known}。请改用较新的标尺；不要用旧程序打开新数据。",
    en: "The database stands at migration {found}; this program knows up to {known}. Use the newer Biaochi: an older program must not open newer data.",
  },
  "migration-edited": {
    "zh-CN":
      "迁移 {name} 在执行之后被改动过（应为 {expected}，实际 {found}）。请恢复原文件；要改结构，请新增一个迁移。",
    en: "Migration {name} was edited after it had been applied (expected {expected}, found {found}). Restore the file; a change of structure is a new migration.",
  },
  "migration-numbering": {
    "zh-CN": "迁移文件 {name} 的编号不连续：应为 {expected}。文件名形如 0001-名称.sql。",
    en: "Migration file {name} is out of sequence: {expected} was expected. Files are named 0001-name.sql.",
  },
  "migration-failed": {
    "zh-CN": "迁移 {name} 未能执行：{reason}。数据未变。",
    en: "Migration {name} failed: {reason}. Nothing was changed.",
  },
  "mode-differs": {
    "zh-CN":
      "这个数据库建立时为 {found}，现在要求 {asked}。演示数据不能转为正式数据，反之亦然；请换一个数据目录或数据库。",
    en: "This database was made in {found} mode and is now opened in {asked} mode. Demo data never becomes production data, nor the reverse: use another data folder or database.",
  },
  "demo-only": { "zh-CN": "只有演示环境可以移动日期。", en: "Only a demo's day can be moved." },
  migrated: {
    "zh-CN": "数据库结构已到版本 {number}（本次执行 {applied} 个迁移）。",
    en: "The database stands at migration {number} ({applied} applied now).",
  },

  // Start
  ready: { "zh-CN": "ready {url}", en: "ready {url}" },
  stopping: { "zh-CN": "正在停止 …", en: "Stopping …" },
  stopped: {
    "zh-CN": "已停止。尚未完成的载入与计分，下次启动时继续。",
    en: "Stopped. What was not finished yet is done at the next start.",
  },
  "port-taken": {
    "zh-CN": "端口 {port} 已被占用。请停止占用它的程序，或用 PORT 另选端口，例如 PORT=3001 npm start。",
    en: "Port {port} is taken. Stop the program that has it, or choose another, for example PORT=3001 npm start.",
  },
  "host-unusable": { "zh-CN": "不能在 {host} 上监听：{reason}。", en: "Cannot listen on {host}: {reason}." },

  // Backup
  "backup-exists": {
    "zh-CN": "文件 {path} 已存在，不会覆盖。",
    en: "The file {path} exists already and is not overwritten.",
  },
  "backup-written": {
    "zh-CN": "已备份到 {path}：{tables} 张表，{rows} 行，{files} 个文件。主密钥不在备份中，请另行保管。",
    en: "Backed up to {path}: {tables} tables, {rows} rows, {files} files. The master key is not in it: keep that apart.",
  },
  "backup-unwritable": {
    "zh-CN": "备份文件 {path} 无法写入：{reason}。",
    en: "The backup {path} cannot be written: {reason}.",
  },
  "backup-unreadable": {
    "zh-CN": "{path} 不是完好的标尺备份：{reason}。未恢复任何数据。",
    en: "{path} is not a sound Biaochi backup: {reason}. Nothing was restored.",
  },
  "backup-digest": {
    "zh-CN": "备份中的 {name} 与其摘要不符：应为 {expected}，实际为 {found}。未恢复任何数据。",
    en: "{name} in the backup does not match its digest: expected {expected}, found {found}. Nothing was restored.",
  },
  "restore-not-empty": {
    "zh-CN": "只能恢复到空数据库，而目标中已有 {tables} 张表。请指定一个新的 BIAOCHI_DATA 目录或空的 DATABASE_URL。",
    en: "A backup is restored into an empty database only; this one has {tables} tables. Name a new BIAOCHI_DATA folder or an empty DATABASE_URL.",
  },
  restored: {
    "zh-CN": "已从 {path} 恢复：{tables} 张表，{rows} 行，{files} 个文件；备份为第 {from} 版结构，现为第 {to} 版。",
    en: "Restored from {path}: {tables} tables, {rows} rows, {files} files; the backup stood at migration {from}, now {to}.",
  },

  // Command line
  "command.serve": { "zh-CN": "启动服务：数据库、网页与接口", en: "Start: database, pages and interface" },
  "command.config": { "zh-CN": "列出设置（隐去机密）", en: "List the settings, secrets redacted" },
  "command.migrate": { "zh-CN": "把数据库结构升级到本版本", en: "Bring the database's structure up to this version" },
  "command.backup": { "zh-CN": "把全部数据备份到一个文件", en: "Back up everything into one file" },
  "command.restore": { "zh-CN": "把备份恢复到空数据库", en: "Restore a backup into an empty database" },
  "command-unknown": {
    "zh-CN": "没有“{name}”这个命令。biaochi --help 列出全部命令。",
    en: "There is no command “{name}”. biaochi --help lists them.",
  },
  "command-usage": {
    "zh-CN": "命令写法不对：{reason}。biaochi {name} --help 有说明。",
    en: "The command line is not right: {reason}. See biaochi {name} --help.",
  },
  "command-broken": { "zh-CN": "程序出错了：{reason}", en: "The program failed: {reason}" },
  "help.usage": { "zh-CN": "用法：biaochi <命令> [选项]", en: "Usage: biaochi <command> [options]" },
  "help.commands": { "zh-CN": "命令", en: "Commands" },
  "help.options": { "zh-CN": "选项", en: "Options" },
  "help.option-help": { "zh-CN": "显示说明", en: "show this help" },
  "help.option-lang": { "zh-CN": "输出语言：zh-CN 或 en", en: "language of the output: zh-CN or en" },
  "help.option-json": { "zh-CN": "结果以 JSON 写到标准输出", en: "write the result to standard output as JSON" },
  "help.option-config": { "zh-CN": "设置文件的路径", en: "path of a settings file" },
  "help.exit-codes": {
    "zh-CN":
      "退出码：0 成功；1 数据或方案有误（见输出），或程序故障；2 命令行或设置有误；3 拒绝或环境不允许（原因见输出）",
    en: "Exit codes: 0 done; 1 data or scheme not right (the output says where), or the program failed; 2 command line or settings not right; 3 refused, or the machine is in the way (the output says why)",
  },

  // Problems of the doorway (RFC 9457 titles)
  "request-unreadable": { "zh-CN": "请求的内容不符合要求", en: "The request does not have the expected form" },
  "not-signed-in": { "zh-CN": "请先登录", en: "Sign in first" },
  "not-signed-in.door": {
    "zh-CN": "在新页中登录，再回到这里提交；已填的内容还在。",
    en: "Sign in on a new page, then come back and send it again: what you typed is still here.",
  },
  "not-permitted": { "zh-CN": "您的角色不能做这件事", en: "Your role may not do this" },
  "not-found": { "zh-CN": "没有找到", en: "Not found" },
  "method-unknown": { "zh-CN": "不支持这种请求方法", en: "This method is not offered here" },
  conflict: { "zh-CN": "与现有数据冲突", en: "This conflicts with what is recorded" },
  "version-stale": {
    "zh-CN": "内容已被他人更新，请刷新后重试",
    en: "Somebody changed this meanwhile: reload and try again",
  },
  "version-required": {
    "zh-CN": "修改时须注明所依据的版本（If-Match）",
    en: "A change must name the version it is based on (If-Match)",
  },
  "body-too-large": { "zh-CN": "请求内容过大", en: "The request is too large" },
  "media-type-unknown": { "zh-CN": "不支持这种内容类型", en: "This media type is not accepted" },
  "host-unknown": { "zh-CN": "本服务不在这个网址上", en: "This service does not answer at this address" },
  "idempotency-key-reused": {
    "zh-CN": "同一幂等键曾用于另一个请求",
    en: "The same Idempotency-Key was used for another request",
  },
  "too-many-requests": { "zh-CN": "请求过于频繁，请稍后再试", en: "Too many requests: try again in a moment" },
  "internal-error": {
    "zh-CN": "系统出错，已记录（编号 {request}）",
    en: "Something failed here; it is recorded as {request}",
  },
  "not-ready": { "zh-CN": "系统尚未就绪", en: "Not ready yet" },
  "too-busy": {
    "zh-CN": "系统正忙，这一次没有办成，请过一会儿再试",
    en: "Too busy at the moment, and nothing was done: try again in a while",
  },
  "command.verifier": {
    "zh-CN": "输出核验存证回执的网页：单个文件，无需联网",
    en: "write the page that checks receipts of the log: one file, no network needed",
  },
  "command.option-trust-policy": {
    "zh-CN": "把这份信任策略附在网页之后",
    en: "put this trust policy behind the page",
  },
  "trust-policy-unusable": {
    "zh-CN": "信任策略 {path} 无法使用（{reason}）。请提供一份完整的信任策略文件。",
    en: "The trust policy {path} cannot be used ({reason}). Give a whole file of a trust policy.",
  },
  "verifier-written": {
    "zh-CN": "前 {bytes} 字节的 SHA-256 为 {digest}，请与公布值核对。",
    en: "The SHA-256 of the first {bytes} bytes is {digest}; compare it with the published one.",
  },
  "pages-missing": {
    "zh-CN": "网页尚未构建：请运行 npm run build。",
    en: "The pages are not built: run npm run build.",
  },
} as const;
