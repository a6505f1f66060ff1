import type { DraftPage } from "@biaochi/contract";
import { moment } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useMemo, useState } from "react";
import { draftRevision } from "../../../exchange/draft-questions.ts";
import { type Say, useSay } from "../../../frame/preferences.tsx";
import { Failed, Loading } from "../../../frame/states.tsx";
import { LinesTable } from "../lines-table.tsx";
import { apartIn, mergedText, mergeLines, type Piece, type Side } from "./merge.ts";
import type { DraftText } from "./use-draft-text.ts";

type Props = { readonly page: DraftPage; readonly text: DraftText };

export const nameOf = (
  say: Say,
  who: { readonly id: string; readonly name: { "zh-CN": string; en: string } | null },
): string => (who.name === null ? who.id : say.named(who.name));

/** Somebody saved meanwhile: what they changed, and how both texts become one. Nothing typed is lost on the way. */
export function Overtaken({ page, text }: Props) {
  const say = useSay();
  const asked = useQuery(draftRevision(page.draft, page.revision, text.base));
  const { data, error, refetch } = asked;
  const [choices, setChoices] = useState<readonly Side[]>([]);
  const pieces = useMemo(
    () => (data?.before == null ? undefined : mergeLines(data.before, text.text, data.text)),
    [data, text.text],
  );
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data || pieces === undefined) return <Loading />;
  const apart = apartIn(pieces);
  return (
    <section className="overtaken" aria-labelledby="overtaken" role="alert">
      <h2 id="overtaken">{say("draft.overtaken", { name: nameOf(say, data.by), revision: data.revision })}</h2>
      <p>{say("draft.overtaken.what", { at: moment(say.language, data.at), base: text.base })}</p>
      <h3>{say("draft.overtaken.theirs")}</h3>
      <LinesTable lines={data.lines} />
      {apart === 0 ? (
        <p className="notice-line">{say("draft.merge.clean")}</p>
      ) : (
        <>
          <p className="fault">{say("draft.merge.apart", { n: apart })}</p>
          <Choices pieces={pieces} choices={choices} onChoices={setChoices} />
        </>
      )}
      <p className="doors">
        <Button type="primary" onClick={() => text.set(mergedText(pieces, choices), data.revision)}>
          {say(apart === 0 ? "draft.merge.take" : "draft.merge.take-chosen")}
        </Button>
        <Button onClick={() => text.set(text.text, data.revision)}>{say("draft.merge.mine")}</Button>
        <Button onClick={text.forget}>{say("draft.merge.theirs")}</Button>
      </p>
      <p className="quiet small">{say("draft.merge.not-saved")}</p>
    </section>
  );
}

type ChoicesProps = {
  readonly pieces: readonly Piece[];
  readonly choices: readonly Side[];
  readonly onChoices: (choices: readonly Side[]) => void;
};

/** Each place at which both wrote something else. */
function Choices({ pieces, choices, onChoices }: ChoicesProps) {
  const say = useSay();
  const places = pieces.flatMap((piece) => (piece.kind === "apart" ? [piece] : []));
  return places.map((piece, at) => {
    const chosen = choices[at] ?? "mine";
    const name = `apart-${at}`;
    const choose = (side: Side) =>
      onChoices(places.map((_, place) => (place === at ? side : (choices[place] ?? "mine"))));
    return (
      <fieldset key={name} className="apart">
        <legend>{say("draft.merge.place", { n: at + 1, of: places.length })}</legend>
        {(["mine", "theirs", "both"] as const).map((side) => (
          <label key={side}>
            <input type="radio" name={name} checked={chosen === side} onChange={() => choose(side)} />{" "}
            {say(`draft.merge.side.${side}`)}
            {side !== "both" && <pre>{piece[side].join("\n") || say("draft.merge.nothing")}</pre>}
          </label>
        ))}
      </fieldset>
    );
  });
}
