import type { RuleCited as Cited, RuleLayer } from "@biaochi/contract";
import { Link } from "@tanstack/react-router";
import type { z } from "zod";
import { type Say, useSay } from "../../frame/preferences.tsx";

type Rule = Pick<z.output<typeof Cited>, "source" | "article" | "chapter">;

/** Where a rule is written. */
export function sourceOf(say: Say, { source, article, chapter }: Rule): string {
  const place =
    article !== null
      ? say("rulebooks.article", { article })
      : chapter !== null
        ? say("rulebooks.chapter", { chapter })
        : "";
  return [say.named(source), place].filter(Boolean).join(say.language === "en" ? ", " : "");
}

/** The rule that something rests on, how far it is confirmed, and who has set its value; null: no national rule says so. */
export function RuleCited({ rule }: { readonly rule: z.output<typeof Cited> | null }) {
  const say = useSay();
  if (rule === null) return <>{say("rule-cited.none")}</>;
  return (
    <>
      {say("rule-cited.basis")}
      <Link to="/rulebooks" hash={rule.rule}>
        {sourceOf(say, rule)}
      </Link>
      {say("rule-cited.state", { state: say(`rulebooks.state.${rule.state}`) })}
      <Layers layers={rule.layers} />
    </>
  );
}

/** Who has set a value upon the nation's, from above to below. */
export function Layers({ layers }: { readonly layers: readonly z.output<typeof RuleLayer>[] }) {
  const say = useSay();
  return layers.map(({ local, level, authority, document }) => (
    <span key={local} className="quiet small block">
      {say(`local-rules.layer.${level}`, { authority, document })}
    </span>
  ));
}
