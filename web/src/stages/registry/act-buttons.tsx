import { BehindButtons } from "../../frame/behind-buttons.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { ActForm } from "./act-form.tsx";
import type { ActGroup } from "./acts.ts";

type Props = { readonly programme: string; readonly groups: readonly ActGroup[] };

/** Acts on the registry behind a button for each kind of them: a page is read before it is changed. */
export function ActButtons({ programme, groups }: Props) {
  const say = useSay();
  return (
    <BehindButtons
      deeds={groups.map(({ say: id, acts }) => {
        const label = say.composed(id);
        return { id, label, form: <ActForm key={id} programme={programme} title={label} acts={acts} /> };
      })}
    />
  );
}
