import { useQuery } from "@tanstack/react-query";
import type { Answer } from "../../exchange/doors.ts";
import { installationSettings } from "../../exchange/questions.ts";
import { useMay } from "../../frame/current.ts";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { ChangeSetting } from "./change-setting.tsx";
import { SettingHistory, WaitingChanges } from "./setting-changes.tsx";

type Shown = Answer<"readInstallationSettings">["settings"][number];

const groups = ["modules", "sign-in", "sso", "audit", "server"] as const;

/** What the installation is set to, and where; a few things of it the security administrator changes here. */
export function SettingsPage() {
  const say = useSay();
  const { data, error, refetch } = useQuery(installationSettings);
  const mayChange = useMay("change-setting");
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const changeable = data.settings.filter(({ bounds }) => bounds !== null);
  return (
    <>
      <PageTitle>{say("settings.title")}</PageTitle>
      <p className="lead">{say("settings.lead")}</p>
      <WaitingChanges changes={data.changes} />
      {groups.map((group) => (
        <section key={group} aria-labelledby={`group-${group}`}>
          <h2 id={`group-${group}`}>{say(`setting-group.${group}`)}</h2>
          <Group name={say(`setting-group.${group}`)} settings={data.settings.filter((each) => each.group === group)} />
          {group === "sign-in" && mayChange && changeable.length > 0 && <ChangeSetting settings={changeable} />}
        </section>
      ))}
      <p className="quiet small">{say("settings.where", { file: data.file })}</p>
      <SettingHistory changes={data.changes} />
    </>
  );
}

function Group({ name, settings }: { readonly name: string; readonly settings: readonly Shown[] }) {
  const say = useSay();
  return (
    <Scroll label={name}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{say("settings.what")}</th>
            <th scope="col">{say("settings.value")}</th>
            <th scope="col">{say("settings.from")}</th>
          </tr>
        </thead>
        <tbody>
          {settings.map((setting) => (
            <tr key={setting.name}>
              <th scope="row">{say.composed(`setting.${setting.name}`)}</th>
              <td className="address">{shownValue(say, setting)}</td>
              <td>
                {say(`setting-from.${setting.from}`)}
                {setting.env !== null && setting.bounds === null && (
                  <span className="quiet small block">{setting.env}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** Of a secret only whether there is one. */
function shownValue(say: Say, { value, isSet }: Shown): string {
  if (value === null) return say(isSet ? "settings.secret" : "settings.unset");
  return isSet ? value : say("settings.unset");
}
