/**
 * The log: every way in which bytes, proofs and entries are refused (`ledger/src/refusal.ts`), why an entry is void
 * (`verdict.ts`), why an approval does not count (`approval.ts`).
 */
export const ledgerWords = {
  "ledger.key-malformed": { "zh-CN": "密钥的写法不对", en: "This is no key in the form that was expected" },
  "ledger.key-id-wrong": {
    "zh-CN": "密钥与其编号不符",
    en: "The key does not have the identifier that it is written with",
  },
  "ledger.note-malformed": { "zh-CN": "不是签名文本：格式不符", en: "This is no signed note: its form is not right" },
  "ledger.note-too-large": {
    "zh-CN": "签名文本过长或签名过多",
    en: "The signed note is too long, or has too many signatures",
  },
  "ledger.note-signature-wrong": {
    "zh-CN": "已知密钥的签名不成立：文本或签名被改动过",
    en: "A signature of a known key does not verify: the text or the signature was changed",
  },
  "ledger.note-signer-twice": { "zh-CN": "同一密钥签了两次", en: "One key signed twice" },
  "ledger.note-unsigned": { "zh-CN": "没有任何已知密钥的签名", en: "No known key has signed it" },
  "ledger.checkpoint-malformed": { "zh-CN": "检查点格式不符", en: "The checkpoint is not in its form" },
  "ledger.cosignature-in-the-future": {
    "zh-CN": "见证签名的时间比本机时钟晚十分钟以上；请核对两边时钟",
    en: "A cosignature is more than ten minutes ahead of this clock; compare the clocks",
  },
  "ledger.size-unreadable": { "zh-CN": "条目数无法读取", en: "The size cannot be read" },
  "ledger.hash-length": { "zh-CN": "摘要长度不是 32 字节", en: "A hash is not 32 bytes long" },
  "ledger.index-beyond-size": { "zh-CN": "条目序号超出日志范围", en: "The index lies beyond the log’s size" },
  "ledger.size-order": { "zh-CN": "较早的日志反而更大", en: "The earlier tree is larger than the later one" },
  "ledger.size-zero": { "zh-CN": "与空日志之间没有一致性证明", en: "There is no consistency proof from an empty tree" },
  "ledger.proof-length": { "zh-CN": "证明的长度不对", en: "The proof has the wrong length" },
  "ledger.proof-wrong": {
    "zh-CN": "证明不成立：条目不在这个日志中，或被改动过",
    en: "The proof does not hold: the entry is not in this log, or was changed",
  },
  "ledger.tile-path": { "zh-CN": "不是分块文件的路径", en: "This is no path of a tile" },
  "ledger.tile-length": { "zh-CN": "分块文件长度不对", en: "The tile has the wrong length" },
  "ledger.bundle-malformed": { "zh-CN": "条目包格式不符", en: "The bundle of entries is not in its form" },
  "ledger.request-malformed": { "zh-CN": "见证请求格式不符", en: "The request to the witness is not in its form" },
  "ledger.answer-malformed": { "zh-CN": "见证节点的回答格式不符", en: "The witness’s answer is not in its form" },
  "ledger.witness-behind": { "zh-CN": "见证节点签到了另一个条目数", en: "The witness stands at another size" },
  "ledger.witness-refused": { "zh-CN": "见证节点拒绝签名", en: "The witness refused to cosign" },
  "ledger.witness-silent": { "zh-CN": "见证节点没有回答", en: "The witness did not answer" },
  "ledger.policy-malformed": {
    "zh-CN": "信任策略文件格式不符，请改正所指的行或补上所缺的行",
    en: "The trust policy is not in its form; put right the line, or add the word, that is named here",
  },
  "ledger.log-unknown": { "zh-CN": "信任策略中没有这个日志", en: "The trust policy names no such log" },
  "ledger.quorum-not-met": { "zh-CN": "见证签名未达到法定数", en: "The witnesses that signed are no quorum" },
  "ledger.receipt-malformed": { "zh-CN": "不是回执：格式不符", en: "This is no receipt: its form is not right" },
  "ledger.receipt-extra-malformed": {
    "zh-CN": "回执中附带的条目或证明格式不符",
    en: "What the receipt carries beside its proof is not in its form",
  },
  "ledger.receipt-record-mismatch": {
    "zh-CN": "回执中的记录与条目不是同一项",
    en: "The record in the receipt is not the one of the entry",
  },
  "ledger.text-malformed": { "zh-CN": "文本格式不符", en: "The text is not in its form" },
  "ledger.no-fork": { "zh-CN": "这两份检查点不能证明日志分叉", en: "These two checkpoints prove no fork" },
  "ledger.sheet-malformed": {
    "zh-CN": "会签单的写法不对",
    en: "This is no sheet of an entry in the form that was expected",
  },
  "ledger.sheet-not-approved": {
    "zh-CN": "这类条目不需要批准，只需签名",
    en: "Entries of this type are signed, and not approved before",
  },
  "ledger.sheet-signed": {
    "zh-CN": "会签单上已有签名；签名包括批准在内，批准须在签名之前",
    en: "The sheet is signed already. Signatures cover the approvals, which have to come before",
  },
  "ledger.sheet-unsigned": {
    "zh-CN": "会签单尚未签名，请先由提交者用 entry sign 签名",
    en: "Nobody has signed the sheet yet; sign it by entry sign first",
  },
  "ledger.entry-malformed": { "zh-CN": "条目的字段不合规定", en: "The entry’s fields are not those of its type" },
  "ledger.entry-too-large": {
    "zh-CN": "条目为空或超过 4096 字节",
    en: "The entry is empty or longer than 4,096 bytes",
  },
  "ledger.not-canonical": {
    "zh-CN": "条目不是规范写法（RFC 8785）",
    en: "The entry is not written in the canonical form (RFC 8785)",
  },
  "ledger.value-not-allowed": {
    "zh-CN": "含有不允许的数值、文字或层次",
    en: "It holds a number, a text or a depth that is not allowed",
  },
  "ledger.entry-refused": { "zh-CN": "条目未被收入", en: "The entry was not let in" },
  "ledger.entry-ahead-of-time": {
    "zh-CN": "条目的时间比日志时钟晚十分钟以上",
    en: "The entry’s time is more than ten minutes ahead of the log’s clock",
  },
  "ledger.id-taken": {
    "zh-CN": "这个编号已用于另一条目；同一条目须逐字节相同地重交",
    en: "Another entry has this identifier; the same entry is submitted again byte for byte",
  },
  "ledger.snapshot-not-yours": { "zh-CN": "该单位无权提请快照", en: "This organisation may not ask for a snapshot" },
  "ledger.too-many-attempts": {
    "zh-CN": "该单位无效的条目或未决的提议过多；稍后再试",
    en: "This organisation has too many void entries or open proposals; try later",
  },
  "ledger.log-busy": {
    "zh-CN": "排队的条目过多；稍后重交同一条目",
    en: "Too many entries are waiting; submit the same entry again later",
  },
  "ledger.log-stopped": {
    "zh-CN": "日志正在停止；之后重交同一条目",
    en: "The log is stopping; submit the same entry again afterwards",
  },
  "ledger.storage-failed": {
    "zh-CN": "磁盘写入失败，条目尚未记录。排除故障后日志会自行继续；重交同一条目不会重复",
    en: "The disk refused, and the entry is not recorded yet. The log goes on by itself when the disk is well; submitting the same entry again doubles nothing",
  },
  "ledger.log-locked": {
    "zh-CN": "另一个进程正在使用这个日志，请先停止它",
    en: "Another process has this log open; stop it first",
  },
  "ledger.log-absent": {
    "zh-CN": "这里没有日志；先用 biaochi log init 建立，或从备份恢复",
    en: "There is no log here; make one by biaochi log init, or restore it",
  },
  "ledger.log-present": { "zh-CN": "这里已有日志，不会覆盖", en: "There is a log here already; it is not overwritten" },
  "ledger.log-not-open": {
    "zh-CN": "日志还没有首个条目；先用 biaochi log open",
    en: "The log has no first entry yet; bring it by biaochi log open",
  },
  "ledger.log-damaged": {
    "zh-CN": "日志的文件损坏；用 biaochi log fsck 查明并修复",
    en: "A file of the log is damaged; biaochi log fsck says which and puts it right",
  },
  "ledger.log-behind": {
    "zh-CN": "已公布的日志比这里的更长：磁盘是旧的。不要继续写入；用 biaochi log recover 从镜像取回",
    en: "More was published than lies here: this disk is an older one. Write nothing; fetch the rest from a mirror by biaochi log recover",
  },
  "ledger.log-differs": {
    "zh-CN": "已公布的是另一个日志：这里的条目被改动过，或日志已分叉。保留两边的文件并通知各见证单位",
    en: "Another log was published than lies here: entries were changed, or the log was forked. Keep both and tell the witnesses",
  },
  "ledger.log-unconfirmed": {
    "zh-CN": "没有最高水位文件，又没有达到法定数的见证节点确认这里是最新的；待其在线后再启动",
    en: "There is no high-water mark, and no quorum of witnesses confirmed that this is the latest; start when they can be reached",
  },
  "ledger.log-ahead-of-source": {
    "zh-CN": "这里的日志比来源更长",
    en: "The log here is longer than the one to be taken over",
  },
  "ledger.log-key-absent": {
    "zh-CN": "日志在，其私钥不在；请从密封保存的副本中放回，不要另建",
    en: "The log is here and its private key is not; put it back from the sealed copy, and make no other",
  },
  "ledger.log-key-wrong": { "zh-CN": "密钥、策略与日志不是同一个日志的", en: "Key, policy and log are not of one log" },
  "ledger.quorum-unsafe": {
    "zh-CN": "策略中的法定数过低：一个不诚实的见证节点就能让两份日志都成立。n 个节点须至少 1+⌊2n/3⌋ 个",
    en: "The policy’s quorum is too small: one dishonest witness could make two logs hold. Of n witnesses it takes 1+⌊2n/3⌋",
  },
  "ledger.not-published": {
    "zh-CN": "尚未公布：等待见证，或没有这个条目",
    en: "It is not published: it waits for witnesses, or there is no such entry",
  },
  "ledger.source-unreadable": { "zh-CN": "来源无法读取", en: "The source cannot be read" },
  "ledger.promise-broken": {
    "zh-CN": "日志承诺过公布这个条目，但没有做到",
    en: "The log promised to publish this entry and did not",
  },
  "ledger.body-too-large": { "zh-CN": "内容过长", en: "What was sent is too long" },
  "ledger.no-such-page": { "zh-CN": "没有这个文件", en: "There is no such file" },
  "ledger.method-not-allowed": { "zh-CN": "此处不能这样请求", en: "This cannot be asked in this way" },
  "ledger.port-taken": {
    "zh-CN": "端口无法监听，请停止占用它的程序，或用 --port 指定其他端口",
    en: "The port cannot be listened on; stop what listens there, or name another by --port",
  },

  "ledger-void.malformed": { "zh-CN": "格式不合规定", en: "it is not in its form" },
  "ledger-void.not-open": { "zh-CN": "日志尚未开启", en: "the log is not open" },
  "ledger-void.already-open": { "zh-CN": "日志早已开启", en: "the log was opened before" },
  "ledger-void.closed": { "zh-CN": "日志已关闭", en: "the log is closed" },
  "ledger-void.id-taken": { "zh-CN": "编号已被使用", en: "its identifier was used before" },
  "ledger-void.time-runs-back": {
    "zh-CN": "时间早于此前条目十分钟以上",
    en: "its time lies more than ten minutes before earlier entries",
  },
  "ledger-void.policy-not-in-force": {
    "zh-CN": "依据的更正规则不是现行的",
    en: "the policy that it names is not in force",
  },
  "ledger-void.signature": {
    "zh-CN": "签名不成立，或密钥在此处不作数",
    en: "a signature does not verify, or its key does not count here",
  },
  "ledger-void.too-few-signatures": { "zh-CN": "签名的人太少", en: "too few have signed it" },
  "ledger-void.no-such-record": { "zh-CN": "没有它所指的记录", en: "there is no such record" },
  "ledger-void.erased": { "zh-CN": "记录已销毁", en: "the record was erased" },
  "ledger-void.version-passed": {
    "zh-CN": "所指版本已不是最新",
    en: "the version that it names is no longer the latest",
  },
  "ledger-void.expired": { "zh-CN": "已过期限", en: "it has expired" },
  "ledger-void.no-such-proposal": { "zh-CN": "没有它所指的提议", en: "there is no such proposal" },
  "ledger-void.proposal-closed": { "zh-CN": "提议已了结", en: "the proposal was decided" },
  "ledger-void.policy-changed": { "zh-CN": "提议之后更正规则已改", en: "the policy has changed since the proposal" },
  "ledger-void.notice-runs": { "zh-CN": "公告期未满", en: "the notice has not run out" },
  "ledger-void.not-approved": {
    "zh-CN": "会签未达到规定人数",
    en: "it was not approved by as many as the rule asks for",
  },
  "ledger-void.snapshot-differs": {
    "zh-CN": "快照与按规则重算的状态不符",
    en: "the snapshot is not the state that the rules come to",
  },
  "ledger-void.wrong-succession": { "zh-CN": "不是现行规则的下一版", en: "it does not follow the policy in force" },
  "ledger-void.key-known": { "zh-CN": "密钥已在日志上", en: "the key stands on the log already" },
  "ledger-void.party-elsewhere": { "zh-CN": "签名主体属于另一单位", en: "the party belongs to another organisation" },
  "ledger-void.no-such-key": { "zh-CN": "没有它所指的密钥", en: "there is no such key" },

  "ledger-uncounted.key-does-not-count": { "zh-CN": "密钥在此处不作数", en: "the key does not count here" },
  "ledger-uncounted.key-not-for-approval": { "zh-CN": "密钥不用于会签", en: "the key is not for approvals" },
  "ledger-uncounted.party-concerned": {
    "zh-CN": "会签人是提议人或当事人",
    en: "who approves has proposed it, or is concerned",
  },
  "ledger-uncounted.organisation-not-asked": {
    "zh-CN": "规则未列该单位",
    en: "the rule does not ask this organisation",
  },
  "ledger-uncounted.unit-of-the-record": {
    "zh-CN": "记录所属单位不得起决定作用",
    en: "the unit of the record is never decisive",
  },
  "ledger-uncounted.organisation-rejected": { "zh-CN": "该单位已否决", en: "the organisation has rejected it" },
  "ledger-uncounted.signature-wrong": { "zh-CN": "签名不成立", en: "the signature does not verify" },

  "ledger-damage.absent": { "zh-CN": "{path}：缺失", en: "{path}: is not there" },
  "ledger-damage.changed": { "zh-CN": "{path}：内容被改动过", en: "{path}: was changed" },
  "ledger-damage.unclear": {
    "zh-CN": "{path}：与相邻文件不符，无法判断哪个被改动",
    en: "{path}: does not fit the files beside it; which of them was changed cannot be said",
  },
} as const;
