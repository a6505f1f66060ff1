import { may, ok, refuse, routes } from "@biaochi/contract";
import type { Transaction } from "../../../platform/database.ts";
import { bytesOf } from "../../../platform/files.ts";
import type { Actor } from "../../../platform/identity.ts";
import { handle, type MountedRoute } from "../../../platform/mount-routes.ts";
import { wholeCity } from "../../../platform/scope.ts";
import { isProgrammeInScope } from "../lists/target-store.ts";
import { unitsOn } from "../warnings/figure-store.ts";
import {
  assesses,
  attachScan,
  enterAssessment,
  listAssessed,
  returnAssessment,
  signAssessment,
  takeScan,
} from "./assess.ts";
import type { Assessed } from "./assessed.ts";
import type { Today } from "./claims.ts";
import { unitsOf } from "./reach.ts";
import type { DecidedOptions } from "./routes.ts";
import { findSheet, listSheets, marksOf, type SheetRow } from "./sheet-store.ts";

const outside = () => refuse({ code: "outside-scope" } as const);

function shown({ programme, ...sheet }: SheetRow, actor: Actor) {
  const isOwners = unitsOf(actor.scope, programme).includes(sheet.owner.id);
  const isOpen = sheet.state === "entered";
  return {
    ...sheet,
    maySign: isOpen && isOwners && may("sign-assessment", actor.held) && sheet.entered.by.id !== actor.id,
    mayAttach:
      sheet.scan === null && sheet.state !== "returned" && (isOwners || assesses(actor, programme, sheet.indicator.id)),
  };
}

/** What is assessed, with its owner by name. */
async function named(tx: Transaction, programme: string, day: string, assessed: readonly Assessed[]) {
  const units = new Map((await unitsOn(tx, wholeCity, { programme, day })).map(({ id, name }) => [id, name]));
  return assessed.map(({ owner, periods, lines, ...rest }) => ({
    ...{ ...rest, periods: [...periods], lines: [...lines] },
    owner: { id: owner, type: "unit" as const, name: units.get(owner) ?? { "zh-CN": owner, en: owner } },
  }));
}

const done = ({ sheet, programme }: SheetRow) =>
  ok({ value: { sheet }, trail: { programme, thing: `sheet:${sheet}` } });

export const assessmentRoutes = ({ clock, days }: DecidedOptions): readonly MountedRoute<Actor>[] => {
  const now = (): Today => ({ day: clock.today(), days });
  return [
    handle<Actor>()(routes.listAssessments, async (tx, { actor, input }) => {
      const { programme } = input.params;
      if (!(await isProgrammeInScope(tx, actor.scope, programme))) return outside();
      const day = clock.today();
      const own = (await listAssessed(tx, programme, day)).filter(({ indicator }) =>
        assesses(actor, programme, indicator.id),
      );
      const assessed = (await named(tx, programme, day, own)).map(({ lines: _, ...each }) => each);
      const sheets = (await listSheets(tx, actor.scope, programme)).map((row) => shown(row, actor));
      return ok({ value: { assessed, sheets } });
    }),
    handle<Actor>()(routes.readAssessmentForm, async (tx, { actor, input }) => {
      const { programme, indicator } = input.params;
      if (!assesses(actor, programme, indicator)) return outside();
      const found = (await listAssessed(tx, programme, clock.today())).filter(
        ({ indicator: { id } }) => id === indicator,
      );
      const [form] = await named(tx, programme, clock.today(), found);
      return form === undefined
        ? refuse({ code: "assessment-unknown", params: { indicator, period: "—" } } as const)
        : ok({ value: form });
    }),
    handle<Actor>()(routes.enterAssessment, async (tx, { actor, input }) => {
      const entered = await enterAssessment(tx, actor, { ...input.params, ...input.body }, now());
      if (!entered.ok) return entered;
      const { programme } = input.params;
      return ok({ value: { sheet: entered.value }, trail: { programme, thing: `sheet:${entered.value}` } });
    }),
    handle<Actor>()(routes.readAssessmentSheet, async (tx, { actor, input }) => {
      const row = await findSheet(tx, actor.scope, input.params.sheet);
      if (row === undefined) return outside();
      const lines = (await marksOf(tx, row.sheet)).map(({ subject, name, ...mark }) => ({
        ...mark,
        unit: { id: subject, type: "unit" as const, name: name ?? { "zh-CN": subject, en: subject } },
      }));
      return ok({ value: { ...shown(row, actor), programme: row.programme, lines } });
    }),
    handle<Actor>()(routes.signAssessment, async (tx, { actor, input }) => {
      const signed = await signAssessment(tx, actor, input.params.sheet);
      return signed.ok ? done(signed.value) : signed;
    }),
    handle<Actor>()(routes.returnAssessment, async (tx, { actor, input }) => {
      const returned = await returnAssessment(tx, actor, { ...input.params, ...input.body });
      return returned.ok ? done(returned.value) : returned;
    }),
    handle<Actor>()(routes.takeAssessmentScan, async (tx, { actor, input }) => {
      const row = await findSheet(tx, actor.scope, input.params.sheet);
      if (row === undefined) return outside();
      const taken = await takeScan(tx, row.sheet);
      return taken.ok
        ? ok({ value: taken.value, trail: { programme: row.programme, thing: `sheet:${row.sheet}` } })
        : taken;
    }),
  ];
};

export const assessmentFileRoutes = (): readonly MountedRoute<Actor>[] => [
  handle<Actor>()(routes.attachAssessmentScan, async (tx, { actor, input, request }) => {
    const file = { ...input.params, name: input.query.name, content: bytesOf(request.body) };
    const attached = await attachScan(tx, actor, file);
    if (!attached.ok) return attached;
    const { row, sha256 } = attached.value;
    return ok({
      value: { sheet: row.sheet, sha256 },
      trail: { programme: row.programme, thing: `sheet:${row.sheet}` },
    });
  }),
];
