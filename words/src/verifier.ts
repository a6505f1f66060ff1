/** What the page that checks receipts without a network says. It holds these sentences and no others, in both languages. */
export { moment } from "./format.ts";
export { fill, type Language, languages } from "./language.ts";

export const verifierWords = {
  "verifier.title": { "zh-CN": "核验存证回执", en: "Check a receipt of the log" },
  "verifier.offline": {
    "zh-CN": "本页无需联网。您放入的内容只在这台电脑上处理，不会离开本页。",
    en: "This page needs no network. What you put in is read on this computer only and never leaves the page.",
  },
  "verifier.other-language": { "zh-CN": "English", en: "中文" },
  "verifier.large": { "zh-CN": "大字", en: "Large type" },
  "verifier.normal": { "zh-CN": "标准字号", en: "Normal type" },
  "verifier.print": { "zh-CN": "打印核验结果", en: "Print the result" },

  // Whom the reader trusts
  "verifier.policy": { "zh-CN": "信任策略：由谁见证才算数", en: "Trust policy: whose witnessing counts" },
  "verifier.policy-why": {
    "zh-CN": "请使用您从可靠渠道取得的信任策略，例如由见证单位直接交给您的，不要只用随回执一并送来的。",
    en: "Use a trust policy that reached you by a way you rely on, such as from a witness directly, not one that came along with the receipt.",
  },
  "verifier.policy-file": { "zh-CN": "选择信任策略文件", en: "Choose the file of the trust policy" },
  "verifier.policy-text": { "zh-CN": "或粘贴信任策略全文", en: "Or paste the whole trust policy" },
  "verifier.policy-embedded": {
    "zh-CN": "这份信任策略写在本页文件之中。请核对下面的指纹是否与您另外得知的一致。",
    en: "This trust policy stands in the file of this page. See whether the fingerprint below is the one that you know from elsewhere.",
  },
  "verifier.policy-change": { "zh-CN": "改用另一份信任策略", en: "Use another trust policy" },
  "verifier.policy-wrong": {
    "zh-CN": "信任策略无法读取：第 {line} 行有误（{detail}）。请重新取得该文件。",
    en: "The trust policy cannot be read: line {line} is wrong ({detail}). Get the file again.",
  },
  "verifier.policy-unreadable": {
    "zh-CN": "信任策略无法读取（{detail}）。它应为纯文本，含且仅含一行 quorum。",
    en: "The trust policy cannot be read ({detail}). It must be plain text with exactly one line “quorum”.",
  },
  "verifier.fingerprint": { "zh-CN": "指纹（SHA-256）", en: "Fingerprint (SHA-256)" },
  "verifier.logs": { "zh-CN": "认可的日志", en: "Logs" },
  "verifier.witnesses": { "zh-CN": "见证单位", en: "Witnesses" },
  "verifier.quorum": { "zh-CN": "法定数", en: "Quorum" },
  "verifier.quorum-none": {
    "zh-CN": "不要求任何见证。只有日志自己的签名，不能防止对不同的人出示不同的日志。",
    en: "No witness is asked for. The log’s own signature alone does not prevent that it shows different people different logs.",
  },
  "verifier.quorum-one": { "zh-CN": "须有 {name} 见证", en: "{name} must have witnessed" },
  "verifier.quorum-group": {
    "zh-CN": "{members} 之中至少 {k} 个",
    en: "at least {k} of {members}",
  },
  "verifier.quorum-low": {
    "zh-CN": "{n} 个见证单位中，至少须有 {safe} 个，才能在其中有不诚实者时防止日志对不同的人出示不同内容。",
    en: "Of {n} witnesses at least {safe} are needed to prevent, with a dishonest one among them, that the log shows different people different things.",
  },

  // The receipt
  "verifier.receipt": { "zh-CN": "回执", en: "Receipt" },
  "verifier.receipt-file": {
    "zh-CN": "选择回执文件，或回执二维码的图片",
    en: "Choose the file of the receipt, or a picture of its QR code",
  },
  "verifier.receipt-text": {
    "zh-CN": "或粘贴回执全文（以 c2sp.org/tlog-proof 或 BC1: 开头），也可在此粘贴图片",
    en: "Or paste the whole receipt (it begins with c2sp.org/tlog-proof or BC1:); a picture can be pasted here, too",
  },
  "verifier.clear": { "zh-CN": "清空，核验下一份", en: "Clear, and check another one" },
  "verifier.reading": { "zh-CN": "正在识别图片……", en: "Reading the picture …" },
  "verifier.waiting": {
    "zh-CN": "放入信任策略与回执后，结果显示在这里。",
    en: "The result stands here once there are a trust policy and a receipt.",
  },
  "verifier.waiting-policy": {
    "zh-CN": "回执已放入。还需要信任策略，才能核验。",
    en: "The receipt is in. It can be checked as soon as there is a trust policy.",
  },

  // What was found
  "verifier.result": { "zh-CN": "结果", en: "Result" },
  "verifier.latest": {
    "zh-CN": "已存证，且截至快照 {snapshot} 为最新版本",
    en: "In the log, and the latest version as of snapshot {snapshot}",
  },
  "verifier.latest-means": {
    "zh-CN": "这条记录在日志之中，未被改动，在该快照之前也没有被更正。快照之后是否更正，请索取新的回执。",
    en: "This record is in the log, unchanged, and had not been amended by that snapshot. Whether it was amended later, a new receipt says.",
  },
  "verifier.included": {
    "zh-CN": "已存证；是否为最新版本未说明",
    en: "In the log; whether it is the latest version is not said",
  },
  "verifier.included-means": {
    "zh-CN": "这条条目在日志之中，未被改动。它之后是否被更正，这份回执没有说明；需要时请索取附带快照的回执。",
    en: "This entry is in the log, unchanged. Whether it was amended later this receipt does not say; ask for one with a snapshot where it matters.",
  },
  "verifier.superseded": {
    "zh-CN": "已存证，但已被更正：截至快照 {snapshot}，以第 {version} 版为准",
    en: "In the log, but superseded: as of snapshot {snapshot} version {version} counts",
  },
  "verifier.superseded-means": {
    "zh-CN": "请勿再以第 1 版为准。更正由条目 {set} 生效，何人会签、理由为何，可在日志中查到。",
    en: "Do not rely on version 1 any more. Entry {set} made the change; who approved it and for which reason stands in the log.",
  },
  "verifier.erased": {
    "zh-CN": "已存证；原记录已依法销毁（截至快照 {snapshot}）",
    en: "In the log; the record itself was erased (as of snapshot {snapshot})",
  },
  "verifier.erased-means": {
    "zh-CN": "条目仍在日志之中，但原记录与密钥已按条目 {set} 的告知销毁，内容无从核对，也不应再使用。",
    en: "The entry is still in the log, but the record and its key were destroyed as entry {set} says. Its content can no longer be compared and must not be used.",
  },
  "verifier.not-opened": { "zh-CN": "所附内容与存证不符", en: "The content shown is not what was logged" },
  "verifier.not-opened-means": {
    "zh-CN":
      "条目在日志之中，但回执所附的内容不是当时存证的内容。请勿采信所附内容；请保留原件，交纪检监察机关或见证单位核对。",
    en: "The entry is in the log, but the content attached to the receipt is not what was logged. Do not rely on it; keep the original and hand it to the discipline commission or a witness.",
  },
  "verifier.opened": { "zh-CN": "所附内容与存证一致", en: "The content shown is what was logged" },
  "verifier.opened-old": {
    "zh-CN": "所附内容是第 1 版的原文，现已被更正",
    en: "The content shown is that of version 1, which was amended",
  },
  "verifier.opened-erased": {
    "zh-CN": "所附内容是销毁之前第 1 版的原文，不应再保存或使用",
    en: "The content shown is that of version 1 before the erasure; it must not be kept or used any more",
  },
  "verifier.opened-nothing": {
    "zh-CN": "回执没有附带内容，只证明条目在日志之中",
    en: "No content is attached; the receipt shows only that the entry is in the log",
  },
  "verifier.refused": { "zh-CN": "核验不通过", en: "Not verified" },
  "verifier.unreadable": { "zh-CN": "无法读取", en: "Cannot be read" },
  "verifier.means": { "zh-CN": "这对您意味着什么", en: "What this means for you" },
  "verifier.technical": { "zh-CN": "供技术人员核对", en: "For technical comparison" },
  "verifier.what-it-says": { "zh-CN": "回执说明的事项", en: "What the receipt says" },

  // Facts of a receipt
  "verifier.fact.log": { "zh-CN": "日志", en: "Log" },
  "verifier.fact.entry": { "zh-CN": "条目", en: "Entry" },
  "verifier.fact.entry-at": {
    "zh-CN": "{type}，序号 {index}（日志共 {size} 条）",
    en: "{type}, index {index} ({size} {size|entry|entries} in the log)",
  },
  "verifier.fact.by": { "zh-CN": "提交单位（代码）", en: "Submitted by (code)" },
  "verifier.fact.at": { "zh-CN": "提交时间", en: "Submitted" },
  "verifier.fact.witness": { "zh-CN": "见证", en: "Witnessed by" },
  "verifier.fact.witness-at": { "zh-CN": "{name}，{moment}", en: "{name}, {moment}" },
  "verifier.fact.witness-none": {
    "zh-CN": "无（信任策略不要求见证）",
    en: "nobody (the trust policy asks for no witness)",
  },
  "verifier.fact.snapshot": { "zh-CN": "快照", en: "Snapshot" },
  "verifier.fact.snapshot-at": { "zh-CN": "序号 {index}，{moment}", en: "index {index}, {moment}" },
  "verifier.fact.version": { "zh-CN": "该快照时的版本", en: "Version at that snapshot" },
  "verifier.fact.version-set": {
    "zh-CN": "第 {version} 版，由条目 {set} 确定",
    en: "version {version}, set by entry {set}",
  },
  "verifier.fact.content": { "zh-CN": "所附内容", en: "Content shown" },
  "verifier.fact.beijing": { "zh-CN": "{moment}（北京时间）", en: "{moment} (Beijing time)" },
  "verifier.fact.second": { "zh-CN": "1970 年起第 {second} 秒", en: "second {second} since 1970" },
  "verifier.fact.root": { "zh-CN": "检查点根值", en: "Root of the checkpoint" },
  "verifier.fact.leaf": { "zh-CN": "条目哈希", en: "Leaf hash of the entry" },
  "verifier.fact.id": { "zh-CN": "记录编号", en: "Id of the record" },
  "verifier.fact.commitment": { "zh-CN": "承诺值", en: "Commitment" },
  "verifier.fact.policy": { "zh-CN": "信任策略指纹", en: "Fingerprint of the trust policy" },
  "verifier.fact.checked": { "zh-CN": "核验时间（本机时钟）", en: "Checked (this computer’s clock)" },
  "verifier.fact.code": { "zh-CN": "代码", en: "Code" },

  // What an entry is
  "verifier.entry.target.commit": { "zh-CN": "目标承诺", en: "Committed target" },
  "verifier.entry.progress": { "zh-CN": "进度", en: "Progress" },
  "verifier.entry.evidence": { "zh-CN": "佐证材料", en: "Evidence" },
  "verifier.entry.score": { "zh-CN": "得分", en: "Score" },
  "verifier.entry.result": { "zh-CN": "考核结果", en: "Result" },
  "verifier.entry.other": { "zh-CN": "{type} 条目", en: "Entry of type {type}" },

  // What is wrong
  "verifier.wrong.receipt-malformed": {
    "zh-CN": "这不是一份完整的回执：{detail} 部分有误或缺失。",
    en: "This is no whole receipt: its part “{detail}” is wrong or missing.",
  },
  "verifier.wrong.receipt-none": {
    "zh-CN": "这里没有回执：回执以 c2sp.org/tlog-proof 或 BC1: 开头。",
    en: "There is no receipt here: one begins with c2sp.org/tlog-proof or BC1:.",
  },
  "verifier.wrong.picture-none": {
    "zh-CN": "图片中没有识别出二维码。请把整个二维码拍全、拍正、拍清楚，四周留白，再试一次。",
    en: "No QR code was found in the picture. Take it again: all of the code, straight, sharp, with white around it.",
  },
  "verifier.wrong.picture-other": {
    "zh-CN": "图片中的二维码不是回执，其内容开头为“{detail}”。",
    en: "The QR code in the picture is no receipt; its text begins with “{detail}”.",
  },
  "verifier.wrong.file-large": {
    "zh-CN": "文件过大，不会是回执或二维码图片（上限 {detail}）。",
    en: "The file is too large to be a receipt or the picture of one (the limit is {detail}).",
  },
  "verifier.wrong.note-malformed": {
    "zh-CN": "回执中的检查点不完整：{detail} 部分有误。",
    en: "The checkpoint in the receipt is not whole: its part “{detail}” is wrong.",
  },
  "verifier.wrong.note-too-large": {
    "zh-CN": "回执中的检查点超出允许的长度。",
    en: "The checkpoint in the receipt is longer than allowed.",
  },
  "verifier.wrong.checkpoint-malformed": {
    "zh-CN": "回执中的检查点不合规定格式。",
    en: "The checkpoint in the receipt does not have the prescribed form.",
  },
  "verifier.wrong.log-unknown": {
    "zh-CN": "回执出自日志“{detail}”，而您的信任策略不认可这个日志。",
    en: "The receipt comes from the log “{detail}”, which your trust policy does not know.",
  },
  "verifier.wrong.note-unsigned": {
    "zh-CN": "检查点上没有日志的签名，或签名用的不是信任策略中的密钥。",
    en: "The checkpoint is not signed by the log, or not with a key of your trust policy.",
  },
  "verifier.wrong.note-signature-wrong": {
    "zh-CN": "{detail} 的签名不成立：检查点在签名之后被改动过，或签名系伪造。",
    en: "The signature of {detail} does not hold: the checkpoint was changed after it was signed, or the signature is forged.",
  },
  "verifier.wrong.note-signer-twice": {
    "zh-CN": "{detail} 在同一检查点上出现两个签名，不合规定。",
    en: "{detail} stands twice under one checkpoint, which is not allowed.",
  },
  "verifier.wrong.cosignature-in-the-future": {
    "zh-CN": "{detail} 的见证时间比这台电脑的时钟晚十分钟以上。请先校准电脑时钟再核验。",
    en: "The witnessing of {detail} lies more than ten minutes ahead of this computer’s clock. Set the clock right, then check again.",
  },
  "verifier.wrong.quorum-not-met": {
    "zh-CN": "见证不足：达不到信任策略的法定数。已见证：{detail}。",
    en: "Too few witnesses: the quorum of the trust policy is not met. Witnessed by: {detail}.",
  },
  "verifier.wrong.quorum-nobody": {
    "zh-CN": "没有任何信任策略认可的见证单位在检查点上签名。",
    en: "No witness of the trust policy has signed the checkpoint.",
  },
  "verifier.wrong.proof": {
    "zh-CN": "证明不成立：{part}不在这个检查点的日志之中，或不在所说的位置。",
    en: "The proof does not hold: {part} is not in the log of this checkpoint, or not at the place named.",
  },
  "verifier.wrong.proof-record": {
    "zh-CN": "证明不成立：所说的版本不在该快照之中。",
    en: "The proof does not hold: the version named is not in that snapshot.",
  },
  "verifier.part.entry": { "zh-CN": "条目", en: "the entry" },
  "verifier.part.snapshot": { "zh-CN": "快照", en: "the snapshot" },
  "verifier.wrong.receipt-record-mismatch": {
    "zh-CN": "快照所说的是另一条记录，或与条目的承诺值不同。",
    en: "The snapshot speaks of another record, or has another commitment than the entry.",
  },
  "verifier.wrong.receipt-extra-malformed": {
    "zh-CN": "回执没有附带条目，或所附部分不合规定格式，因此无从核对。",
    en: "The receipt brings no entry along, or not in the prescribed form, so that there is nothing to check.",
  },
  "verifier.wrong.entry": {
    "zh-CN": "条目不合规定格式，按规则无效。",
    en: "The entry does not have the prescribed form and is void by rule.",
  },
  "verifier.wrong.other": { "zh-CN": "核验未能完成（{code}）。", en: "The check could not be finished ({code})." },
  "verifier.if.unreadable": {
    "zh-CN": "读不出来，既不能说明内容属实，也不能说明内容不实。请重新索取回执文件，或重新拍照后再核验。",
    en: "What cannot be read says nothing, neither for nor against the content. Ask for the file again, or take the picture again, and check once more.",
  },
  "verifier.if.untrusted": {
    "zh-CN": "请勿据此认定已经存证。先确认信任策略是您应使用的最新一份；仍不通过的，保留回执原件，向任一见证单位查询。",
    en: "Do not take it as logged. First see whether your trust policy is the current one; if it still fails, keep the original receipt and ask any of the witnesses.",
  },
  "verifier.if.altered": {
    "zh-CN":
      "回执或其中的内容被改动过，或日志出现了分叉。请勿据此办理；保留原件，交纪检监察机关或任一见证单位，由其对照自己保存的日志核查。",
    en: "The receipt or its content was changed, or the log was forked. Do not act on it; keep the original and hand it to the discipline commission or any witness, who compares it with the log that they hold.",
  },

  // Limits
  "verifier.limits": { "zh-CN": "这项核验说明什么，不说明什么", en: "What this check says, and what it does not" },
  "verifier.limit.truth": {
    "zh-CN": "它说明条目何时由何人见证、之后没有被悄悄改动；它不能说明内容本身属实。",
    en: "It says by whom an entry was witnessed and when, and that nobody changed it quietly since. It does not make the entry true.",
  },
  "verifier.limit.latest": {
    "zh-CN": "“最新版本”以快照为准。快照是否正确由镜像节点重算；要依靠这一点，信任策略的法定数应由镜像节点构成。",
    en: "“Latest” rests on the snapshot, which mirrors recompute. Who relies on it uses a trust policy whose quorum is one of mirrors.",
  },
  "verifier.limit.file": {
    "zh-CN":
      "使用前，请核对本文件的 SHA-256 与公布值一致：Windows 用 certutil -hashfile 文件名 SHA256，其他系统用 sha256sum 文件名。",
    en: "Before you use it, compare the SHA-256 of this file with the published one: certutil -hashfile NAME SHA256 on Windows, sha256sum NAME elsewhere.",
  },
  "verifier.licences": {
    "zh-CN":
      "标尺，Apache-2.0。内含 @noble/curves、@noble/hashes（MIT）、qr（MIT 或 Apache-2.0）、canonicalize（Apache-2.0）。",
    en: "Biaochi, Apache-2.0. Contains @noble/curves and @noble/hashes (MIT), qr (MIT or Apache-2.0), canonicalize (Apache-2.0).",
  },
} as const;
