import type { SignInStep } from "@biaochi/contract";
import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from "@simplewebauthn/browser";
import { ask } from "../../exchange/ask.ts";

/** Whether this browser, at this address, has passkeys at all. */
export const hasPasskeys = (): boolean => window.isSecureContext && "PublicKeyCredential" in window;

/** Signs in with a passkey alone, or proves the second factor by it: the server knows which. */
export async function confirmByPasskey(): Promise<SignInStep> {
  const options = await ask("askForPasskey");
  // The server's library has made them for this one.
  const optionsJSON = options as PublicKeyCredentialRequestOptionsJSON;
  const passkey = await startAuthentication({ optionsJSON });
  return ask("signInByPasskey", { body: { passkey: { ...passkey } } });
}

export async function addPasskey(): Promise<SignInStep> {
  const options = await ask("beginPasskey");
  const optionsJSON = options as PublicKeyCredentialCreationOptionsJSON;
  const passkey = await startRegistration({ optionsJSON });
  return ask("addPasskey", { body: { passkey: { ...passkey } } });
}
