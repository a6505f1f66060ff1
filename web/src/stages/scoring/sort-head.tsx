import type { Choice } from "./choice.ts";

type Sort = NonNullable<Choice["sort"]>;
type Props = {
  readonly name: Sort;
  readonly label: string;
  readonly isNumber: boolean;
  readonly sort: Sort;
  readonly direction: "asc" | "desc";
  readonly choose: (change: { readonly sort: Sort; readonly direction: "asc" | "desc" }) => void;
};

/** First press: best first, or in order; second press: the other way round; third: back to protocol order. */
export function SortHead({ name, label, isNumber, sort, direction, choose }: Props) {
  const first = name === "score" ? "desc" : "asc";
  const isOn = sort === name;
  const press = () => {
    if (!isOn) choose({ sort: name, direction: first });
    else if (direction === first) choose({ sort: name, direction: first === "asc" ? "desc" : "asc" });
    else choose({ sort: "protocol", direction: "asc" });
  };
  return (
    <th
      scope="col"
      {...(isNumber ? { className: "number" } : {})}
      aria-sort={isOn ? (direction === "asc" ? "ascending" : "descending") : "none"}
    >
      <button type="button" className="sort" onClick={press}>
        {label}
        {isOn && <span aria-hidden="true">{direction === "asc" ? " ↑" : " ↓"}</span>}
      </button>
    </th>
  );
}
