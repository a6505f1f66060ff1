/** The values of a row under their names; what is absent shows a dash. */
export function RowValues({ values }: { readonly values: Readonly<Record<string, string | null>> }) {
  return (
    <dl className="row-values">
      {Object.entries(values).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value ?? "—"}</dd>
        </div>
      ))}
    </dl>
  );
}
