import type { ExplainedLoss, ExplanationPage, Fact } from "@biaochi/contract";
import { compare, exactOf, minus, plus, show, zero } from "@biaochi/engine/exact";
import { day, isCode, type Language, periodName, quantity, rules, score } from "@biaochi/words";
import type { z } from "zod";
import type { Block, Cell, Column } from "../../documents/model.ts";
import type { Sheet } from "../scoring/document-store.ts";
import type { Say } from "./issue.ts";

type Loss = z.input<typeof ExplainedLoss>;
type OneFact = z.input<typeof Fact>;
type Explained = z.input<typeof ExplanationPage>;

/** At most so many figures of one loss are written out; a year of months is counted. */
const mostFacts = 2;

const when = (language: Language, period: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(period) ? day(language, period) : periodName(language, period);

function figureOf(say: Say, language: Language, fact: OneFact): string {
  const measure = fact.indicator?.measure ?? "";
  const value =
    fact.value === null
      ? ""
      : `${quantity(fact.value, 4)}${measure === "%" ? "%" : measure === "" ? "" : ` ${measure}`}`;
  const absence = fact.absence === null ? "" : say(`absence.${fact.absence}`);
  const type = typeOf(say, language, fact);
  const provisional = fact.provisional.length === 0 ? "" : `(${say("provisional.on-paper")})`;
  return [type, value, absence, provisional].filter(Boolean).join(" ") || say("card.none");
}

/** The type of an event as the scheme calls it; where it does not, by the product's own word. */
function typeOf(say: Say, language: Language, { details: { type }, event }: OneFact): string {
  if (event !== null) return event[language];
  if (type === undefined) return "";
  const code = `fact-detail.type.${type}`;
  return isCode(code) ? say(code) : type;
}

/** The figures a loss rests on with their sources: a few are written out, a series is told by its ends. */
export function factsInWords(say: Say, language: Language, loss: Loss, explanation: Explained): string {
  const known = new Map(explanation.facts.map((fact) => [fact.id, fact]));
  const own = loss.facts.flatMap((id) => known.get(id) ?? []);
  const separator = language === "zh-CN" ? "；" : "; ";
  const carried = loss.carried.map((each) => say("card.facts.carried", { name: each.name[language] }));
  if (own.length === 0)
    return carried.join(separator) || say(loss.absence === null ? "card.facts.none" : `absence.${loss.absence}`);
  const groups = [...Map.groupBy(own, (fact) => `${fact.kind} ${fact.indicator?.id ?? ""}`).values()];
  const told = groups.map((facts) => {
    const series = seriesInWords(say, language, facts);
    const [first] = facts;
    const own = first?.indicator?.name[language];
    const isOther = first !== undefined && first.kind !== "observation" && own !== undefined;
    const name = isOther ? `${own} ${say(`fact.kind.${first.kind}`)}` : own;
    return groups.length === 1 || name === undefined ? series : say("card.facts.named", { name, facts: series });
  });
  const sources = [...new Set(own.flatMap(({ source }) => (source === null || source === "" ? [] : [source])))];
  // On a line of its own, so that the word does not stand divided at the edge of a narrow column.
  const source =
    sources.length === 0
      ? ""
      : `\n${say("card.facts.source", { source: sources.slice(0, 2).join(say("list.separator")) })}`;
  return [...carried, ...told].join(separator) + source;
}

/** "2025年1月至12月": the year is said once. */
function withoutYear(language: Language, from: string, to: string): string {
  const said = when(language, to);
  return language === "zh-CN" && from.slice(0, 4) === to.slice(0, 4) && from.length > 4
    ? said.replace(/^\d{4}年/, "")
    : said;
}

function seriesInWords(say: Say, language: Language, facts: readonly OneFact[]): string {
  if (facts[0]?.kind === "ballot") return say("card.facts.ballots", { n: facts.length });
  if (facts.length <= mostFacts)
    return facts
      .map((fact) => {
        const value = figureOf(say, language, fact);
        return fact.period === null ? value : say("card.fact", { period: when(language, fact.period), value });
      })
      .join(say("list.separator"));
  const periods = facts.flatMap(({ period }) => (period === null ? [] : [period])).sort();
  const present = facts.filter((fact) => fact.value !== null);
  const ordered = present.toSorted((a, b) => compare(exactOf(a.value ?? "0"), exactOf(b.value ?? "0")));
  const [low, high] = [ordered[0], ordered.at(-1)];
  const many = say(periods[0] === periods.at(-1) ? "card.facts.many.one" : "card.facts.many", {
    from: when(language, periods[0] ?? ""),
    to: withoutYear(language, periods[0] ?? "", periods.at(-1) ?? ""),
    n: facts.length,
    low: low === undefined ? say("card.none") : figureOf(say, language, low),
    high: high === undefined ? say("card.none") : figureOf(say, language, high),
  });
  const absent = facts.length - present.length;
  return absent === 0 ? many : `${many}${say("list.separator")}${say("card.facts.absent", { n: absent })}`;
}

/** The rule by name, then how it came to these points; the rule as the scheme has it where a year was scored by periods. */
function ruleInWords(say: Say, language: Language, loss: Loss, sheet: Pick<Sheet, "ruleAt">): string {
  const step = `step.${loss.rule}`;
  if (isCode(step)) return say(step);
  const name = rules.name(language, loss.rule);
  const why = loss.absence === null ? rules.why(language, loss) : say(`absence.${loss.absence}`);
  const says = sheet.ruleAt(loss.path.replace(/\[.*$/, ""));
  const sentence = why ?? (says === undefined ? undefined : rules.says(language, says));
  return sentence === undefined || sentence === name ? name : `${name}${say("lost.colon")}${sentence}`;
}

/** Lost points, largest first, each with its rule and its facts; those beyond `most` are summed. */
export function lossBlocks(say: Say, language: Language, sheet: Sheet, most: number): readonly Block[] {
  const { explanation } = sheet;
  const losses = explanation.lost.filter((loss) => exactOf(loss.lost).num > 0n);
  if (losses.length === 0) {
    const code = explanation.score === null ? "card.losses.not-formed" : "card.losses.none";
    return [{ kind: "paragraph", text: say(code) }];
  }
  const columns: readonly Column[] = [
    { title: say("card.number"), share: 0.5, align: "center" },
    { title: say("card.item"), share: 2, align: "left" },
    { title: say("card.rule"), share: 4.2, align: "left" },
    { title: say("card.facts"), share: 3.4, align: "left" },
    { title: say("card.full"), share: 0.8, align: "right", figures: "points" },
    { title: say("card.lost"), share: 0.8, align: "right", figures: "points" },
  ];
  const shown = losses.slice(0, most);
  const rows = shown.map((loss, n): readonly Cell[] => {
    const period = /\[([^\]]*)\]$/.exec(loss.path)?.[1];
    const name = loss.name[language] + (period === undefined ? "" : ` ${when(language, period)}`);
    return [
      { text: String(n + 1) },
      { text: name },
      { text: ruleInWords(say, language, loss, sheet) },
      { text: factsInWords(say, language, loss, explanation) },
      { text: loss.full === "0" ? say("card.none") : score(loss.full) },
      { text: score(loss.lost), strong: true },
    ];
  });
  const rest = losses.slice(most);
  const sum = rest.reduce((total, loss) => plus(total, exactOf(loss.lost)), zero);
  const note: readonly Block[] =
    rest.length === 0
      ? []
      : [{ kind: "note", text: say("card.losses.rest", { n: rest.length, lost: score(show(sum)) }) }];
  return [{ kind: "table", columns, rows }, ...note];
}

/** a − b, exactly, as text. */
export const difference = (a: string, b: string): string => show(minus(exactOf(a), exactOf(b)));
