import type { Event, Facts, Observation, OpeningBalance, Service, Subject } from "../../facts/model.ts";
import { type Absence, absences } from "../../facts/state.ts";
import { exactOf } from "../../number/exact.ts";
import { type Block, isBlock, type Scheme } from "../../scheme/document.ts";
import { type Chance, figure } from "./chance.ts";
import { childrenIn, datumOf, monthsOf, periodsIn } from "./city.ts";
import { assessorNames, eventTypes, levels, votes } from "./random-rule.ts";

/** Facts of a synthetic city of two to eight subjects, with every kind of absence. */
export function randomFacts(c: Chance, scheme: Scheme): Facts {
  const subjects = people(c);
  const year = monthsOf("2025");
  const names = [...new Set(scheme.lists.flatMap((list) => itemNames(scheme, list.score)))];
  let next = 0;
  const id = (kind: string): string => `${kind}${++next}`;
  const observations = subjects.flatMap((subject) =>
    scheme.indicators.flatMap((indicator) =>
      periodsIn(year, indicator.period).flatMap((period): Observation[] => {
        const kind = c.between(0, 99);
        if (kind < 7) return [];
        const own = { id: id("o"), subject: subject.id, indicator: indicator.id, period: period.id };
        if (kind >= 22) return [{ ...own, value: exactOf(figure(c)) }];
        const absence: Absence = absences[kind % 4] ?? "missing";
        return [{ ...own, absence, ...(absence === "late" && c.hits(60) ? { value: exactOf(figure(c)) } : {}) }];
      }),
    ),
  );
  const target = () => exactOf(c.one(["80", "90", "100", "0", "1/3", "95.25", "3000000000.07"]));
  const targets = names.flatMap((indicator) => [
    ...(c.hits(75) ? [{ id: id("t"), subject: "*", indicator, period: "2025", value: target() }] : []),
    ...subjects.flatMap((s) =>
      c.hits(35)
        ? [
            {
              id: id("t"),
              subject: s.id,
              indicator,
              period: c.one(["2025", "2025", "2025Q2", "2025H1"]),
              value: target(),
            },
          ]
        : [],
    ),
  ]);
  const coefficients = [
    ...(c.hits(40) ? [{ id: id("k"), subject: "*", name: "k", value: exactOf("1.2") }] : []),
    ...subjects.flatMap((s) =>
      c.hits(60)
        ? [{ id: id("k"), subject: s.id, name: "k", value: exactOf(c.one(["0.9", "1", "1.05", "4/3", "0"])) }]
        : [],
    ),
    ...subjects.flatMap((s) =>
      c.hits(80) ? [{ id: id("k"), subject: s.id, name: "w", value: exactOf(c.one(["5", "10", "12.5", "1/3"])) }] : [],
    ),
  ];
  const assessments = subjects.flatMap((s) =>
    names.flatMap((indicator) =>
      assessorNames.flatMap((assessor) =>
        [undefined, "c1", "c2"].flatMap((criterion) =>
          c.hits(70)
            ? [
                {
                  id: id("a"),
                  subject: s.id,
                  indicator,
                  period: c.one(["2025", "2025Q1", "2025H2"]),
                  assessor,
                  points: exactOf(c.one(["0", "2", "3.25", "6", "11", "1/3"])),
                  ...(criterion === undefined ? {} : { criterion }),
                },
              ]
            : [],
        ),
      ),
    ),
  );
  const ballots = subjects.flatMap((s) =>
    ["peers", "public"].flatMap((group) =>
      votes.flatMap((option) =>
        c.hits(50)
          ? [{ id: id("b"), campaign: "c", subject: s.id, group, item: "overall", option, votes: c.between(0, 9) }]
          : [],
      ),
    ),
  );
  const events = subjects.flatMap((s) => Array.from({ length: c.between(0, 4) }, () => event(c, id("e"), s.id)));
  return {
    subjects,
    observations,
    targets,
    coefficients,
    assessments,
    events,
    ballots,
    openings: openings(c, scheme, subjects, id),
    decidedGrades: decided(c, subjects, id),
  };
}

function people(c: Chance): readonly Subject[] {
  const units = c.between(2, 5);
  const officials = c.hits(50) ? c.between(1, 3) : 0;
  const attributes = () => ({ unitType: c.one(["a", "a", "b"]), district: c.one(["x", "x", "y"]) });
  const subject = (id: string, sort: number) => ({ id, name: { "zh-CN": id, en: id }, sort });
  const unit = () => `u${c.between(1, units)}`;
  return [
    ...Array.from(
      { length: units },
      (_, i): Subject => ({
        ...subject(`u${i + 1}`, c.between(1, 3)),
        type: "unit",
        attributes: attributes(),
        service: [],
      }),
    ),
    ...Array.from({ length: officials }, (_, i): Subject => {
      const own = unit();
      const change = c.between(1, 11);
      const month = (m: number): string => `2025-${String(m).padStart(2, "0")}`;
      const served = (from: number, to: number, at: string): Service => ({
        unit: at,
        from: month(from),
        to: month(to),
        share: exactOf(c.one(["1", "1/2", "1"])),
        kind: c.hits(85) ? "main" : "secondment",
        ...(c.hits(60) ? { roleClass: c.one(["head", "deputy", "staff"]) } : {}),
      });
      const service = c.hits(50) ? [served(1, change, unit()), served(change + 1, 12, own)] : [];
      return {
        ...subject(`o${i + 1}`, 10 + c.between(1, 2)),
        type: "official",
        unit: own,
        attributes: { ...attributes(), roleClass: c.one(["head", "deputy", "staff"]) },
        service,
      };
    }),
  ];
}

function event(c: Chance, id: string, subject: string): Event {
  const day = `${c.hits(80) ? "2025" : c.one(["2024", "2023"])}-${String(c.between(1, 12)).padStart(2, "0")}-${String(c.between(1, 28)).padStart(2, "0")}`;
  return {
    id,
    subject,
    type: c.one(eventTypes),
    on: day,
    count: exactOf(c.one(["1", "1", "1", "2", "0.5", "1/3"])),
    standing: c.hits(80) ? "confirmed" : c.one(["proposed", "revoked", "exempt"]),
    ...(c.hits(70) ? { level: c.one(levels) } : {}),
    ...(c.hits(30) ? { matter: c.one(["m1", "m2"]) } : {}),
  };
}

/** Paths of the blocks of a list, and the indicators of its items. */
const blockPaths = (scheme: Scheme, block: Block, path = ""): readonly string[] => [
  path || block.block,
  ...childrenIn({ scheme }, block).flatMap((node) =>
    isBlock(node) ? blockPaths(scheme, node, path === "" ? node.block : `${path}/${node.block}`) : [],
  ),
];
const itemNames = (scheme: Scheme, block: Block): readonly string[] => [
  ...new Set(
    childrenIn({ scheme }, block).flatMap((node) => (isBlock(node) ? itemNames(scheme, node) : [datumOf(node)])),
  ),
];

function openings(
  c: Chance,
  scheme: Scheme,
  subjects: readonly Subject[],
  id: (kind: string) => string,
): readonly OpeningBalance[] {
  if (c.hits(60)) return [];
  const paths = [...new Set(scheme.lists.flatMap((list) => blockPaths(scheme, list.score)))];
  const seen = new Set<string>();
  return subjects.flatMap((s) => {
    if (c.hits(50)) return [];
    const [node, period] = [c.one(paths), c.one(["2025", "2025Q1", "2025Q3", "2025H1", "2025-05"])];
    if (seen.has(`${s.id} ${node} ${period}`)) return [];
    seen.add(`${s.id} ${node} ${period}`);
    return [
      { id: id("s"), subject: s.id, node, period, score: exactOf(c.one(["88.5", "20", "1/3", "0"])), document: "合成" },
    ];
  });
}

const decided = (c: Chance, subjects: readonly Subject[], id: (kind: string) => string) =>
  subjects.flatMap((s) =>
    c.hits(15)
      ? [{ id: id("g"), subject: s.id, period: "2025", grade: c.one(["excellent", "good", "poor"]), document: "合成" }]
      : [],
  );

/** The same facts with one of them corrected. */
export function corrected(c: Chance, facts: Facts): Facts {
  const at = c.between(0, facts.observations.length - 1);
  const kind = c.between(0, 4);
  if (kind === 3 && facts.events.length > 0) {
    const which = c.between(0, facts.events.length - 1);
    return {
      ...facts,
      events: facts.events.map((e, i) =>
        i === which ? { ...e, standing: e.standing === "confirmed" ? "revoked" : "confirmed" } : e,
      ),
    };
  }
  if (kind === 4 && facts.assessments.length > 0) {
    const which = c.between(0, facts.assessments.length - 1);
    return {
      ...facts,
      assessments: facts.assessments.map((a, i) => (i === which ? { ...a, points: exactOf("1.25") } : a)),
    };
  }
  return {
    ...facts,
    observations: facts.observations.flatMap((o, i): Observation[] => {
      if (i !== at) return [o];
      if (kind === 0) return [];
      const { id, subject, indicator, period } = o;
      return [
        {
          id,
          subject,
          indicator,
          period,
          ...(kind === 1 ? { value: exactOf(figure(c)) } : { absence: c.one(absences) }),
        },
      ];
    }),
  };
}

/** The same facts in another order. */
export const reordered = (c: Chance, facts: Facts): Facts => ({
  subjects: c.shuffled(facts.subjects),
  observations: c.shuffled(facts.observations),
  targets: c.shuffled(facts.targets),
  coefficients: c.shuffled(facts.coefficients),
  assessments: c.shuffled(facts.assessments),
  events: c.shuffled(facts.events),
  ballots: c.shuffled(facts.ballots),
  openings: c.shuffled(facts.openings),
  decidedGrades: c.shuffled(facts.decidedGrades),
});
