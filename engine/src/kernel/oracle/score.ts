import type { Subject } from "../../facts/model.ts";
import type { Link } from "../../rules/rule-kind.ts";
import type { Adjustment, Block } from "../../scheme/document.ts";
import { isBlock } from "../../scheme/document.ts";
import {
  absent,
  type City,
  childrenIn,
  coefficientOf,
  companyOf,
  concerns,
  datumOf,
  foremost,
  indicatorIn,
  joined,
  type Known,
  known,
  listFor,
  type Months,
  monthsOf,
  periodsIn,
} from "./city.ts";
import { combiningOf, pointsOfItem, type Settled, settle, weightOf } from "./points.ts";
import {
  atLeast,
  atMost,
  average,
  isZero,
  lowest,
  minus,
  nought,
  product,
  quotient,
  type Rational,
  ratio,
  sum,
  unit,
  versus,
} from "./rational.ts";
import { crossed } from "./red-line.ts";
import { combined, type Node, type Score, type Valued } from "./valued.ts";

type Policies = Block["absent"] & {};

/** Scores of one city in any period. Answers are remembered, nothing else is clever. */
export function scoring(city: City): (subject: Subject, period: Months) => Score | undefined {
  const seen = new Map<string, unknown>();
  const once = <T>(key: string, make: () => T): T => {
    if (!seen.has(key)) seen.set(key, make());
    return seen.get(key) as T;
  };
  const join = (path: string, id: string): string => (path === "" ? id : `${path}/${id}`);

  const scoreOf = (subject: Subject, period: Months): Score | undefined =>
    once(`score ${subject.id} ${period.id}`, () => {
      const list = listFor(city, subject);
      if (!list) return undefined;
      const valued = blockOf(subject, list.score, period, "", city.scheme.absent);
      if (!valued.value.n)
        return {
          exact: undefined,
          outOf: valued.outOf,
          nodes: valued.nodes,
          missing: valued.missing,
          crossings: crossed(city, subject, period, valued.nodes, nought).crossings,
        };
      const after = crossed(city, subject, period, valued.nodes, valued.value.n);
      return {
        exact: after.total,
        outOf: valued.outOf,
        nodes: valued.nodes,
        missing: valued.missing,
        crossings: after.crossings,
      };
    });

  /** The score that another subject lends, weighed by months or by a coefficient of the children. */
  const carried = (link: Link, subject: Subject, period: Months, short: () => void): Known => {
    let places: readonly { id: string; share: Rational }[] = [];
    const here = link.of === "team" ? subject.team : subject.unit;
    if (link.of === "children") {
      places = city.facts.subjects
        .filter((s) => s.type === "unit" && s.unit === subject.id)
        .map((s) => ({
          id: s.id,
          share: link.weightedBy === undefined ? unit : (coefficientOf(city, s, link.weightedBy) ?? nought),
        }));
    } else {
      if (link.attribution === "months") {
        places = subject.service.flatMap((s) => {
          const id = link.of === "team" ? s.team : s.unit;
          const months = Math.min(monthsOf(s.to).to, period.to) - Math.max(monthsOf(s.from).from, period.from) + 1;
          return s.kind === "main" && id !== undefined && months > 0
            ? [{ id, share: product(ratio(months), s.share) }]
            : [];
        });
      }
      const isRecorded =
        link.attribution === "months" &&
        subject.service.some((s) => s.kind === "main" && (link.of === "team" ? s.team : s.unit) !== undefined);
      if (!isRecorded && here !== undefined) places = [{ id: here, share: unit }];
    }
    const scores = places.flatMap(({ id, share }) => {
      const other = city.facts.subjects.find((s) => s.id === id);
      const score = other && lent(other, period, link.node);
      if (score && other && (scoreOf(other, period)?.missing.length ?? 0) > 0) short();
      if (other && score && (scoreOf(other, period)?.missing.length ?? 0) > 0) short();
      return score ? [{ share, score }] : [];
    });
    const whole = sum(...scores.map((s) => s.share));
    return isZero(whole)
      ? absent("not-applicable")
      : known(quotient(sum(...scores.map((s) => product(s.share, s.score))), whole));
  };
  const lent = (subject: Subject, period: Months, node: string | undefined): Rational | undefined => {
    const score = scoreOf(subject, period);
    if (!score?.exact || node === undefined) return score?.exact;
    const found = score.nodes.find((n) => n.path === node);
    return found?.isPresent && !isZero(found.full)
      ? quotient(product(ratio(100), found.points), found.full)
      : undefined;
  };

  /** A result that was decided outside the system is taken as it is, for a whole node or for one of its periods. */
  const opened = (subject: Subject, path: string, period: Months, kind: Node["kind"], make: () => Valued): Valued => {
    const opening = city.facts.openings.find(
      (o) => o.subject === subject.id && o.period === period.id && o.node === path,
    );
    const valued = make();
    if (!opening) return valued;
    const node: Node = { path, kind, full: valued.outOf, points: opening.score, isPresent: true };
    return { value: known(opening.score), outOf: valued.outOf, isBlocked: false, nodes: [node], missing: [] };
  };

  const blockOf = (subject: Subject, block: Block, period: Months, path: string, policies: Policies): Valued => {
    const parts = block.each ? periodsIn(period, block.each) : [];
    const whole = (part: Months): Valued =>
      opened(subject, path || block.block, part, "opening", () => limitedOf(subject, block, part, path, policies));
    if (parts.length < 2) return whole(period);
    return opened(subject, path || block.block, period, "opening", () =>
      combined(parts.map(whole), combiningOf(block.combine, parts)),
    );
  };

  /** The children of a block in its own scale, each with what it would bring if nothing were absent. */
  const broughtBy = (subject: Subject, block: Block, period: Months, path: string, policies: Policies) =>
    once(`children ${subject.id} ${period.id} ${path}`, () => {
      const nodes = childrenIn(city, block).map((node) => {
        const at = join(path, isBlock(node) ? node.block : node.item);
        const isListed = concerns(node.for, subject);
        const weight = isListed ? weightOf(city, subject, node.weight) : nought;
        return { node, at, isListed, weight, own: node.absent ?? policies };
      });
      const whole = sum(...nodes.map((n) => n.weight));
      const outOf = block.outOf ?? whole;
      const stretch = block.weights === "proportional" ? (isZero(whole) ? nought : quotient(outOf, whole)) : unit;
      const children = nodes.map(({ node, at, isListed, weight, own }) => {
        const full = product(weight, stretch);
        const missing: string[] = [];
        if (!isListed)
          return {
            raw: nought,
            at,
            node,
            weight: full,
            own,
            value: absent("not-applicable"),
            inner: undefined,
            isOpening: false,
            missing,
          };
        if (isBlock(node)) {
          const inner = blockOf(subject, node, period, at, own);
          const value = isZero(inner.outOf)
            ? absent("not-applicable")
            : joined([inner.value], (n) => quotient(product(n, full), inner.outOf));
          return {
            raw: weight,
            at,
            node,
            weight: full,
            own,
            value,
            inner,
            isOpening: false,
            missing: isZero(weight) ? missing : [...inner.missing],
          };
        }
        const isOpening = city.facts.openings.some(
          (o) => o.subject === subject.id && o.node === at && o.period === period.id,
        );
        const value = joined([pointsOfItem(city, node, at, subject, period, carried, () => missing.push(at))], (n) =>
          product(n, stretch),
        );
        if (value.why === "missing") missing.push(at);
        return {
          raw: weight,
          at,
          node,
          weight: full,
          own,
          value,
          inner: undefined,
          isOpening,
          missing: isZero(weight) ? [] : missing,
        };
      });
      return { outOf, children };
    });

  const limitedOf = (subject: Subject, block: Block, period: Months, path: string, inherited: Policies): Valued => {
    const policies = block.absent ?? inherited;
    const { outOf, children } = broughtBy(subject, block, period, path, policies);
    const settled: Settled = settle(
      children.map((child, i) => ({
        value: child.value,
        weight: child.weight,
        policies: child.own,
        mean: () => {
          const values = colleagues(subject, path).flatMap((other) => {
            const n = broughtBy(other, block, period, path, policies).children[i]?.value.n;
            return n ? [n] : [];
          });
          return values.length === 0 ? undefined : average(values);
        },
      })),
    );
    const stuck = children.filter((c) => c.inner?.isBlocked && !isZero(c.weight) && c.value.why);
    const why = foremost(stuck.flatMap((c) => (c.value.why ? [c.value.why] : [])));
    const nodes: Node[] = children.flatMap((child, i): Node[] => {
      const { full, points } = settled.children[i] ?? { full: nought, points: nought };
      const isPresent = child.value.n !== undefined;
      if (!child.inner)
        return [
          {
            path: child.at,
            kind: isBlock(child.node) ? "block" : child.isOpening ? "opening" : "item",
            full,
            points,
            isPresent,
          },
        ];
      const by = isPresent && !isZero(child.inner.outOf) ? quotient(full, child.inner.outOf) : nought;
      const below = child.inner.nodes.map((n) => ({ ...n, full: product(n.full, by), points: product(n.points, by) }));
      return [{ path: child.at, kind: "block", full, points, isPresent }, ...below];
    });
    const missing = children.flatMap((c) => c.missing);
    const short = (at: string) => () => void missing.push(at);
    const adjust = (items: readonly Adjustment[], kind: "deduction" | "bonus"): Rational =>
      sum(
        ...items.map((item) => {
          if (!concerns(item.for, subject)) return nought;
          const at = join(path, item.item);
          const found = pointsOfItem(city, item, at, subject, period, carried, short(at));
          if (found.why === "missing" && indicatorIn(city, datumOf(item))) missing.push(at);
          const points = found.n ?? nought;
          nodes.push({ path: at, kind, full: nought, points, isPresent: true });
          return points;
        }),
      );
    let points = settled.value.n ?? nought;
    if (block.deductions) {
      const taken = adjust(block.deductions.items, "deduction");
      points = sum(points, block.deductions.most ? atLeast(taken, minus(nought, block.deductions.most)) : taken);
    }
    points = atLeast(points, block.floor);
    if (block.bonus) {
      let bonus = adjust(block.bonus.items, "bonus");
      if (block.bonus.constraint) bonus = allowed(subject, block.bonus.constraint, path, period);
      if (block.bonus.gate && versus(points, block.bonus.gate.baseAbove) <= 0) bonus = nought;
      points = sum(points, atMost(bonus, block.bonus.cap));
    }
    points = atMost(points, block.ceiling);
    const weighsNothing = (path !== "" || block.weights === "proportional") && children.every((c) => isZero(c.raw));
    if (weighsNothing) return { value: absent("not-applicable"), outOf, isBlocked: false, nodes, missing };
    const value = why ? absent(why) : settled.value.why ? settled.value : known(points);
    return { value, outOf, isBlocked: settled.isBlocked || why !== undefined, nodes, missing };
  };

  /** Those of the same list and cohort who have this block on their list. */
  const colleagues = (subject: Subject, path: string): readonly Subject[] =>
    city.facts.subjects.filter((other) => {
      const list = listFor(city, other);
      return (
        list === listFor(city, subject) &&
        companyOf(city, other, undefined) === companyOf(city, subject, undefined) &&
        blocksFor(other).some((b) => b.path === path)
      );
    });

  const blocksFor = (subject: Subject): readonly { readonly block: Block; readonly path: string }[] => {
    const under = (block: Block, path: string): readonly { block: Block; path: string }[] =>
      concerns(block.for, subject)
        ? [
            { block, path },
            ...childrenIn(city, block).flatMap((node) => (isBlock(node) ? under(node, join(path, node.block)) : [])),
          ]
        : [];
    const list = listFor(city, subject);
    return list ? under(list.score, "") : [];
  };

  /** What a group constraint leaves of one subject's bonus: kind 14. */
  const allowed = (subject: Subject, id: string, path: string, period: Months): Rational => {
    const constraint = city.scheme.constraints.find((c) => c.id === id);
    const rows = city.facts.subjects.flatMap((s) =>
      blocksFor(s).flatMap(({ block, path: at }) => {
        if (block.bonus?.constraint !== id) return [];
        const claim = (items: readonly Adjustment[] = []): Rational =>
          sum(
            ...items.map((item) =>
              concerns(item.for, s)
                ? (pointsOfItem(city, item, join(at, item.item), s, period, carried, () => undefined).n ?? nought)
                : nought,
            ),
          );
        const full =
          block.outOf ??
          sum(...childrenIn(city, block).map((c) => (concerns(c.for, s) ? weightOf(city, s, c.weight) : nought)));
        return [{ s, at, bonus: claim(block.bonus.items), taken: claim(block.deductions?.items), full }];
      }),
    );
    const own = rows.find((r) => r.s === subject && r.at === path);
    if (!own) return nought;
    if (!constraint) return own.bonus;
    const part = (holds: (row: (typeof rows)[number]) => boolean): Rational =>
      ratio(rows.filter(holds).length, rows.length);
    if (
      constraint.deductedShareAbove &&
      versus(
        part((r) => !isZero(r.taken)),
        constraint.deductedShareAbove,
      ) <= 0
    )
      return nought;
    if (
      constraint.bonusShareAtMost &&
      versus(
        part((r) => r.bonus.num > 0n),
        constraint.bonusShareAtMost,
      ) > 0
    )
      return nought;
    const limits = [
      ...(constraint.sizeAtMost ? [product(constraint.sizeAtMost, own.full)] : []),
      ...(constraint.totalAtMost ? [constraint.totalAtMost] : []),
    ];
    if (limits.length === 0 || versus(own.bonus, lowest(limits)) <= 0) return own.bonus;
    return constraint.beyond === "void" ? nought : lowest(limits);
  };

  return scoreOf;
}
