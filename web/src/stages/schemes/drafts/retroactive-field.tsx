import { TextField } from "../../../frame/field.tsx";
import { useSay } from "../../../frame/preferences.tsx";

type Props = { readonly id: string; readonly value: string; readonly onValue: (value: string) => void };

/** The document that lets a version reach back into periods that are over. */
export function RetroactiveField(props: Props) {
  const say = useSay();
  return (
    <TextField
      {...props}
      name={say("draft.retroactive")}
      hint={say("draft.retroactive.hint")}
      required
      maxLength={200}
      autoComplete="off"
    />
  );
}
