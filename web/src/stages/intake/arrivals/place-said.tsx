import { type Say, useSay } from "../../../frame/preferences.tsx";
import type { Connection } from "./questions.ts";

type Line = readonly [name: string, text: string];

/** Where the data are; of the secret only whether there is one. */
export function PlaceSaid({ of }: { readonly of: Connection }) {
  const say = useSay();
  const lines: readonly Line[] = [
    ...linesOf(say, of),
    ...(of.kind === "folder" || of.kind === "own"
      ? []
      : [[say("secret.title"), say(of.hasSecret ? "secret.kept" : "secret.none")] satisfies Line]),
  ];
  return (
    <dl className="sheet">
      {lines.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function linesOf(say: Say, { place, programme }: Connection): readonly Line[] {
  if (place.kind === "push")
    return [
      [say("place.push"), `POST /api/v1/arrivals/${programme.id}/…`],
      [say("place.push.signed"), say("place.push.signed.what")],
    ];
  if (place.kind === "own") return [[say("place.own"), say(`place.own.${place.what}`)]];
  if (place.kind === "folder")
    return [
      [say("place.folder"), `arrivals/${place.folder}`],
      [say("place.encoding"), place.encoding.toUpperCase()],
    ];
  const inside: readonly Line[] = place.inside.length === 0 ? [] : [[say("place.inside"), place.inside.join("、")]];
  const timeout: Line = [say("place.timeout"), String(place.timeoutSeconds)];
  if (place.kind === "sql")
    return [
      [say("place.host"), `${place.host}:${place.port}`],
      [say("place.database"), place.database],
      [say("place.user"), place.user],
      [say("place.query"), place.query],
      timeout,
      ...inside,
    ];
  return [
    [say("place.address"), place.address],
    [say("place.sign"), say(`place.sign.${place.sign.by}`)],
    [say("place.paging"), say(`place.paging.${place.paging.by}`)],
    timeout,
    ...inside,
  ];
}
