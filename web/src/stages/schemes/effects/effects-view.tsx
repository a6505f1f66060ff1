import type { EffectChange, EffectGroup, SchemeEffects } from "@biaochi/contract";
import { quantity, rules } from "@biaochi/words";
import type { z } from "zod";
import { type Say, useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";

type Group = z.output<typeof EffectGroup>;
type Change = z.output<typeof EffectChange>;

/** Kinds of subjects beyond these are named when somebody opens the list. */
const mostKinds = 6;

const whoOf = (say: Say, { who, type }: Group): string => {
  if (who.length === 0) return say(`effects.all.${type}`);
  const named = who.map((names) => names.map(say.named).join(" · "));
  const shown = named.slice(0, mostKinds).join(say("list.separator"));
  return named.length > mostKinds ? `${shown} …` : shown;
};

function listOf(say: Say, { before, after, items }: Group): string {
  if (before === null && after !== null)
    return say("effects.list-new", { after: say.named(after.name), n: items.after });
  if (after === null) return say("effects.list-gone", { before: before ? say.named(before.name) : "" });
  if (before?.id !== after.id)
    return say("effects.list-other", { before: before ? say.named(before.name) : "", after: say.named(after.name) });
  return say("effects.list-same", { list: say.named(after.name), before: items.before, after: items.after });
}

/** What changes for whom: those whose lists change alike stand together, the largest difference in numbers first in words. */
export function EffectsView({ effects }: { readonly effects: SchemeEffects }) {
  const say = useSay();
  const { groups, subjects, concerned, without, before } = effects;
  return (
    <>
      <p className="finding">{say("effects.counts", { subjects, ...concerned })}</p>
      <p className="quiet">
        {before === null ? say("effects.first") : say("effects.against", { version: before.version })}
        {without > 0 && ` ${say("effects.without", { n: without })}`}
      </p>
      {groups.length === 0 && <p className="nothing">{say("effects.none")}</p>}
      {groups.map((group) => (
        <GroupView key={group.key} group={group} isOnly={groups.length === 1} />
      ))}
    </>
  );
}

function GroupView({ group, isOnly }: { readonly group: Group; readonly isOnly: boolean }) {
  const say = useSay();
  const { type, count, subjects, hasMore, changes } = group;
  const title = `${say(`subject-type.${type}`)} ${say("effects.of-count", { n: count })} · ${whoOf(say, group)}`;
  return (
    <details className="behind effect-group" open={isOnly}>
      <summary>
        <span className="strong">{title}</span> <span className="quiet">{listOf(say, group)}</span>{" "}
        <span className="tag blue">{say("effects.changes-of", { n: changes.length })}</span>
      </summary>
      <p className="small">
        {subjects.map(({ name }) => say.named(name)).join(say("list.separator"))}{" "}
        {hasMore && <span className="quiet">{say("effects.more", { n: count })}</span>}
      </p>
      {changes.length > 0 && (
        <Scroll label={title}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{say("effects.item")}</th>
                <th scope="col">{say("effects.what")}</th>
                <th scope="col">{say("effects.worth-before")}</th>
                <th scope="col">{say("effects.worth-after")}</th>
                <th scope="col">{say("effects.rule-after")}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map((change) => (
                <ChangeRow key={change.path} change={change} />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </details>
  );
}

const worthOf = (say: Say, side: Change["before"]): string => {
  if (side === null) return say("score.none");
  if (side.worth !== null) return quantity(side.worth);
  const written = side.weight.map(({ points }) => (points === null ? say("scheme.by-coefficient") : quantity(points)));
  return written.join(say("list.separator")) || say("score.none");
};

function ChangeRow({ change: { what, before, after } }: { readonly change: Change }) {
  const say = useSay();
  const node = after ?? before;
  if (node === null) return null;
  const told = (side: Change["before"]) => (side?.rule ? rules.says(say.language, side.rule.says) : "");
  const isRuleNew = what.includes("rule") && before !== null;
  return (
    <tr>
      <th scope="row">{say.named(node.name)}</th>
      <td>
        {what
          .map((each) =>
            each === "added"
              ? say("effects.enters")
              : each === "removed"
                ? say("effects.leaves")
                : say(`scheme.what.${each}`),
          )
          .join(say("list.separator"))}
      </td>
      <td className="number">{worthOf(say, before)}</td>
      <td className="number">{worthOf(say, after)}</td>
      <td>
        {isRuleNew && told(before) !== told(after) && <del className="quiet">{told(before)}</del>} {told(after)}
      </td>
    </tr>
  );
}
