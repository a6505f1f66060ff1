import { periodName } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { deferralPreview } from "../../exchange/questions.ts";
import { RefusedHere } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";

type Whose = { readonly programme: string; readonly subject: string; readonly period: string };
const readings = ["cause", "deferral", "nothing"] as const;

/** Before it is done: what is withheld, and what each role reads of it. */
export function DeferralPreview({ whose }: { readonly whose: Whose | undefined }) {
  const say = useSay();
  return (
    <section aria-labelledby="preview" className="card wide">
      <h3 id="preview">{say("defer.preview")}</h3>
      {whose === undefined ? <p className="quiet">{say("defer.preview.choose")}</p> : <Seen whose={whose} />}
    </section>
  );
}

function Seen({ whose }: { readonly whose: Whose }) {
  const say = useSay();
  const { data, error } = useQuery(deferralPreview(whose));
  if (error) return <RefusedHere error={error} />;
  if (!data) return null;
  const about = { name: say.named(data.subject.name), period: periodName(say.language, whose.period) };
  return (
    <>
      <p>{say("defer.preview.of", { ...about, n: data.runs.length })}</p>
      <dl className="sheet">
        {readings.map((reads) => (
          <div key={reads}>
            <dt>{say(`defer.reads.${reads}`)}</dt>
            <dd>
              {data.seen
                .filter((each) => each.reads === reads)
                .map(({ role }) => say(`role.${role}`))
                .join(say.language === "en" ? ", " : "、")}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
