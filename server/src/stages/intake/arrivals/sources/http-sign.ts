import type { Place } from "@biaochi/contract";
import { readJson } from "./exact-json.ts";
import { ask, type HttpQuestion } from "./http-request.ts";
import { SourceFailure } from "./source.ts";

type Sign = Extract<Place, { kind: "http" }>["sign"];
type Reach = Pick<HttpQuestion, "inside" | "timeoutSeconds" | "stop" | "resolve">;

export type HttpSign = {
  readonly headers: () => Promise<Readonly<Record<string, string>>>;
  /** Whether there is something to be asked for anew: a token that ended. */
  readonly forget: () => boolean;
};

const largestToken = 65_536;

/** RFC 6749, 4.4 and 2.3.1: the client proves itself by its own name and secret, and gets a token for a while. */
async function fetchToken(
  sign: Extract<Sign, { by: "client-credentials" }>,
  secret: string,
  reach: Reach,
): Promise<string> {
  const url = new URL(sign.token);
  const form = (text: string) => new URLSearchParams({ a: text }).toString().slice(2);
  const basic = Buffer.from(`${form(sign.client)}:${form(secret)}`).toString("base64");
  const scope = sign.scope === undefined ? {} : { scope: sign.scope };
  const answer = await ask({
    ...{ url, method: "POST", ...reach, most: largestToken },
    headers: {
      authorization: `Basic ${basic}`,
      "content-type": "application/x-www-form-urlencoded",
      accept: "application/json",
    },
    body: new URLSearchParams({ grant_type: "client_credentials", ...scope }).toString(),
  });
  const at = `${url.origin}${url.pathname}`;
  if (answer.status !== 200)
    throw new SourceFailure("token-refused", { at, status: answer.status }, answer.status >= 500);
  const content = readJson(answer.body);
  const token =
    typeof content === "object" && content !== null && "access_token" in content ? content.access_token : undefined;
  if (typeof token !== "string" || !/^[\x21-\x7e]+$/.test(token))
    throw new SourceFailure("token-refused", { at, status: answer.status });
  return token;
}

/** How a request proves from whom it is. Keys and tokens live here, and in the headers of the one request. */
export function openSign(sign: Sign, secret: string | undefined, reach: Reach): HttpSign {
  if (sign.by === "none") return { headers: async () => ({}), forget: () => false };
  if (secret === undefined) throw new SourceFailure("secret-unreadable", {});
  if (sign.by === "header") return { headers: async () => ({ [sign.header]: secret }), forget: () => false };
  let token: string | undefined;
  return {
    async headers() {
      token ??= await fetchToken(sign, secret, reach);
      return { authorization: `Bearer ${token}` };
    },
    forget() {
      const hadOne = token !== undefined;
      token = undefined;
      return hadOne;
    },
  };
}
