import type { Answer } from "../../exchange/doors.ts";
import { useSay } from "../../frame/preferences.tsx";
import { ListInWords } from "./list-in-words.tsx";
import { SchemeFindings } from "./scheme-findings.tsx";
import { Shares, SharesCompared } from "./thermometer.tsx";

type Preview = Answer<"previewScheme">;
type Props = {
  /** What the text meant before, where that is known. */
  readonly before?: Preview | undefined;
  readonly after: Preview;
  /** The subject whose list was asked for; "" for none. */
  readonly asked: string;
};

/** What a text would mean: whom its lists are for, what decides the points before and after, and one list in words. */
export function SchemePreview({ before, after, asked }: Props) {
  const say = useSay();
  if (after.lists.length === 0) {
    return (
      <>
        <p>{say("try.error")}</p>
        <SchemeFindings findings={after.findings} />
      </>
    );
  }
  return (
    <>
      {after.thermometer && before?.thermometer ? (
        <SharesCompared before={before.thermometer} after={after.thermometer} />
      ) : (
        after.thermometer && <Shares of={after.thermometer} label={say("thermometer.whole")} />
      )}
      <h3>{say("try.lists")}</h3>
      <ul>
        {after.lists.map((list) => (
          <li key={list.id}>
            {say("try.counts", {
              name: say.named(list.name),
              n: list.worths.reduce((sum, { subjects }) => sum + subjects, 0),
            })}
          </li>
        ))}
      </ul>
      {asked !== "" && !after.own && <p>{say("try.nobody")}</p>}
      {after.own && (
        <>
          <h3>{say("try.own", { name: say.named(after.own.subject.name) })}</h3>
          <ListInWords own={after.own} level={3} />
        </>
      )}
    </>
  );
}
