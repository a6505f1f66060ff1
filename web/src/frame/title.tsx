import { type ReactNode, useEffect, useRef } from "react";
import { useSay } from "./preferences.tsx";

/** The page's heading; takes the name of the browser's tab with it. */
export function PageTitle({ children }: { readonly children: ReactNode }) {
  const say = useSay();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${heading.current?.textContent ?? ""} · ${say("page.title")}`;
  });
  return <h1 ref={heading}>{children}</h1>;
}
