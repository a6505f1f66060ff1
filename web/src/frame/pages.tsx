import { Button } from "antd";
import { useState } from "react";
import { useSay } from "./preferences.tsx";

/** A list that is read a page at a time; whatever is asked anew begins with the first. */
export function usePages() {
  const [after, setAfter] = useState<readonly string[]>([]);
  const cursor = after.at(-1);
  return {
    /** For the question of the page at hand. */
    at: cursor === undefined ? {} : { cursor },
    restart: () => setAfter([]),
    ...{ after, setAfter },
  };
}

/** Such a list narrowed by what is typed into its field. */
export function useSearchedPages() {
  const pages = usePages();
  const [q, setQ] = useState("");
  const onValue = (typed: string) => {
    setQ(typed);
    pages.restart();
  };
  return { pages, at: { q, ...pages.at }, search: { value: q, onValue } };
}

type Props = { readonly pages: ReturnType<typeof usePages>; readonly next: string | null };

export function Pages({ pages: { after, setAfter }, next }: Props) {
  const say = useSay();
  if (after.length === 0 && next === null) return null;
  return (
    <p className="doors">
      {after.length > 0 && <Button onClick={() => setAfter(after.slice(0, -1))}>{say("accounts.back")}</Button>}
      {next !== null && <Button onClick={() => setAfter([...after, next])}>{say("accounts.further")}</Button>}
    </p>
  );
}
