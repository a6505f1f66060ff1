/** Acts of signing in and of keeping accounts, as the audit trail tells them; the other acts stand in access-audit.ts. */
export const accessEventWords = {
  "audit-action.signed-in": { "zh-CN": "登录成功", en: "signed in" },
  "audit-action.sign-in-refused": { "zh-CN": "登录未通过", en: "sign-in that was refused" },
  "audit-action.sign-in-locked": { "zh-CN": "多次未通过，暂停登录", en: "sign-in held up after too many attempts" },
  "audit-action.signed-out": { "zh-CN": "退出登录", en: "signed out" },
  "audit-action.session-ended": { "zh-CN": "结束一处登录", en: "one session ended" },
  "audit-action.sessions-ended": { "zh-CN": "结束全部登录", en: "every session ended" },
  "audit-action.password-changed": { "zh-CN": "更换密码", en: "password changed" },
  "audit-action.factor-added": { "zh-CN": "添加第二验证方式", en: "second factor added" },
  "audit-action.factor-removed": { "zh-CN": "移除第二验证方式", en: "second factor removed" },
  "audit-action.factor-recovery-asked": {
    "zh-CN": "已提出重设第二验证方式",
    en: "recovery of a second factor asked for",
  },
  "audit-action.factor-recovery-confirmed": {
    "zh-CN": "已确认重设第二验证方式",
    en: "recovery of a second factor confirmed",
  },
  "audit-action.second-factor-roles-changed": {
    "zh-CN": "须有第二验证方式的角色有变更",
    en: "roles that need a second factor changed",
  },
  "audit-action.set-up-link-made": { "zh-CN": "生成设置链接", en: "set-up link made" },
  "audit-action.set-up-link-used": { "zh-CN": "使用设置链接", en: "set-up link used" },
  "audit-action.account-made": { "zh-CN": "建立账号", en: "account made" },
  "audit-action.account-suspended": { "zh-CN": "停用账号", en: "account suspended" },
  "audit-action.account-resumed": { "zh-CN": "恢复账号", en: "account restored" },
  "audit-action.account-closed": { "zh-CN": "注销账号", en: "account closed" },
  "audit-action.see-session": { "zh-CN": "查看登录状态", en: "see the own session" },
  "audit-action.see-demo-accounts": { "zh-CN": "查看演示账号", en: "see the demo accounts" },
  "audit-action.see-own-security": { "zh-CN": "查看本人登录与安全", en: "see the own sign-in and security" },
  "audit-action.change-own-security": { "zh-CN": "变更本人登录与安全", en: "change the own sign-in and security" },
  "audit-action.ask-factor-recovery": {
    "zh-CN": "提出重设第二验证方式",
    en: "ask for the recovery of a second factor",
  },
  "audit-action.see-factor-recoveries": {
    "zh-CN": "查看第二验证方式的重设",
    en: "see recoveries of second factors",
  },
  "audit-action.confirm-factor-recovery": {
    "zh-CN": "确认重设第二验证方式",
    en: "confirm the recovery of a second factor",
  },
  "audit-action.see-second-factor-roles": {
    "zh-CN": "查看须有第二验证方式的角色",
    en: "see which roles need a second factor",
  },
  "audit-action.set-second-factor-roles": {
    "zh-CN": "规定须有第二验证方式的角色",
    en: "set which roles need a second factor",
  },
} as const;
