import type { Official, Post, Regime } from "./people.ts";

/** Hard cases of people: where they served and under which regime. By place, so that they survive another seed. */
interface Change {
  readonly posts?: (own: Post) => readonly Post[];
  readonly regime?: Regime;
}

const serve = (
  own: Post,
  unit: string,
  from: string,
  to: string,
  kind: Post["kind"] = "main",
  roleClass = own.roleClass,
): Post => ({ ...own, unit, roleClass, from, to, kind });

const changes: Readonly<Record<string, Change>> = {
  // moved in mid-year: from the commission to a town in July
  "T03/head/1": {
    posts: (own) => [serve(own, "P05", own.from, "2025-06", "main", "deputy"), serve(own, "T03", "2025-07", "2025-12")],
  },
  // the post of the development zone's head changed hands in June
  "K01/head/1": {
    posts: (own) => [serve(own, "E01", own.from, "2025-05", "main", "deputy"), serve(own, "K01", "2025-06", "2025-12")],
  },
  "E01/deputy/1": {
    posts: (own) => [serve(own, "K01", own.from, "2025-05", "main", "head"), serve(own, "E01", "2025-06", "2025-12")],
  },
  // long-run results count from the value at take-over
  "L04/head/1": { posts: (own) => [serve(own, "L10", own.from, "2025-03"), serve(own, "L04", "2025-04", "2025-12")] },
  // two moves in one year
  "R03/sectionHead/1": {
    posts: (own) => [
      serve(own, "R08", own.from, "2025-02"),
      serve(own, "E08", "2025-03", "2025-08"),
      serve(own, "R03", "2025-09", "2025-12"),
    ],
  },
  // seconded for six months: material only, the score stays at home
  "P02/staff/1": { posts: (own) => [own, serve(own, "K01", "2025-03", "2025-08", "secondment")] },
  // sent to a town for ten months: the receiving unit appraises
  "E08/staff/1": { posts: (own) => [serve(own, "E08", own.from, "2025-02"), serve(own, "T13", "2025-03", "2025-12")] },
  // acting section head beside the own post
  "L10/staff/1": { posts: (own) => [own, serve(own, "L10", "2025-07", "2025-12", "acting", "sectionHead")] },
  // joined during the year
  "R02/staff/1": { posts: (own) => [serve(own, "R02", "2025-09", "2025-12")], regime: "probation" },
  "T01/staff/1": { posts: (own) => [serve(own, "T01", "2025-08", "2025-12")], regime: "probation" },
  "E05/staff/2": { posts: (own) => [serve(own, "E05", "2025-05", "2025-12")] },
};

export function withCases(officials: readonly Official[]): readonly Official[] {
  return officials.map((official) => {
    const change = changes[official.place];
    const own = official.posts[0];
    if (!change || !own) return official;
    return { ...official, regime: change.regime ?? official.regime, posts: change.posts?.(own) ?? official.posts };
  });
}

export const changedPlaces = Object.keys(changes);
