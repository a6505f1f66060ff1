/**
 * Follows the pages of a single sign-on as a browser does, and answers where it sends the person in the end. `jar` are the
 * browser's cookies there: with them a second visit is signed in already.
 */
export async function signInThere(
  issuer: string,
  address: string,
  name: string,
  jar = new Map<string, string>(),
): Promise<URL> {
  const visit = async (url: string, form?: Record<string, string>): Promise<Response> => {
    const response = await fetch(url, {
      redirect: "manual",
      headers: { cookie: [...jar].map(([key, value]) => `${key}=${value}`).join("; ") },
      ...(form === undefined ? {} : { method: "POST", body: new URLSearchParams(form) }),
    });
    for (const each of response.headers.getSetCookie()) {
      const [, key = "", value = ""] = /^([^=]+)=([^;]*)/.exec(each) ?? [];
      jar.set(key, value);
    }
    const next = response.headers.get("location");
    if (next === null) return response;
    const there = new URL(next, url);
    if (there.port === "3000") return new Response(null, { headers: { location: there.href } });
    return visit(there.href);
  };
  let page = await visit(address);
  for (let n = 0; n < 3 && page.headers.get("location") === null; n += 1) {
    const text = await page.text();
    const action = /<form[^>]*action="([^"]+)"/.exec(text)?.[1] ?? "";
    const prompt = /name="prompt" value="(\w+)"/.exec(text)?.[1] ?? "";
    page = await visit(new URL(action, issuer).href, { prompt, login: name, password: "any" });
  }
  return new URL(page.headers.get("location") ?? "about:blank");
}
