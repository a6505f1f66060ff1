import type { SettingChange } from "@biaochi/contract";
import { moment } from "@biaochi/words";
import type { z } from "zod";
import { ask } from "../../exchange/ask.ts";
import { called } from "../../frame/called.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { SecondPerson } from "./second-person.tsx";

type Change = z.output<typeof SettingChange>;
type Props = { readonly changes: readonly Change[] };

/** What waits for a second person, because it makes something less strict. */
export function WaitingChanges({ changes }: Props) {
  const say = useSay();
  const waiting = changes.filter(({ state }) => state === "waiting");
  if (waiting.length === 0) return null;
  return (
    <section aria-labelledby="waiting-changes">
      <h2 id="waiting-changes">{say("setting-changes.waiting")}</h2>
      {waiting.map((change) => (
        <Waiting key={change.change} change={change} />
      ))}
    </section>
  );
}

function Waiting({ change }: { readonly change: Change }) {
  const say = useSay();
  const params = { change: change.change };
  const confirm = { label: say("grant.confirm"), run: () => ask("confirmSettingChange", { params }) };
  return (
    <SecondPerson
      title={say(`setting.${change.setting}`)}
      asked={change.asked}
      reason={change.reason}
      confirm={change.mayConfirm ? confirm : undefined}
      end={change.mayEnd ? () => ask("endSettingChange", { params }) : undefined}
      changes={["installation-settings", "todos"]}
    >
      <p>{say("setting-changes.from-to", { before: change.before, after: change.after })}</p>
    </SecondPerson>
  );
}

/** What was changed, from what to what, by whom, why. */
export function SettingHistory({ changes }: Props) {
  const say = useSay();
  const past = changes.filter(({ state }) => state !== "waiting");
  if (past.length === 0) return null;
  return (
    <section aria-labelledby="setting-history">
      <h2 id="setting-history">{say("setting-changes.history")}</h2>
      <Scroll label={say("setting-changes.history")}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{say("settings.what")}</th>
              <th scope="col">{say("settings.value")}</th>
              <th scope="col">{say("form.reason")}</th>
              <th scope="col">{say("grant.state")}</th>
            </tr>
          </thead>
          <tbody>
            {past.map(({ change, setting, before, after, reason, state, asked, confirmed, ended }) => (
              <tr key={change}>
                <th scope="row">{say(`setting.${setting}`)}</th>
                <td>{say("setting-changes.from-to", { before, after })}</td>
                <td>
                  {reason}
                  <span className="quiet small block">
                    {say("grant.given", { by: called(say, asked.by), at: moment(say.language, asked.at) })}
                  </span>
                </td>
                <td>
                  {say(`setting-changes.${state === "done" ? "done" : "ended"}`)}
                  {confirmed && (
                    <span className="quiet small block">
                      {say("grant.confirmed", {
                        by: called(say, confirmed.by),
                        at: moment(say.language, confirmed.at),
                      })}
                    </span>
                  )}
                  {ended && (
                    <span className="quiet small block">
                      {say("grant.ended", { by: called(say, ended.by), at: moment(say.language, ended.at) })}
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
