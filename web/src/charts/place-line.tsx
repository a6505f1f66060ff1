/** Where places lie on a line from the first to the last; the words beside it say the same. */
const across = (place: number, of: number): number => (of <= 1 ? 100 : 6 + ((place - 1) / (of - 1)) * 188);

/** A point of a line that is stretched to its place: a stroke of no length keeps its round shape. */
const Dot = ({ at, isBefore }: { readonly at: number; readonly isBefore?: true }) => (
  <>
    <line className="dot" x1={at} x2={at} y1="8" y2="8" />
    {isBefore && <line className="dot hollow" x1={at} x2={at} y1="8" y2="8" />}
  </>
);

/** A rank with the interval around it: the line runs from the better to the worse end. */
export function IntervalLine(props: {
  readonly rank: number;
  readonly low: number;
  readonly high: number;
  readonly of: number;
}) {
  const { rank, low, high, of } = props;
  return (
    <svg className="place-line" viewBox="0 0 200 16" preserveAspectRatio="none" aria-hidden="true">
      <line x1="4" x2="196" y1="8" y2="8" />
      <line className="interval" x1={across(low, of) - 2} x2={across(high, of) + 2} y1="8" y2="8" />
      <Dot at={across(rank, of)} />
    </svg>
  );
}

/** From one rank to another: the ring is where it was, the dot where it is. */
export function MoveLine({
  from,
  to,
  of,
}: {
  readonly from: number | null;
  readonly to: number | null;
  readonly of: number;
}) {
  return (
    <svg className="place-line" viewBox="0 0 200 16" preserveAspectRatio="none" aria-hidden="true">
      <line x1="4" x2="196" y1="8" y2="8" />
      {from !== null && to !== null && from !== to && (
        <line className="interval" x1={across(from, of)} x2={across(to, of)} y1="8" y2="8" />
      )}
      {from !== null && <Dot at={across(from, of)} isBefore />}
      {to !== null && <Dot at={across(to, of)} />}
    </svg>
  );
}
