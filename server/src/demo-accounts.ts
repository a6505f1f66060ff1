import type { ReachKind, Role } from "@biaochi/contract";
import type { Scheme, Subject } from "@biaochi/engine";
import type { NewAccount, NewGrant } from "./stages/access/store.ts";
import type { Body } from "./stages/registry/store.ts";

export type DemoPeople = { readonly accounts: readonly NewAccount[]; readonly bodies: readonly Body[] };

const both = (zh: string, en: string) => ({ "zh-CN": zh, en });

/** Those whose grant reaches the whole city or the installation, with how they are called. */
const offices: readonly (readonly [Role, ReachKind, ReturnType<typeof both>])[] = [
  ["organiser", "city", both("考核办", "Appraisal office")],
  ["authority", "city", both("公务员局", "Civil-service bureau")],
  ["discipline", "city", both("纪检监察组", "Discipline group")],
  ["auditor", "city", both("审计组", "Audit team")],
  ["system-administrator", "installation", both("系统管理员", "System administrator")],
  ["security-administrator", "installation", both("安全管理员", "Security administrator")],
  ["audit-administrator", "installation", both("审计管理员", "Audit administrator")],
];

/**
 * One account for every role: the offices, and the people of the first unit that has a head, a deputy, section heads and
 * staff. Their scopes differ on purpose, so that each sees something that the next one does not.
 */
export function demoPeople(programme: string, subjects: readonly Subject[], scheme: Scheme): DemoPeople {
  const inProgramme = (role: Role, reach: ReachKind, things: readonly string[] = []): NewGrant => ({
    ...{ role, reach, programme, things },
  });
  const accounts: NewAccount[] = offices.map(([role, reach, name]) => ({
    ...{ id: role, name, programme: reach === "city" ? programme : undefined, grants: [{ role, reach }] },
  }));
  const stayed = subjects.filter(({ type, unit, service }) => type === "official" && unit && service.length === 0);
  const found = firstUnit(stayed);
  if (found === undefined) return { accounts, bodies: [] };
  const { unit, head, deputy, sectionHead, staff } = found;
  const unitName = subjects.find(({ id }) => id === unit)?.name ?? both(unit, unit);
  const person = (id: string, who: Subject | undefined, ...grants: readonly NewGrant[]): readonly NewAccount[] =>
    who === undefined
      ? []
      : [{ id, name: who.name, programme, self: who.id, grants: [...grants, inProgramme("official", "self")] }];
  const [official, liaison, member, clerk] = staff;
  const section = staff.slice(0, 3).map(({ id }) => id);
  const committee = {
    programme,
    id: `committee-${unit}`,
    name: both(`${unitName["zh-CN"]}考核委员会`, `Appraisal committee of ${unitName.en}`),
    units: [unit],
  };
  // Decides for the whole city: on schemes, too.
  const group = {
    programme,
    id: "leading-group",
    name: both("考核工作领导小组", "Leading group for appraisal"),
    units: [],
  };
  accounts.push(
    ...person("head", head, inProgramme("head", "units", [unit])),
    ...person("liaison", liaison, inProgramme("liaison", "units", [unit])),
    ...person(
      "deputy",
      deputy,
      inProgramme("deputy", "people", [...(sectionHead ? [sectionHead.id] : []), ...section]),
    ),
    ...person("section-head", sectionHead, inProgramme("section-head", "people", section)),
    ...person("committee-member", member, inProgramme("committee-member", "body", [committee.id])),
    ...person("clerk", clerk, inProgramme("clerk", "body", [committee.id])),
    ...person("official", official),
    ...ownersOf(programme, subjects, scheme, unit),
    {
      ...{ id: "group-clerk", name: both("领导小组文书", "Clerk of the leading group"), programme },
      grants: [inProgramme("clerk", "body", [group.id])],
    },
  );
  const [party] = section;
  if (party !== undefined)
    accounts.push({
      id: "case-officer",
      name: both("异议核查组", "Objections team"),
      programme,
      grants: [inProgramme("case-officer", "people", [party])],
    });
  return { accounts, bodies: [committee, group] };
}

type FirstUnit = {
  readonly unit: string;
  readonly head: Subject;
  readonly deputy: Subject | undefined;
  readonly sectionHead: Subject | undefined;
  readonly staff: readonly Subject[];
};

function firstUnit(officials: readonly Subject[]): FirstUnit | undefined {
  const of = (unit: string, role: string) =>
    officials.filter((each) => each.unit === unit && each.attributes.roleClass === role);
  for (const head of officials) {
    if (head.attributes.roleClass !== "head" || head.unit === undefined) continue;
    const { unit } = head;
    const staff = of(unit, "staff");
    if (staff.length > 0)
      return { unit, head, deputy: of(unit, "deputy")[0], sectionHead: of(unit, "sectionHead")[0], staff };
  }
  return undefined;
}

/**
 * The unit that answers for most indicators that several are asked for, as their owner: that one has figures to look after. It also
 * enters what the unit `signs` assesses and proposes deductions by, so that the head of that unit has something to sign.
 */
function ownersOf(
  programme: string,
  subjects: readonly Subject[],
  scheme: Scheme,
  signs: string,
): readonly NewAccount[] {
  const ofOne = new Set(
    Object.values(scheme.blocks ?? {})
      .flat()
      .flatMap((node) => ("item" in node && node.for?.subjects !== undefined ? [node.item] : [])),
  );
  const byOwner = Map.groupBy(
    scheme.indicators.filter(({ id, owner }) => owner !== undefined && !ofOne.has(id)),
    ({ owner = "" }) => owner,
  );
  const [most] = [...byOwner].sort(([, a], [, b]) => b.length - a.length);
  if (most === undefined) return [];
  const [owner, indicators] = most;
  const name = subjects.find(({ id }) => id === owner)?.name ?? both(owner, owner);
  const judged = scheme.indicators.filter(
    ({ owner: of, source }) => of === signs && (source?.kind === "assessment" || source?.kind === "event"),
  );
  const things = [...new Set([...indicators, ...judged].map(({ id }) => id))];
  return [{ id: "owner", name, programme, grants: [{ role: "owner", reach: "indicators", programme, things }] }];
}
