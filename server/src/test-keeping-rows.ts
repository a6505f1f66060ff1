type Row = { readonly about: "nobody"; readonly body?: () => object; readonly query?: () => string };

const reason = () => ({ reason: "r" });

/** The doors of those who keep the installation in the matrix: about accounts, and nobody's results. */
export const keepingRows = {
  listLiveSessions: { about: "nobody" },
  endLiveSession: { about: "nobody", body: reason },
  endSessionsOfAccount: { about: "nobody", body: reason },
  listAccountActs: { about: "nobody" },
  listPasswordLinks: { about: "nobody" },
  askPasswordLink: { about: "nobody", body: () => ({ account: "nobody-yet", reason: "r" }) },
  confirmPasswordLink: { about: "nobody" },
  takePasswordLink: { about: "nobody" },
  endPasswordLink: { about: "nobody" },
  readInstallationSettings: { about: "nobody" },
  // Stricter than the default, and longer than a proof is fresh: nobody is signed out by it.
  changeSetting: { about: "nobody", body: () => ({ setting: "idleMinutes", value: 29, reason: "r" }) },
  confirmSettingChange: { about: "nobody" },
  endSettingChange: { about: "nobody" },
  listFactorStates: { about: "nobody" },
  previewFactorRoles: { about: "nobody", query: () => "roles=organiser,clerk" },
  endFactorRecovery: { about: "nobody" },
} as const satisfies Readonly<Record<string, Row>>;
