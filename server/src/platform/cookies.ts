import type { FastifyReply, FastifyRequest } from "fastify";

/** session: who is signed in. step: who is between two steps of signing in. device: who has signed in here before. */
export type CookieName = "session" | "step" | "device";

/** What a browser holds for us: random tokens that no script reads and that no other site's form or link sends. */
export type Cookies = {
  read(request: FastifyRequest, name: CookieName): string | undefined;
  set(reply: FastifyReply, name: CookieName, token: string, seconds: number): void;
  clear(reply: FastifyReply, name: CookieName): void;
};

/**
 * HttpOnly and `SameSite=Strict`; on https also Secure, and named `__Host-`, so that no neighbouring host can lay one of its
 * own beside or over it.
 */
export function cookiesOf(origin: string): Cookies {
  const isEncrypted = origin.startsWith("https:");
  const called = (name: CookieName) => `${isEncrypted ? "__Host-" : ""}biaochi_${name}`;
  const options = { path: "/", httpOnly: true, sameSite: "strict", secure: isEncrypted } as const;
  return {
    read: (request, name) => request.cookies[called(name)],
    set: (reply, name, token, seconds) => void reply.setCookie(called(name), token, { ...options, maxAge: seconds }),
    clear: (reply, name) => void reply.clearCookie(called(name), options),
  };
}
