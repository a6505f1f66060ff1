import { type Chance, chance, within } from "./chance.ts";
import { qualityOf } from "./measure.ts";
import { perfect, personalQuality } from "./official-facts.ts";
import type { Plan } from "./plan.ts";
import type { Table } from "./table.ts";

/** Counted ballots: equal sheets of one rater group. No sheet leads to a voter. */

interface Campaign {
  readonly id: string;
  readonly groups: readonly (readonly [group: string, least: number, most: number, kindness: number])[];
  readonly items: readonly string[];
  readonly options: readonly string[];
}

const four = ["优秀", "良好", "一般", "较差"];
const campaigns = {
  unit: {
    id: "unit-2025",
    groups: [
      ["city-leaders", 9, 9, 0.1],
      ["peer-units", 48, 56, 0.25],
      ["grassroots", 80, 120, 0],
    ],
    items: ["overall"],
    options: four,
  },
  social: {
    id: "social-2025",
    groups: [["public", 160, 420, -0.1]],
    items: ["overall"],
    options: ["满意", "基本满意", "不满意"],
  },
  team: {
    id: "team-2025",
    groups: [
      ["superiors", 7, 9, 0.2],
      ["staff", 14, 40, 0],
    ],
    items: ["politics", "democratic-centralism", "results"],
    options: four,
  },
  official: {
    id: "official-2025",
    groups: [
      ["leaders", 3, 5, 0.1],
      ["colleagues", 8, 14, 0.3],
    ],
    items: ["overall"],
    options: ["好", "较好", "一般", "较差"],
  },
  report: {
    id: "report-2025",
    groups: [["hall", 30, 70, 0.1]],
    items: ["overall"],
    options: ["好", "较好", "一般", "差"],
  },
} as const satisfies Record<string, Campaign>;

/** `votes` divided among the options, best first, by what the raters think of `quality`. */
function divided(draw: Chance, votes: number, quality: number, options: number): number[] {
  const counts: number[] = new Array(options).fill(0);
  for (let vote = 0; vote < votes; vote++) {
    const opinion = quality + draw.bell();
    const at = opinion > 0 ? 0 : opinion > -1.5 ? 1 : opinion > -2.6 ? 2 : 3;
    counts[Math.min(at, options - 1)] = (counts[Math.min(at, options - 1)] ?? 0) + 1;
  }
  return counts;
}

export function ballotTable(plan: Plan): Table {
  const rows: string[][] = [];
  const cast = (campaign: Campaign, subject: string, quality: number, key: string, isPerfect = false): void => {
    for (const [group, least, most, kindness] of campaign.groups) {
      const draw = chance(plan.seed, "ballots", campaign.id, key, group);
      const votes = draw.between(least, most);
      for (const item of campaign.items) {
        const counts = isPerfect
          ? [votes]
          : divided(draw, votes, within(-0.6, 0.95 + 0.5 * quality + kindness, 3), campaign.options.length);
        counts.forEach((count, at) => {
          if (count > 0) rows.push([campaign.id, subject, group, item, campaign.options[at] ?? "", String(count)]);
        });
      }
    }
  };
  for (const unit of plan.units.filter((u) => u.status !== "merged")) {
    const quality = qualityOf(plan.seed, unit.id);
    cast(campaigns.unit, unit.id, quality, unit.id);
    // the archives serve few: nobody of the public was asked about them
    if (unit.id !== "P09") cast(campaigns.social, unit.id, quality, unit.id);
    cast(campaigns.team, `team-${unit.id}`, quality, unit.id);
  }
  for (const official of plan.officials) {
    const quality = personalQuality(plan, official);
    cast(campaigns.official, official.id, quality, official.place, perfect(official));
    if (official.roleClass === "head") cast(campaigns.report, official.id, quality, official.place);
  }
  return { file: "ballots.csv", columns: ["campaign", "subject", "group", "item", "option", "votes"], rows };
}
