import type { WarningBasis, WarningCourse } from "@biaochi/contract";
import { periodName } from "@biaochi/words";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { figureSaid, lineSaid } from "./warning-said.tsx";

/** The figures that a projection rests on, the projection, its range and the line. */
export function BasisTable({ basis, course }: { readonly basis: WarningBasis; readonly course: WarningCourse }) {
  const say = useSay();
  const { before, figures, method, low, high } = basis;
  const rows = [
    ...before.map((each, n) => ({ ...each, isBefore: true, soFar: course.before[n]?.value ?? null })),
    ...figures.map((each, n) => ({ ...each, isBefore: false, soFar: course.now[n]?.value ?? null })),
  ];
  /** Where a part is not what the period came to after it. */
  const isCollected = rows.some(({ value, soFar }) => value !== soFar);
  const none = isCollected && <td />;
  return (
    <Scroll label={say("warnings.basis")}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{say("warnings.period")}</th>
            <th scope="col" className="number">
              {say.named(basis.indicator.name)}
            </th>
            {isCollected && (
              <th scope="col" className="number">
                {say("warnings.so-far")}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ period, value, isBefore, soFar }) => (
            <tr key={`${isBefore} ${period}`}>
              <th scope="row">
                {periodName(say.language, period)}
                {isBefore && <span className="quiet small"> {say("warnings.before")}</span>}
              </th>
              <td className="number">{value === null ? say("warnings.to-come") : figureSaid(say, basis, value)}</td>
              {isCollected && <td className="number">{soFar === null ? "" : figureSaid(say, basis, soFar)}</td>}
            </tr>
          ))}
          {method !== null && method !== "final" && (
            <tr>
              <th scope="row">{say("warnings.projection")}</th>
              {none}
              <td className="number">{figureSaid(say, basis, basis.value)}</td>
            </tr>
          )}
          {low !== null && high !== null && (
            <tr>
              <th scope="row">{say("warnings.range")}</th>
              {none}
              <td className="number">
                {say("warnings.range.of", { low: figureSaid(say, basis, low), high: figureSaid(say, basis, high) })}
              </td>
            </tr>
          )}
          <tr>
            <th scope="row">{say("warnings.line")}</th>
            {none}
            <td className="number">{lineSaid(say, basis)}</td>
          </tr>
        </tbody>
      </table>
    </Scroll>
  );
}
