import type { Role } from "@biaochi/contract";
import type { PlatformRefusal } from "./platform/refusal.ts";
import { linkHours } from "./stages/access/set-up.ts";

/** How a set-up link is told, on the command line and at the first start. */
export function noticeOfLink(link: { readonly role: Role; readonly path: string }, origin: string): PlatformRefusal {
  const params = { hours: linkHours.role, url: origin + link.path };
  return { code: "access-link", params, said: { role: `role.${link.role}` } };
}

export function noticeOfPasswordLink(account: string, path: string, origin: string): PlatformRefusal {
  return { code: "access-link", params: { role: account, hours: linkHours.account, url: origin + path } };
}
