import { useSay } from "../../frame/preferences.tsx";

/** Asks for a day; half a day typed asks nothing. */
export function DayField({ on, onDay }: { readonly on: string; readonly onDay: (day: string) => void }) {
  const say = useSay();
  return (
    <label htmlFor="registry-on">
      {say("registry.on")}{" "}
      <input
        id="registry-on"
        type="date"
        value={on}
        onChange={(event) => {
          if (/^[12]\d{3}-\d{2}-\d{2}$/.test(event.target.value)) onDay(event.target.value);
        }}
      />
    </label>
  );
}
