/** What the server and the command line say about signing in: refusals, settings, set-up links. `{x}` is a parameter. */
export const accessSignInWords = {
  // Refusals
  "origin-foreign": {
    "zh-CN": "这个请求来自别的网站，未予执行",
    en: "This request came from another site and was not carried out",
  },
  "sign-in-refused": {
    "zh-CN": "登录名或密码不正确，或者该账号目前不能登录",
    en: "The name or the password is not right, or this account cannot sign in now",
  },
  "sign-in-locked": {
    "zh-CN":
      "连续多次未能登录，已暂停尝试。请在 {minutes} 分钟后再试；也可以用以前登录过的设备或通行密钥登录。忘记密码请联系系统管理员",
    en: "Too many attempts failed one after the other. Try again in {minutes} {minutes|minute|minutes}, or use a device on which you have signed in before, or a passkey. If the password is forgotten, ask the system administrator",
  },
  "sign-in-step-gone": {
    "zh-CN": "这一步已过期或已完成，请从头登录",
    en: "This step is over or took too long: begin again",
  },
  "code-refused": {
    "zh-CN": "验证码不对或已用过。请输入验证器当前显示的 6 位数字，并检查手机时间是否准确",
    en: "The code is not right, or was used already. Type the six digits that the authenticator shows now, and check the clock of the phone",
  },
  "passkey-refused": {
    "zh-CN": "未能用通行密钥确认身份。请再试一次，或改用其他方式",
    en: "The passkey did not prove who you are. Try again, or take another way",
  },
  "proof-needed": {
    "zh-CN": "这一操作须先确认是您本人：请重新登录，然后再做一次",
    en: "For this we ask once more who you are: sign in again, then repeat it",
  },
  "proof-needed.door": { "zh-CN": "重新登录后返回本页", en: "Sign in again and come back to this page" },
  "password-wrong": { "zh-CN": "现用密码不正确", en: "The present password is not right" },
  "password-weak": { "zh-CN": "这个密码太容易猜到", en: "This password is too easy to guess" },
  "password-weak.password-too-short": {
    "zh-CN": "至少 {longEnough} 个字符；或至少 {shortest} 个字符，并含大写字母、小写字母、数字、符号中的三种",
    en: "At least {longEnough} characters, or at least {shortest} with three of: capitals, small letters, digits, signs",
  },
  "password-weak.password-too-long": {
    "zh-CN": "不超过 {longest} 个字符",
    en: "No more than {longest} characters",
  },
  "password-weak.password-has-name": {
    "zh-CN": "不要包含自己的姓名、登录名或工号",
    en: "Leave out your own name, sign-in name and staff number",
  },
  "password-weak.password-common": {
    "zh-CN": "这是常见密码，或是有规律的字符，别人会先试它",
    en: "This is a common password or a pattern, which others try first",
  },
  "password-used-before": {
    "zh-CN": "这个密码用过。请换一个与最近 5 次都不同的密码",
    en: "This password was used before. Take one that differs from the last five",
  },
  "sign-in-name-taken": { "zh-CN": "这个登录名已有人使用，请换一个", en: "This sign-in name is taken; choose another" },
  "sign-in-name-unfit": {
    "zh-CN": "登录名为 2 至 40 个字符：字母、汉字、数字，中间可用 . _ -",
    en: "A sign-in name has 2 to 40 characters: letters and digits, with . _ - between them",
  },
  "set-up-link-gone": {
    "zh-CN": "这个链接已用过、已过期，或者不完整。请联系系统管理员重新生成",
    en: "This link was used, has expired, or is not whole. Ask the system administrator for a new one",
  },
  "factor-required": {
    "zh-CN": "您的角色必须有第二重验证，这是最后一个。请先添加另一个，再移除它",
    en: "Your role needs a second factor, and this is the last one. Add another before removing it",
  },
  "administrators-need-factor": {
    "zh-CN": "系统、安全、审计三个管理员角色必须使用第二重验证",
    en: "The three administrators always need a second factor",
  },
  "recovery-open": {
    "zh-CN": "该账号已有一项申请等待确认",
    en: "A request for this account already waits to be confirmed",
  },
  "recovery-own": {
    "zh-CN": "申请人、确认人和当事人须是不同的人",
    en: "Whoever asks, whoever confirms and whoever it is about are different people",
  },
  "sso-unknown": { "zh-CN": "这里没有设置统一身份认证", en: "There is no single sign-on here" },
  "sso-unreachable": {
    "zh-CN": "统一身份认证暂时连不上。请稍后再试；管理员可用密码登录",
    en: "The single sign-on does not answer. Try again later; administrators can sign in with their password",
  },
  "sso-refused": {
    "zh-CN": "统一身份认证没有确认您的身份，请重新登录",
    en: "The single sign-on did not confirm who you are: begin again",
  },
  "sso-account-unknown": {
    "zh-CN": "身份已确认，但这里没有与您工号对应的账号。请联系系统管理员开户",
    en: "You are known there, but no account here has your staff number. Ask the system administrator for one",
  },
  "refused.origin-foreign.todo": {
    "zh-CN": "请在本系统的网址打开页面再操作；如经代理访问，请管理员检查 BIAOCHI_ORIGIN。",
    en: "Open the page under this system’s own address; behind a proxy, have BIAOCHI_ORIGIN checked.",
  },

  // Settings
  "expected.addresses": {
    "zh-CN": "IP 地址或网段，以逗号分隔",
    en: "addresses or networks with commas between",
  },
  "expected.provider": {
    "zh-CN": "https 开头的地址（本机可用 http）",
    en: "an address that begins with https (http on this machine)",
  },
  "expected.any-text": { "zh-CN": "文字", en: "text" },
  "expected.idle": { "zh-CN": "5 到 720 的整数", en: "a whole number from 5 to 720" },
  "expected.password-days": { "zh-CN": "0 到 3650 的整数", en: "a whole number from 0 to 3650" },
  "expected.level": { "zh-CN": "0 到 5 的整数", en: "a whole number from 0 to 5" },
  "expected.local-sign-in": { "zh-CN": "everyone 或 administrators", en: "everyone or administrators" },
  "setting.proxy": {
    "zh-CN": "反向代理的地址；只相信它转告的用户地址",
    en: "addresses of the reverse proxy that is believed about where people come from",
  },
  "setting.signInsPerMinute": {
    "zh-CN": "每个地址每分钟允许的登录请求数",
    en: "sign-in requests that one address may send in a minute",
  },
  "setting.idleMinutes": {
    "zh-CN": "多少分钟不操作后须重新登录",
    en: "minutes without use after which a session ends",
  },
  "setting.passwordDays": {
    "zh-CN": "密码用多少天后，下次登录时须更换；0 表示不要求",
    en: "days after which a password is renewed at the next sign-in; 0: never",
  },
  "setting.level": {
    "zh-CN": "启用到哪一级：0 名册与表册，1 一次测评，2 季度考核与反馈，3 年度等次与名额，4 数据采集，5 存证",
    en: "up to which level modules are switched on: 0 registry and forms, 1 one ballot, 2 quarters and letters, 3 years with grades and quotas, 4 intake, 5 record",
  },
  "setting.localSignIn": {
    "zh-CN": "谁可以用密码或通行密钥登录：everyone（所有人）或 administrators（仅三员，其余走统一身份认证）",
    en: "who may sign in with a password or passkey: everyone, or administrators only beside the single sign-on",
  },
  "setting.ssoIssuer": {
    "zh-CN": "统一身份认证（OpenID Connect）的地址",
    en: "issuer of the single sign-on (OpenID Connect)",
  },
  "setting.ssoClient": { "zh-CN": "在统一身份认证登记的客户端编号", en: "our client identifier there" },
  "setting.ssoSecret": { "zh-CN": "客户端密钥；空表示公开客户端", en: "our client secret; empty: a public client" },
  "setting.ssoScope": { "zh-CN": "请求的范围（scope）", en: "the scope that is asked for" },
  "setting.ssoClaim": { "zh-CN": "其中哪一项是工号", en: "the claim that holds the staff number" },
  "setting.ssoName": { "zh-CN": "登录页上统一身份认证的名称", en: "its name on the sign-in page" },

  // Command line
  "command.access": {
    "zh-CN": "账号与登录：查看账号和会话，生成开户或重设密码的链接，停用或恢复账号，结束会话，移除丢失的第二重验证",
    en: "Accounts and sign-in: list accounts and sessions, make set-up and password links, suspend, resume, end sessions, remove lost second factors",
  },
  "access-action-unknown": {
    "zh-CN":
      "应为 list、sessions、setup-link [角色]、reset <账号>、suspend <账号>、resume <账号>、end-sessions <账号> 或 remove-factors <账号>",
    en: "expected list, sessions, setup-link [role], reset <account>, suspend <account>, resume <account>, end-sessions <account> or remove-factors <account>",
  },
  "access-account-unknown": {
    "zh-CN": "没有“{account}”这个账号。biaochi access list 列出全部账号。",
    en: "There is no account “{account}”. biaochi access list shows them all.",
  },
  "access-link": {
    "zh-CN": "{role}：请本人在 {hours} 小时内打开，只能用一次。\n  {url}",
    en: "{role}: to be opened by that person within {hours} hours; it works once.\n  {url}",
  },
  "access-no-link": {
    "zh-CN": "没有生成链接：这些管理员角色都已有在用的账号。忘记密码请用 biaochi access reset <账号>。",
    en: "No link was made: accounts in use hold these administrators’ roles. For a forgotten password, use biaochi access reset <account>.",
  },
  "access-demo": {
    "zh-CN": "演示环境的账号不设密码，一键进入。",
    en: "A demo’s accounts have no passwords: one click enters.",
  },
  "access-suspended": {
    "zh-CN": "账号 {account} 已停用，会话已全部结束。",
    en: "Account {account} is suspended; its sessions have ended.",
  },
  "access-resumed": { "zh-CN": "账号 {account} 已恢复使用。", en: "Account {account} is in use again." },
  "access-unchanged": { "zh-CN": "账号 {account} 本来就是这样。", en: "Account {account} stands so already." },
  "access-state.active": { "zh-CN": "在用", en: "in use" },
  "access-state.suspended": { "zh-CN": "停用", en: "suspended" },
  "access-state.closed": { "zh-CN": "注销", en: "closed" },
  "access-has-password": { "zh-CN": "有密码", en: "has a password" },
  "access-has-factor": { "zh-CN": "有第二重验证", en: "has a second factor" },
} as const;
