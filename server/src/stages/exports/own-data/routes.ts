import { ok, refuse, routes } from "@biaochi/contract";
import type { Clock } from "../../../platform/clock.ts";
import type { Actor } from "../../../platform/identity.ts";
import { handle, type MountedRoute } from "../../../platform/mount-routes.ts";
import { takerOf } from "../issue.ts";
import { packOwnData } from "./pack.ts";

export const ownDataRoutes = (clock: Clock): readonly MountedRoute<Actor>[] => [
  handle<Actor>()(routes.exportOwnData, async (tx, { actor, input }) => {
    const own = actor.scope.map(({ reach }) => reach).find((reach) => reach.kind === "self");
    if (own === undefined) return refuse({ code: "outside-scope" });
    const { programme, self } = own;
    const at = clock.now();
    const { lang: language } = input.query;
    const owner = { account: actor.id, programme, self, scope: actor.scope };
    const content = await packOwnData(tx, owner, { language, at, watermark: takerOf(language, actor, at) });
    return ok({ value: { name: `own-data-${clock.today()}.zip`, content }, trail: { programme, subject: self } });
  }),
];
