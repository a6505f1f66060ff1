import {
  anyText,
  fileOrNone,
  host,
  mailAddress,
  oneOf,
  type Setting,
  timeOfDay,
  wholeNumber,
} from "../setting-kinds.ts";

/** How mail leaves the house. Off as it comes: an installation that says nothing sends nothing. */
export const mailSettings = {
  mail: { env: "BIAOCHI_MAIL", kind: oneOf("expected.on-off", ["off", "on"]), fallback: "off" },
  mailHost: { env: "BIAOCHI_MAIL_HOST", kind: host, fallback: "localhost" },
  mailPort: { env: "BIAOCHI_MAIL_PORT", kind: wholeNumber("expected.port", 1, 65_535), fallback: 587 },
  /** tls: from the first byte. starttls: required before anything else is said. none: only where no password goes with it. */
  mailSecurity: {
    env: "BIAOCHI_MAIL_SECURITY",
    kind: oneOf("expected.mail-security", ["starttls", "tls", "none"]),
    fallback: "starttls",
  },
  /** Certificates that are trusted beside those of the machine: a city's own authority. */
  mailCertificates: { env: "BIAOCHI_MAIL_CERTIFICATES", kind: fileOrNone, fallback: "" },
  mailUser: { env: "BIAOCHI_MAIL_USER", kind: anyText, fallback: "" },
  /** The password stands in a file and in no setting, so that no list of settings and no environment holds it. */
  mailPasswordFile: { env: "BIAOCHI_MAIL_PASSWORD_FILE", kind: fileOrNone, fallback: "" },
  mailFrom: { env: "BIAOCHI_MAIL_FROM", kind: mailAddress, fallback: "" },
  mailFromName: { env: "BIAOCHI_MAIL_FROM_NAME", kind: anyText, fallback: "" },
  /** From when on, on a working day, the digest of the day may go. */
  mailAt: { env: "BIAOCHI_MAIL_AT", kind: timeOfDay, fallback: "08:30" },
} as const satisfies { readonly [name: string]: Setting<string> | Setting<number> };
