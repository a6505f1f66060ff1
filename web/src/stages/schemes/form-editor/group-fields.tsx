import type { FormKey, SchemePath } from "@biaochi/engine";
import { useSay } from "../../../frame/preferences.tsx";
import { keyName } from "./simple-field.tsx";
import { ValueField } from "./value-field.tsx";

type Props = {
  readonly keys: readonly FormKey[];
  readonly at: SchemePath;
  readonly value: Readonly<Record<string, unknown>>;
};

/** The keys of one part of the document, each with its field. */
export function GroupFields({ keys, at, value }: Props) {
  const say = useSay();
  return keys.map(({ key, field, isRequired, usual }) => (
    <ValueField
      key={key}
      field={field}
      at={[...at, key]}
      value={value[key]}
      label={keyName(say, key)}
      isRequired={isRequired}
      usual={usual}
    />
  ));
}
