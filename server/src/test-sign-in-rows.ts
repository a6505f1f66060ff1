import { administrators } from "@biaochi/contract";

type Row = { readonly about: "nobody"; readonly body?: () => object };

const passkey = { id: "i", rawId: "i", type: "public-key" };
const noToken = "a-token-that-was-never-made";

/** The doors of signing in and of the own security in the matrix: about whoever asks, and nobody's data. */
export const signInRows = {
  readSignInWays: { about: "nobody" },
  signInByPassword: { about: "nobody", body: () => ({ name: "n", password: "p" }) },
  signInByCode: { about: "nobody", body: () => ({ code: "123456" }) },
  askForPasskey: { about: "nobody" },
  signInByPasskey: { about: "nobody", body: () => ({ passkey }) },
  beginCode: { about: "nobody" },
  addCode: { about: "nobody", body: () => ({ code: "123456" }) },
  beginPasskey: { about: "nobody" },
  addPasskey: { about: "nobody", body: () => ({ passkey }) },
  renewPassword: { about: "nobody", body: () => ({ password: "p" }) },
  beginSso: { about: "nobody" },
  signInBySso: { about: "nobody", body: () => ({ query: "?code=c" }) },
  endSsoSession: { about: "nobody", body: () => ({ logout_token: "t" }) },
  readSetUpLink: { about: "nobody", body: () => ({ token: noToken }) },
  setUpAccount: { about: "nobody", body: () => ({ token: noToken, name: "n", signInName: "nn", password: "p" }) },
  setUpPassword: { about: "nobody", body: () => ({ token: noToken, password: "p" }) },
  readOwnSecurity: { about: "nobody" },
  changePassword: { about: "nobody", body: () => ({ present: "p", password: "p" }) },
  beginFactor: { about: "nobody", body: () => ({}) },
  removeCode: { about: "nobody", body: () => ({}) },
  removePasskey: { about: "nobody", body: () => ({ passkey: "k" }) },
  endSession: { about: "nobody" },
  endOtherSessions: { about: "nobody" },
  readSecondFactorRoles: { about: "nobody" },
  setSecondFactorRoles: { about: "nobody", body: () => ({ roles: administrators }) },
  listFactorRecoveries: { about: "nobody" },
  askFactorRecovery: { about: "nobody", body: () => ({ account: "x", reason: "r" }) },
  confirmFactorRecovery: { about: "nobody" },
} as const satisfies Readonly<Record<string, Row>>;
