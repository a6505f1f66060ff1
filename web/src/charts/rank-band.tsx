import { useSay } from "../frame/preferences.tsx";

/** Where a rank lies among all places of its cohort: a dot, or a band over the places that tied subjects share. */
export function RankBand({ places, of }: { readonly places: readonly [number, number]; readonly of: number }) {
  const say = useSay();
  const [first, last] = places;
  const at = (place: number) => (of <= 1 ? 30 : 3 + ((place - 1) / (of - 1)) * 54);
  const label = first === last ? say("rank.at", { place: first, of }) : say("rank.shared", { first, last, of });
  return (
    <svg className="rank-band" viewBox="0 0 60 12" role="img" aria-label={label}>
      <title>{label}</title>
      <line x1="3" x2="57" y1="6" y2="6" className="rank-line" />
      {first === last ? (
        <circle cx={at(first)} cy="6" r="3.5" />
      ) : (
        <rect x={at(first) - 2} y="2.5" width={at(last) - at(first) + 4} height="7" rx="2" />
      )}
    </svg>
  );
}
