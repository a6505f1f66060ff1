import { z } from "zod";
import { route } from "./route.ts";
import { Id, Instant, Name } from "./values.ts";

/** What becomes of a message. in-doubt: the line broke while it was on its way; it is not sent again. lapsed: its day is over, or there was nothing to tell. */
export const mailStates = ["waiting", "sending", "sent", "refused", "in-doubt", "lapsed"] as const;
export const MailState = z.enum(mailStates).meta({ id: "MailState" });

/** waiting: the link that was sent there has not been opened. expired: nor can it be any more. */
export const MailAddressState = z.enum(["waiting", "expired", "confirmed"]).meta({ id: "MailAddressState" });

export const MailAddress = z
  .object({ address: z.string(), state: MailAddressState, setAt: Instant, isOwn: z.boolean() })
  .meta({ id: "MailAddress" });

const Address = z.email().max(254).nullable();
const MailLanguage = z.enum(["zh-CN", "en"]);

export const OwnMail = z
  .object({
    /** Whether this installation sends mail at all, and from what time of a working day. */
    isOn: z.boolean(),
    at: z.string(),
    address: MailAddress.nullable(),
    wantsDigest: z.boolean(),
    language: MailLanguage,
    last: z.object({ day: z.iso.date(), state: MailState }).nullable(),
  })
  .meta({ id: "OwnMail", description: "Where and whether somebody is told by mail what waits for them." });
export type OwnMail = z.output<typeof OwnMail>;

export const readOwnMail = route({
  method: "GET",
  path: "/security/mail",
  summary: "Where and whether the reader is told by mail what waits",
  action: "see-own-security",
  audit: "none",
  input: {},
  output: OwnMail,
  refusals: [],
});

export const setOwnMailAddress = route({
  method: "PUT",
  path: "/security/mail/address",
  summary: "Set the own address, or none; a link is sent there and has to be opened",
  action: "change-own-security",
  audit: "grant",
  input: { body: z.strictObject({ address: Address }) },
  output: OwnMail,
  refusals: ["mail-off", "too-many-links"],
});

export const confirmMailAddress = route({
  method: "POST",
  path: "/security/mail/confirmation",
  summary: "Confirm the own address by the link that was sent there",
  action: "change-own-security",
  audit: "grant",
  input: { body: z.strictObject({ token: z.string().min(1).max(200) }) },
  output: OwnMail,
  refusals: ["mail-link-gone"],
});

export const chooseMail = route({
  method: "PUT",
  path: "/security/mail/choice",
  summary: "Whether the reader wants the daily digest, and in which language",
  action: "change-own-security",
  audit: "grant",
  input: { body: z.strictObject({ wantsDigest: z.boolean(), language: MailLanguage }) },
  output: OwnMail,
  refusals: [],
});

/** Whether mail works, as far as the installation knows it. No content, and nobody's to-dos. */
export const MailStatus = z
  .object({
    isOn: z.boolean(),
    server: z.object({ host: z.string(), port: z.int(), security: z.string(), from: z.string(), at: z.string() }),
    answeredAt: Instant.nullable(),
    failedAt: Instant.nullable(),
    failure: z.string().nullable(),
    retryAt: Instant.nullable(),
    waiting: z.int(),
    /** Messages of the last thirty days by what became of them, the newest day first. */
    days: z.array(z.object({ day: z.iso.date(), state: MailState, messages: z.int() })),
  })
  .meta({ id: "MailStatus" });
export type MailStatus = z.output<typeof MailStatus>;

export const readMailStatus = route({
  method: "GET",
  path: "/mail",
  summary: "Whether mail is sent, and what became of it",
  action: "see-mail",
  audit: "none",
  input: {},
  output: MailStatus,
  refusals: [],
});

export const KeptMailAddress = z
  .object({ account: z.object({ id: Id, name: Name }), address: MailAddress.nullable(), wantsDigest: z.boolean() })
  .meta({ id: "KeptMailAddress" });

export const listMailAddresses = route({
  method: "GET",
  path: "/mail/addresses",
  summary: "Accounts in use and where they are written to",
  action: "see-mail",
  audit: "none",
  input: {
    query: z.strictObject({
      q: z.string().max(100).optional(),
      cursor: z.string().min(1).max(200).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  output: z.object({ addresses: z.array(KeptMailAddress), next: z.string().nullable() }),
  refusals: [],
});

export const setMailAddress = route({
  method: "PUT",
  path: "/accounts/{account}/mail-address",
  summary: "Set the address of an account, or none; its holder opens the link that is sent there",
  action: "keep-accounts",
  audit: "grant",
  input: { params: z.strictObject({ account: Id }), body: z.strictObject({ address: Address }) },
  output: KeptMailAddress,
  refusals: ["account-unknown", "mail-off", "too-many-links"],
});
