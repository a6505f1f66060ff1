import { join } from "node:path";
import type { Place } from "@biaochi/contract";
import type { Clock } from "../../../platform/clock.ts";
import { fileSource } from "./sources/folder.ts";
import { httpSource } from "./sources/http.ts";
import { type Source, SourceFailure } from "./sources/source.ts";
import { sqlSource } from "./sources/sql.ts";

/** Where the simulated systems of a demo are: their host's name, and the origin under which it is served on this machine. */
export type SimulatedHosts = Readonly<Record<string, string>>;

export type SourceTools = {
  readonly clock: Clock;
  /** The folder below which files are laid down. */
  readonly folder: string;
  readonly hosts?: SimulatedHosts | undefined;
  /** Between two tries of one request, in milliseconds. */
  readonly pauses?: readonly number[];
};

export type Opening = {
  readonly place: Place;
  readonly secret: string | undefined;
  readonly isSimulated: boolean;
  readonly rows: string | undefined;
  readonly headings: number;
  /** Of a folder: the file. */
  readonly name: string | undefined;
};

/** A simulated system has a name that is nobody's; here is where it listens. No other connection gets to this machine by it. */
function simulatedPlace(place: Place, hosts: SimulatedHosts): Place {
  if (place.kind !== "http") return place;
  const moved = (address: string): string => {
    const { hostname, origin } = new URL(address);
    const there = hosts[hostname];
    if (there === undefined) throw new SourceFailure("simulation-off", { host: hostname }, true);
    return there + address.slice(origin.length);
  };
  const { sign } = place;
  const signed = sign.by === "client-credentials" ? { ...sign, token: moved(sign.token) } : sign;
  return { ...place, address: moved(place.address), sign: signed, inside: ["127.0.0.1"] };
}

export const folderOf = (place: Extract<Place, { kind: "folder" }>, { folder }: Pick<SourceTools, "folder">): string =>
  join(folder, place.folder);

export function openSource(opening: Opening, tools: SourceTools): Source {
  const { secret, rows, headings, name } = opening;
  const place = opening.isSimulated ? simulatedPlace(opening.place, tools.hosts ?? {}) : opening.place;
  const pausing = tools.pauses === undefined ? {} : { pauses: tools.pauses };
  if (place.kind === "http") return httpSource(place, { secret, rows, machineNow: tools.clock.machineNow, ...pausing });
  if (place.kind === "sql") return sqlSource(place, { secret });
  if (place.kind === "folder" && name !== undefined)
    return fileSource(place, { folder: folderOf(place, tools), name, headings });
  throw new SourceFailure("nothing-to-fetch", {});
}
