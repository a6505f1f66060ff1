import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { session } from "../../../exchange/questions.ts";
import { WhichChoice } from "../../../frame/choices.tsx";
import { leads, useAccount, useMay } from "../../../frame/current.ts";
import { useSay } from "../../../frame/preferences.tsx";

/** The year of an address, or the one in the city. */
export function useYear(chosen: number | undefined): number {
  const today = useQuery(session).data?.today;
  return chosen ?? Number(today?.slice(0, 4) ?? 0);
}

/** The unit for which somebody answers. */
export function useOwnUnit(): string | undefined {
  const account = useAccount();
  return account && leads(account) ? account.unit?.id : undefined;
}

/** The pages about burden, for those who may open them. */
export function BurdenLinks({ programme }: { readonly programme: string }) {
  const say = useSay();
  const unit = useOwnUnit();
  const mayRegister = useMay("register-burden");
  const params = { programme };
  return (
    <nav className="trail quiet no-print" aria-label={say("burden.to")}>
      <Link to="/programmes/$programme/burden" params={params}>
        {say("burden.to.report")}
      </Link>
      {unit !== undefined && (
        <Link to="/programmes/$programme/burden/units/$unit" params={{ ...params, unit }}>
          {say("burden.to.unit")}
        </Link>
      )}
      <Link to="/programmes/$programme/burden/requests" params={params}>
        {say("burden.to.requests")}
      </Link>
      {mayRegister && (
        <Link to="/programmes/$programme/burden/register" params={params}>
          {say("burden.to.register")}
        </Link>
      )}
      <Link to="/programmes/$programme/burden/rules" params={params}>
        {say("burden.to.rules")}
      </Link>
    </nav>
  );
}

/** Which year: this one and the four before. */
export function YearChoice({ year, onYear }: { readonly year: number; readonly onYear: (year: number) => void }) {
  const say = useSay();
  const now = useYear(undefined);
  const years = [...new Set([year, ...Array.from({ length: 5 }, (_, n) => now - n)])].sort((a, b) => b - a);
  return (
    <WhichChoice
      id="burden-year"
      label={say("burden.year")}
      value={String(year)}
      options={years.map((each) => ({ value: String(each), label: say("burden.in-year", { year: String(each) }) }))}
      onValue={(value) => onYear(Number(value))}
    />
  );
}
