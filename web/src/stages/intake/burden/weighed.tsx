import type { KnownDatum } from "@biaochi/contract";
import { quantity } from "@biaochi/words";
import { Link } from "@tanstack/react-router";
import type { Answer } from "../../../exchange/doors.ts";
import { useMay } from "../../../frame/current.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { limitInWords } from "./burden-words.ts";

type Props = {
  readonly programme: string;
  readonly weighed: Answer<"previewBurdenRequest">;
  readonly fields: readonly string[];
  readonly units: number;
};

/** What a request costs, which budgets it goes beyond, and which of its data exist already. */
export function Weighed({ programme, weighed, fields, units }: Props) {
  const say = useSay();
  const { minutes, model, over, known, near } = weighed;
  const cost = { minutes: quantity(minutes), units, total: quantity(minutes * units), model: String(model) };
  return (
    <>
      <p role="status">
        <strong>{say("burden.preview.cost", cost)}</strong>
      </p>
      {over.length > 0 && (
        <>
          <p>▲ {say("burden.preview.over")}</p>
          <ul>
            {over.map(({ unit, limit, used }) => (
              <li key={unit.id}>
                {say("burden.preview.over.unit", {
                  name: say.named(unit.name),
                  limit: limitInWords(say, limit),
                  used: limitInWords(say, used),
                })}
              </li>
            ))}
          </ul>
        </>
      )}
      <Listed programme={programme} title={`▲ ${say("burden.preview.known")}`} data={known} fields={fields} />
      <Listed programme={programme} title={say("burden.preview.near")} data={near} fields={fields} />
    </>
  );
}

type ListedProps = Pick<Props, "programme" | "fields"> & {
  readonly title: string;
  readonly data: readonly KnownDatum[];
};

/** Data that exist, or may, each with where it is. */
function Listed({ programme, title, data, fields }: ListedProps) {
  if (data.length === 0) return null;
  return (
    <>
      <p>{title}</p>
      <ul>
        {data.map((each) => (
          <li key={each.field}>
            <Known programme={programme} known={each} field={fields[each.field] ?? ""} />
          </li>
        ))}
      </ul>
    </>
  );
}

type KnownProps = { readonly programme: string; readonly known: KnownDatum; readonly field: string };

function Known({ programme, known, field }: KnownProps) {
  const say = useSay();
  const { place, id, name, keeper } = known;
  const maySeeStreams = useMay("see-streams");
  const said = say(`burden.preview.known.${place}`, {
    field,
    name: say.named(name),
    keeper: keeper === null ? say("score.none") : say.named(keeper.name),
  });
  return (
    <>
      {said}{" "}
      {place === "library" && (
        <Link to="/library/indicators/$indicator" params={{ indicator: id }}>
          {say("burden.preview.known.open")}
        </Link>
      )}
      {place === "stream" && maySeeStreams && (
        <Link to="/programmes/$programme/streams/$stream" params={{ programme, stream: id }}>
          {say("burden.preview.known.open")}
        </Link>
      )}
      {place === "request" && (
        <Link to="/programmes/$programme/burden/requests/$request" params={{ programme, request: id }}>
          {say("burden.preview.known.open")}
        </Link>
      )}
    </>
  );
}
