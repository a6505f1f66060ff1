import type { OwnSecurity } from "@biaochi/contract";
import { moment } from "@biaochi/words";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { ask } from "../../exchange/ask.ts";
import { RefusedHere } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";

type Props = { readonly sessions: OwnSecurity["sessions"]; readonly onChanged: (now: OwnSecurity) => void };

/** Where somebody is signed in, and how to end it from here. */
export function OwnSessions({ sessions, onChanged }: Props) {
  const say = useSay();
  const end = useMutation({
    mutationFn: (session: number) => ask("endSession", { params: { session } }),
    onSuccess: onChanged,
  });
  const endOthers = useMutation({ mutationFn: () => ask("endOtherSessions"), onSuccess: onChanged });
  const deviceOf = (device: string) => device || say("security.sessions.unknown");
  return (
    <section aria-labelledby="own-sessions">
      <h2 id="own-sessions">{say("security.sessions")}</h2>
      <RefusedHere error={end.error ?? endOthers.error} />
      <Scroll label={say("security.sessions")}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{say("security.sessions.device")}</th>
              <th scope="col">{say("security.sessions.way")}</th>
              <th scope="col">{say("security.sessions.began")}</th>
              <th scope="col">{say("security.sessions.seen")}</th>
              <th scope="col">{say("security.sessions.action")}</th>
            </tr>
          </thead>
          <tbody>
            {sessions.map(({ id, device, way, beganAt, seenAt, isHere }) => (
              <tr key={id}>
                <th scope="row">
                  {deviceOf(device)} {isHere && <span className="tag blue">{say("security.sessions.here")}</span>}
                </th>
                <td>{say.composed(`security.way.${way}`)}</td>
                <td>{moment(say.language, beganAt)}</td>
                <td>{moment(say.language, seenAt)}</td>
                <td>
                  {!isHere && (
                    <Button
                      size="small"
                      aria-label={say("security.sessions.end.one", { device: deviceOf(device) })}
                      loading={end.isPending && end.variables === id}
                      onClick={() => end.mutate(id)}
                    >
                      {say("security.sessions.end")}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {sessions.length > 1 && (
        <p>
          <Button loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
            {say("security.sessions.end-others")}
          </Button>
        </p>
      )}
    </section>
  );
}
