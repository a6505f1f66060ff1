import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import { likeLine, likenessOfText } from "@biaochi/engine/library";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { findSubject } from "../../registry/subject-store.ts";
import { listAppraisals, type NewAppraisal, saveAppraisal, saveEnd } from "./appraisal-store.ts";
import { standingExceptions } from "./exception-store.ts";
import { isLive, listIndicators, lockLibrary, programmeInReach } from "./store.ts";

type RegisterRefusal = Refusal<"outside-scope" | "things-unknown" | "second-appraisal">;

/**
 * Registers what departments do beside this appraisal. An inspection that a statute orders is counted; an appraisal of what an
 * indicator of the library appraises already, or of what another registered one does, is a second one, and needs an exception.
 */
export async function registerAppraisal(
  tx: Transaction,
  actor: Actor,
  wanted: Omit<NewAppraisal, "by" | "exceptions">,
  day: string,
): Promise<Outcome<number, RegisterRefusal>> {
  const { programme, department, kind, title, matter } = wanted;
  if ((await programmeInReach(tx, actor.scope, programme)) === undefined) return refuse({ code: "outside-scope" });
  const unit = await findSubject(tx, actor.scope, programme, department);
  if (unit?.type !== "unit") return refuse({ code: "things-unknown", params: { things: department } });
  await lockLibrary(tx, programme);
  if (kind === "inspection") return ok(await saveAppraisal(tx, { ...wanted, exceptions: [], by: actor.id }));
  const indicators = (await listIndicators(tx, actor.scope, programme)).filter((each) => isLive(each, day));
  const others = (await listAppraisals(tx, actor.scope, programme)).filter(
    (each) => each.kind === "appraisal" && each.ended_at === null,
  );
  const texts = [title, matter];
  const first = [
    ...indicators.map(({ indicator, content: { name, definition } }) => ({
      ...{ id: indicator, name: name["zh-CN"] },
      texts: [name["zh-CN"], definition?.["zh-CN"] ?? ""],
    })),
    ...others.map((each) => ({ id: `appraisal:${each.id}`, name: each.title, texts: [each.title, each.matter] })),
  ].filter((each) => likenessOfText(texts, each.texts) >= likeLine);
  const standing = await standingExceptions(tx, actor.scope, programme, day);
  const excepted = first.map(({ id }) =>
    standing.find(
      ({ block, indicator, other }) =>
        block === "second-appraisal" && indicator === id && (other === undefined || other === department),
    ),
  );
  const open = first.find((_, i) => excepted[i] === undefined);
  if (open !== undefined) return refuse({ code: "second-appraisal", params: { indicator: open.id, name: open.name } });
  const exceptions = excepted.flatMap((each) => each?.id ?? []);
  return ok(await saveAppraisal(tx, { ...wanted, exceptions, by: actor.id }));
}

type EndRefusal = Refusal<"outside-scope" | "not-found" | "library-ended">;

export async function endAppraisal(
  tx: Transaction,
  actor: Actor,
  wanted: { readonly programme: string; readonly appraisal: number; readonly reason: string },
): Promise<Outcome<number, EndRefusal>> {
  const { programme, appraisal, reason } = wanted;
  if ((await programmeInReach(tx, actor.scope, programme)) === undefined) return refuse({ code: "outside-scope" });
  if ((await listAppraisals(tx, actor.scope, programme, appraisal)).length === 0) return refuse({ code: "not-found" });
  return (await saveEnd(tx, appraisal, { by: actor.id, reason })) ? ok(appraisal) : refuse({ code: "library-ended" });
}
