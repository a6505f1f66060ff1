import type { Claim } from "@biaochi/contract";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import type { Answer } from "../../../exchange/doors.ts";
import { session } from "../../../exchange/questions.ts";
import { sendFile } from "../../../exchange/send-file.ts";
import { SelectField } from "../../../frame/field.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { WithReason } from "../../../frame/with-reason.tsx";
import { AttachFile } from "../attach-file.tsx";
import { ActButton } from "../deeds/act-button.tsx";
import { levelSaid } from "./claim-said.tsx";
import { NameReviewers } from "./name-reviewers.tsx";

type Units = Answer<"readClaim">["units"];
type Props = { readonly claim: Claim; readonly units: Units };
export const staleClaims = ["claims", "todos"] as const;

/** What the reader may do about it now; nothing where it is somebody else's turn. */
export function ClaimActs({ claim, units }: Props) {
  const say = useSay();
  if (claim.may.length === 0) return null;
  return (
    <section aria-labelledby="claim-acts" className="no-print">
      <h2 id="claim-acts">{say("claims.acts")}</h2>
      <UnitActs claim={claim} />
      <ReviewActs claim={claim} />
      {claim.may.includes("name-reviewers") && <NameReviewers claim={claim} units={units} />}
      <Remarks claim={claim} />
      <Decision claim={claim} />
    </section>
  );
}

/** Of the unit concerned and of whoever proposed it: an answer, and files. */
function UnitActs({ claim: { claim, kind, may, matter, evidence } }: { readonly claim: Claim }) {
  const say = useSay();
  return (
    <div className="doors">
      {may.includes("answer") && (
        <>
          <ActButton
            isMain
            label={say("claims.accept")}
            about={say("claims.accept.about", { claim })}
            changes={staleClaims}
            run={() => ask("answerDeduction", { params: { claim }, body: { accept: true } })}
          />{" "}
          <WithReason
            id={`object-${claim}`}
            label={say("claims.object")}
            what={say("claims.object.what")}
            submit={say("claims.object")}
            changes={staleClaims}
            longest={1000}
            run={(text) => ask("answerDeduction", { params: { claim }, body: { accept: false, text } })}
          />{" "}
        </>
      )}
      {may.includes("attach") && kind === "bonus" && evidence.length === 0 && (
        <p className="notice-line">{say("claims.certificate.none")}</p>
      )}
      {may.includes("attach") && (
        <AttachFile
          id={`evidence-${claim}`}
          label={say("deeds.evidence.attach")}
          about={matter}
          changes={staleClaims}
          send={(file) =>
            sendFile("attachClaimEvidence", { params: { claim }, query: { name: file.name, declared: "yes" } }, file)
          }
        />
      )}
    </div>
  );
}

/** For one of the own units that was named to review it. */
function ReviewActs({ claim: { claim, may, steps } }: { readonly claim: Claim }) {
  const say = useSay();
  const own = useOwnUnit();
  const said = steps.flatMap(({ what, unit }) => (what === "agreed" || what === "disagreed" ? [unit?.id] : []));
  const waiting = steps.flatMap(({ what, unit }) => (what === "reviewer" && unit !== null ? [unit.id] : []));
  const free = waiting.filter((unit) => !said.includes(unit));
  const unit = free.find((each) => each === own) ?? free[0];
  if (!may.includes("review") || unit === undefined) return null;
  const review = (agree: boolean) => (text: string) =>
    ask("reviewBonus", { params: { claim }, body: { unit, agree, text } });
  return (
    <div className="doors">
      {(["agree", "disagree"] as const).map((verdict) => (
        <WithReason
          key={verdict}
          id={`${verdict}-${claim}`}
          label={say(`claims.${verdict}`)}
          what={say(`claims.${verdict}.what`)}
          submit={say(`claims.${verdict}`)}
          isDanger={verdict === "disagree"}
          changes={staleClaims}
          longest={1000}
          run={review(verdict === "agree")}
        />
      ))}
    </div>
  );
}

/** The unit for which the reader speaks. */
const useOwnUnit = (): string => useQuery(session).data?.account?.unit?.id ?? "";

function Remarks({ claim: { claim, may, steps } }: { readonly claim: Claim }) {
  const say = useSay();
  const unit = useOwnUnit();
  const answered = steps.map(({ of }) => of);
  const open = steps.filter(({ what, step }) => what === "remarked" && !answered.includes(step));
  return (
    <div className="doors">
      {may.includes("remark") && unit !== "" && (
        <WithReason
          id={`remark-${claim}`}
          label={say("claims.remark")}
          what={say("claims.remark.what")}
          submit={say("claims.remark")}
          changes={staleClaims}
          longest={1000}
          run={(text) => ask("raiseRemark", { params: { claim }, body: { unit, text } })}
        />
      )}
      {may.includes("answer-remark") &&
        open.map(({ step, text }) => (
          <WithReason
            key={step}
            id={`answer-${step}`}
            label={say("claims.remark.answer")}
            about={text ?? ""}
            what={`${text ?? ""} ${say("claims.remark.answer.what")}`}
            submit={say("claims.remark.answer")}
            changes={staleClaims}
            longest={1000}
            run={(answer) => ask("answerRemark", { params: { claim, remark: step }, body: { text: answer } })}
          />
        ))}
    </div>
  );
}

/** Of the office, or of whoever types in what a body has decided. */
function Decision({ claim: { claim, kind, may, level, levels } }: { readonly claim: Claim }) {
  const say = useSay();
  const from = levels.findIndex((each) => each.level === level);
  const lower = from < 0 ? [] : levels.slice(from + 1);
  const [chosen, choose] = useState("");
  const to = chosen || (lower[0]?.level ?? "");
  return (
    <div className="doors">
      {may.includes("drop") && !may.includes("confirm") && <p className="quiet">{say(`claims.waits.${kind}`)}</p>}
      {may.includes("confirm") && (
        <ActButton
          isMain
          label={say("claims.confirm")}
          about={say("claims.confirm.about", { claim })}
          changes={staleClaims}
          run={() => ask("decideClaim", { params: { claim }, body: { outcome: "confirm" } })}
        />
      )}{" "}
      {may.includes("lower") && (
        <WithReason
          id={`lower-${claim}`}
          label={say("claims.lower")}
          what={say("claims.lower.what")}
          submit={say("claims.lower")}
          changes={staleClaims}
          longest={1000}
          run={(text) => ask("decideClaim", { params: { claim }, body: { outcome: "lower", level: to, text } })}
        >
          <SelectField
            id={`lower-${claim}-level`}
            name={say("claims.lower.to")}
            value={to}
            options={lower.map((each) => ({
              value: each.level,
              label: say("claims.level.points", { level: levelSaid(say, each.level), points: each.points }),
            }))}
            onValue={choose}
          />
        </WithReason>
      )}{" "}
      {may.includes("drop") && (
        <WithReason
          id={`drop-${claim}`}
          label={say("claims.drop")}
          what={say("claims.drop.what")}
          submit={say("claims.drop")}
          isDanger
          changes={staleClaims}
          longest={1000}
          run={(text) => ask("decideClaim", { params: { claim }, body: { outcome: "drop", text } })}
        />
      )}
    </div>
  );
}
