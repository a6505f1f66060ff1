import { moment } from "@biaochi/words";
import { called } from "../../../frame/called.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import type { Connection } from "./questions.ts";

/** Every version with who wrote it, when and why, and what it changed. */
export function VersionTable({ versions }: { readonly versions: Connection["versions"] }) {
  const say = useSay();
  return (
    <Scroll label={say("arrivals.versions.title")}>
      <table className="plain stacked">
        <thead>
          <tr>
            <th scope="col">{say("arrivals.versions.version")}</th>
            <th scope="col">{say("arrivals.versions.by")}</th>
            <th scope="col">{say("arrivals.versions.changed")}</th>
            <th scope="col">{say("form.reason")}</th>
          </tr>
        </thead>
        <tbody>
          {versions.map(({ version, by, at, reason, changed }) => (
            <tr key={version}>
              <th scope="row">{version}</th>
              <td className="below">
                {called(say, by)}
                <span className="quiet small block">{moment(say.language, at)}</span>
              </td>
              <td className="below">
                {version === 1 && say("arrivals.versions.first")}
                {changed
                  .map((each) => say.composed(`arrivals.versions.part.${each}`))
                  .join(say("arrivals.versions.and"))}
              </td>
              <td className="below">{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
