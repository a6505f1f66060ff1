import { useSay } from "../../../frame/preferences.tsx";

/** A source that a demonstration brings along says so wherever it is named. */
export function Simulated({ is }: { readonly is: boolean }) {
  const say = useSay();
  return is ? <span className="tag amber">{say("connection.simulated")}</span> : null;
}
