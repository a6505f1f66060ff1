import type { Thermometer as Sent } from "@biaochi/contract";
import {
  addThermometers,
  type Exact,
  type Scheme,
  show,
  type Thermometer,
  thermometerOf,
  worthOf,
} from "@biaochi/engine";
import type { z } from "zod";
import type { CountedKind } from "../worth-store.ts";

const sharesOf = (map: ReadonlyMap<string, Exact>) =>
  Object.fromEntries([...map].filter(([, value]) => value.num !== 0n).map(([key, value]) => [key, show(value)]));

export const shownThermometer = ({ full, measured, shows, voice }: Thermometer): z.input<typeof Sent> => ({
  full: show(full),
  measured: sharesOf(measured),
  shows: sharesOf(shows),
  voice: sharesOf(voice),
});

/** One list with the kinds of subjects that it is for: what each node is worth to them, and what decides their points. */
export interface WeighedList {
  readonly list: Scheme["lists"][number];
  readonly kinds: readonly {
    readonly kind: CountedKind;
    readonly worths: ReadonlyMap<string, Exact | undefined>;
    readonly thermometer: Thermometer;
  }[];
}

export const weighed = (scheme: Scheme, list: WeighedList["list"], kinds: readonly CountedKind[]): WeighedList => ({
  list,
  kinds: kinds.map((kind) => {
    const worths = worthOf(scheme, list, kind.subject);
    return { kind, worths, thermometer: thermometerOf(scheme, list, worths) };
  }),
});

/** Of full marks 1, each subject once; null where there is nobody. */
export function together(lists: readonly WeighedList[]): z.input<typeof Sent> | null {
  const parts = lists.flatMap(({ kinds }) =>
    kinds.map(({ kind, thermometer }) => ({ of: thermometer, times: kind.n })),
  );
  const sum = addThermometers(parts);
  return sum === undefined ? null : shownThermometer(sum);
}
