/** Sessions of others, second factors, links for passwords, settings: for the three administrators. `{x}` is a parameter. */
export const accessKeepingWords = {
  // Refusals
  "own-session": {
    "zh-CN": "自己的登录请在“登录与安全”页结束",
    en: "Your own sessions end on the page “Sign-in and security”",
  },
  "account-is-demo": {
    "zh-CN": "演示账号一键进入，不设密码",
    en: "A demo account has no password: one click enters",
  },
  "password-link-open": {
    "zh-CN": "这个账号已有一个链接没有领取；请先办完或撤回它",
    en: "A link for this account has not been taken yet: take or withdraw it first",
  },
  "password-link-waits": {
    "zh-CN": "这个链接还在等待安全管理员确认",
    en: "This link waits for the security administrator",
  },
  "password-link-outdated": {
    "zh-CN": "提出以后，这个账号的角色有了变更，须由第二人确认；请撤回后重新提出",
    en: "The account has been granted more since: a second person has to confirm. Withdraw it and ask again",
  },
  "recovery-needless": {
    "zh-CN": "这个账号没有第二重验证，不需要重设",
    en: "This account has no second factor: nothing is to be taken away",
  },
  "setting-fixed": {
    "zh-CN": "这一项由运行环境或配置文件规定，页面上不能更改；须由系统运维在那里去掉后再办理",
    en: "The environment or the file decides this one; it is changed there, or removed there first",
  },
  "setting-same": { "zh-CN": "这就是现在的值", en: "It is so already" },
  "setting-outside": {
    "zh-CN": "应为 {from} 到 {to} 的整数",
    en: "A whole number from {from} to {to} is expected",
  },
  "setting-waits": {
    "zh-CN": "这一项已有变更等待确认；请先确认或撤回它",
    en: "A change of this one waits already: confirm or withdraw it first",
  },

  // To-dos
  "todo.confirm-factor-recovery": {
    "zh-CN": "有人丢失第二重验证，等待您确认",
    en: "A lost second factor waits for you to confirm it",
  },
  "todo.confirm-password-link": {
    "zh-CN": "有一个重设密码的链接等待您确认",
    en: "A link for a password waits for you to confirm it",
  },
  "todo.take-password-link": {
    "zh-CN": "您提出的重设密码链接已确认，请领取",
    en: "The link for a password that you asked for is confirmed: take it",
  },
  "todo.confirm-setting": {
    "zh-CN": "有一项设置变更等待第二人确认",
    en: "A change of a setting waits for a second person",
  },

  // The trail
  "audit-action.factor-recovery-ended": {
    "zh-CN": "撤回或不予重设第二验证方式",
    en: "recovery of a second factor withdrawn or refused",
  },
  "audit-action.password-link-asked": { "zh-CN": "提出重设密码链接", en: "link for a password asked for" },
  "audit-action.password-link-confirmed": { "zh-CN": "确认重设密码链接", en: "link for a password confirmed" },
  "audit-action.password-link-ended": {
    "zh-CN": "撤回或不予重设密码链接",
    en: "link for a password withdrawn or refused",
  },
  "audit-action.setting-change-asked": { "zh-CN": "提出变更设置", en: "change of a setting asked for" },
  "audit-action.setting-changed": { "zh-CN": "变更设置", en: "setting changed" },
  "audit-action.setting-change-ended": {
    "zh-CN": "撤回或不予变更设置",
    en: "change of a setting withdrawn or refused",
  },
  "audit-action.end-factor-recovery": {
    "zh-CN": "撤回或不予重设第二验证方式（尝试）",
    en: "withdraw the recovery of a second factor",
  },
  "audit-action.see-sessions": { "zh-CN": "查看登录中的会话", en: "see sessions" },
  "audit-action.end-sessions": { "zh-CN": "结束他人会话（尝试）", en: "end sessions of others" },
  "audit-action.see-password-links": { "zh-CN": "查看重设密码链接", en: "see links for passwords" },
  "audit-action.make-password-link": { "zh-CN": "提出重设密码链接（尝试）", en: "make a link for a password" },
  "audit-action.confirm-password-link": { "zh-CN": "确认重设密码链接（尝试）", en: "confirm a link for a password" },
  "audit-action.end-password-link": { "zh-CN": "撤回重设密码链接（尝试）", en: "withdraw a link for a password" },
  "audit-action.see-settings": { "zh-CN": "查看设置", en: "see the settings" },
  "audit-action.change-setting": { "zh-CN": "变更设置（尝试）", en: "change a setting" },
  "audit-action.confirm-setting": { "zh-CN": "确认变更设置（尝试）", en: "confirm the change of a setting" },

  // What is the same in every installation
  "setting.sessionHours": { "zh-CN": "一次登录最长多少小时", en: "hours after which a session ends in any case" },
  "setting.failuresUntilLock": {
    "zh-CN": "同一处连续失败多少次后暂停",
    en: "failures in a row from one place until it has to wait",
  },
  "setting.firstLock": {
    "zh-CN": "第一次暂停多少分钟（以后每次加倍）",
    en: "minutes of the first wait, which doubles each time",
  },
  "setting.longestLock": { "zh-CN": "最长暂停多少分钟", en: "minutes of the longest wait" },
  "setting.passwordLength": { "zh-CN": "密码至少多少个字符", en: "characters that a password has at least" },
  "setting.passwordsKept": {
    "zh-CN": "不得与最近多少个密码相同",
    en: "last passwords that a new one must differ from",
  },
  "setting.linkHours": {
    "zh-CN": "页面上生成的重设密码链接多少小时内有效",
    en: "hours for which a password link made on a page is good",
  },

  // Command line
  "access-session": {
    "zh-CN": "{account}  {way}，{device}；{began} 起，最近 {seen}",
    en: "{account}  {way}, {device}; since {began}, last used {seen}",
  },
  "access-no-session": { "zh-CN": "现在没有人登录。", en: "Nobody is signed in." },
  "access-sessions-ended": {
    "zh-CN": "账号 {account} 的 {n} 处登录已全部结束。",
    en: "{n} {n|session|sessions} of account {account} ended.",
  },
  "access-factors-removed": {
    "zh-CN": "账号 {account} 的第二重验证已移除，登录已结束；下次登录时重新添加。",
    en: "The second factors of account {account} are gone and its sessions have ended; the next sign-in asks for a new one.",
  },
  "access-no-factors": {
    "zh-CN": "账号 {account} 没有第二重验证。",
    en: "Account {account} has no second factor.",
  },
} as const;
