import type { ListNode, Thermometer as Sent } from "@biaochi/contract";
import { compare, type Exact, exactOf, minus, plus, show, times, zero } from "@biaochi/engine/exact";
import { quantity, score } from "@biaochi/words";
import type { z } from "zod";
import { position } from "../../charts/position.ts";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";

type Node = z.output<typeof ListNode>;
type Worths = Readonly<Record<string, string | null>>;
type Share = { readonly key: string; readonly name: string; readonly points: string };

const order = ["automatic", "reported", "assessment", "ballot", "event", "linked", "unsaid"] as const;

/** Points of all items by some key, largest first; items whose points nobody knows are left out. */
function sumBy(nodes: readonly Node[], worths: Worths, keyOf: (node: Node) => string | undefined) {
  const sums = new Map<string, Exact>();
  for (const node of nodes) {
    const key = keyOf(node);
    const worth = worths[node.path];
    if (node.kind !== "item" || key === undefined || worth === undefined || worth === null) continue;
    sums.set(key, plus(sums.get(key) ?? zero, exactOf(worth)));
  }
  return sums;
}

type Scales = { readonly [S in "measured" | "shows" | "voice"]: Readonly<Record<string, string>> };

const scales = {
  measured: order,
  shows: ["outcome", "process", "record", "linked", "unsaid"],
  voice: ["public", "inside", "none", "linked", "unsaid"],
} as const;

/** The shares of one scale in their fixed order, without those that are nothing. */
function sharesOn(say: Say, scale: keyof Scales, points: Readonly<Record<string, string>>): readonly Share[] {
  return scales[scale].flatMap((key): Share[] => {
    const own = points[key];
    return own === undefined ? [] : [{ key, name: say.composed(`${scale}.${key}`), points: own }];
  });
}

/** What decides the points, as the server has added it up: of full marks, or of full marks 1 for many subjects. */
export function Shares({ of, label }: { readonly of: z.output<typeof Sent>; readonly label?: string }) {
  const say = useSay();
  return (
    <figure className="chart thermometer">
      {label && <figcaption>{label}</figcaption>}
      {(["measured", "shows", "voice"] as const).map((scale) => (
        <Stack
          key={scale}
          shares={sharesOn(say, scale, of[scale])}
          full={of.full}
          label={say(`thermometer.${scale}`)}
          isMeasured={scale === "measured"}
        />
      ))}
    </figure>
  );
}

/** The same beside what it was: one line for each share, with its change. */
export function SharesCompared(props: {
  readonly before: z.output<typeof Sent>;
  readonly after: z.output<typeof Sent>;
}) {
  const say = useSay();
  const { before, after } = props;
  const rows = (["measured", "shows", "voice"] as const).flatMap((scale) =>
    scales[scale]
      .map((key) => ({ scale, key, was: before[scale][key] ?? "0", is: after[scale][key] ?? "0" }))
      .filter(({ was, is }) => was !== "0" || is !== "0"),
  );
  return (
    <Scroll label={say("thermometer.whole")}>
      <table className="plain">
        <caption>{say("thermometer.whole")}</caption>
        <thead>
          <tr>
            <th scope="col">{say("thermometer.key")}</th>
            <th scope="col" className="number">
              {say("thermometer.before")}
            </th>
            <th scope="col" className="number">
              {say("thermometer.after")}
            </th>
            <th scope="col" className="number">
              {say("thermometer.change")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ scale, key, was, is }) => (
            <tr key={scale + key}>
              <th scope="row">
                {say.composed(`${scale}.${key}`)} <span className="quiet small">{say(`thermometer.${scale}`)}</span>
              </th>
              <td className="number">{percentOf(was, before.full)}</td>
              <td className="number">{percentOf(is, after.full)}</td>
              <td className="number">
                {was === is ? "" : percentOf(show(minus(exactOf(is), exactOf(was))), after.full)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** How much of the whole is measured, assessed and voted on; and how it divides over the parts and dimensions. */
export function Thermometer({
  nodes,
  worths,
  full,
}: {
  readonly nodes: readonly Node[];
  readonly worths: Worths;
  readonly full: string;
}) {
  const say = useSay();
  const measured = sumBy(nodes, worths, (node) => node.measured ?? undefined);
  const shares = order.flatMap((key): Share[] => {
    const points = measured.get(key);
    return points === undefined || points.num === 0n
      ? []
      : [{ key, name: say(`measured.${key}`), points: show(points) }];
  });
  // What is carried from another's score says nothing of its own.
  const said = (scale: "shows" | "voice", keyOf: (node: Node) => string | null | undefined): readonly Share[] =>
    sharesOn(
      say,
      scale,
      Object.fromEntries(
        [...sumBy(nodes, worths, (node) => (node.measured === "linked" ? "linked" : (keyOf(node) ?? "unsaid")))]
          .filter(([, points]) => points.num !== 0n)
          .map(([key, points]) => [key, show(points)]),
      ),
    );
  const shown = said("shows", (node) => node.indicator?.shows);
  const voices = said("voice", (node) => node.indicator?.voice ?? (node.measured === "assessment" ? "inside" : null));
  const tops = nodes.filter((node) => !node.path.includes("/") && worths[node.path] != null && node.kind !== "bonus");
  const parts = tops.flatMap((node): Share[] => {
    const points = worths[node.path];
    return points == null || exactOf(points).num === 0n ? [] : [{ key: node.path, name: say.named(node.name), points }];
  });
  const dimensions = [...sumBy(nodes, worths, (node) => node.indicator?.dimension ?? undefined)]
    .sort(([, a], [, b]) => compare(b, a))
    .map(([key, points]): Share => ({ key, name: say.composed(`dimension.${key}`), points: show(points) }));
  if (shares.length === 0) return null;
  const told = shares.map((share) => say("thermometer.share", { name: share.name, points: quantity(share.points, 2) }));
  return (
    <figure className="chart thermometer">
      <figcaption>
        {say("thermometer.finding", { full: quantity(full), shares: told.join(say("list.separator")) })}
      </figcaption>
      <Stack shares={shares} full={full} label={say("thermometer.measured")} isMeasured />
      <Stack shares={shown} full={full} label={say("thermometer.shows")} />
      <Stack shares={voices} full={full} label={say("thermometer.voice")} />
      {parts.length > 1 && <Stack shares={parts} full={full} label={say("thermometer.parts")} />}
      {dimensions.length > 1 && <Stack shares={dimensions} full={full} label={say("thermometer.dimensions")} />}
    </figure>
  );
}

type StackProps = {
  readonly shares: readonly Share[];
  readonly full: string;
  readonly label: string;
  readonly isMeasured?: boolean;
};

/** One bar of the whole, cut into its shares; each share is written below it, so that no colour has to be read. */
function Stack({ shares, full, label, isMeasured }: StackProps) {
  const say = useSay();
  const whole = position(full) || 1;
  return (
    <div className="stack">
      <p className="quiet small">{label}</p>
      <div className="stack-bar" aria-hidden="true">
        {shares.map((share, at) => (
          <span
            key={share.key}
            className={isMeasured ? `measured-${share.key}` : `tint-${at % 4}`}
            style={{ flexGrow: position(share.points) / whole }}
          />
        ))}
      </div>
      <dl className="stack-key">
        {shares.map((share, at) => (
          <div key={share.key}>
            <dt>
              <span
                className={`swatch ${isMeasured ? `measured-${share.key}` : `tint-${at % 4}`}`}
                aria-hidden="true"
              />
              {share.name}
            </dt>
            <dd className="figure">
              {say("thermometer.points", {
                points: score(share.points),
                percent: percentOf(share.points, full),
              })}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

const percentOf = (points: string, full: string): string =>
  exactOf(full).num === 0n
    ? "—"
    : `${quantity(show(times(exactOf(points), { num: 100n * exactOf(full).den, den: exactOf(full).num })), 1)}%`;
