import type { BurdenModel } from "@biaochi/contract";
import { burdenCosts, burdenKinds } from "@biaochi/contract/choices";
import { day } from "@biaochi/words";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";

/** How many minutes a request of each kind is, by one version of the model. */
export function ModelTable({ model }: { readonly model: BurdenModel }) {
  const say = useSay();
  const { version, from, reason, costs } = model;
  const title =
    from === null
      ? say("burden.model.standard")
      : say("burden.model.version", {
          version: String(version),
          from: day(say.language, from),
          reason: reason ?? "",
        });
  return (
    <>
      <h3>{title}</h3>
      <Scroll label={title}>
        <table className="plain stacked">
          <thead>
            <tr>
              <th scope="col">{say("burden.kind")}</th>
              {burdenCosts.map((cost) => (
                <th key={cost} scope="col" className="number">
                  {say(`burden.model.${cost}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {burdenKinds.map((kind) => (
              <tr key={kind}>
                <th scope="row">{say(`burden.kind.${kind}`)}</th>
                {burdenCosts.map((cost) => (
                  <td key={cost} className="number" data-label={say(`burden.model.${cost}`)}>
                    {costs[kind][cost]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}
