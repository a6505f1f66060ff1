import { Button } from "antd";
import { type ReactNode, useState } from "react";

type Deed = { readonly id: string; readonly label: string; readonly form: ReactNode };

/** Each act behind its button, one open at a time: what is read comes first, and a form only when it is wanted. */
export function BehindButtons({ deeds }: { readonly deeds: readonly Deed[] }) {
  const [openId, setOpenId] = useState<string>();
  const open = deeds.find(({ id }) => id === openId);
  return (
    <>
      <p className="doors no-print">
        {deeds.map(({ id, label }) => (
          <Button
            key={id}
            autoInsertSpace={false}
            aria-expanded={id === openId}
            onClick={() => setOpenId(id === openId ? undefined : id)}
          >
            {label}
          </Button>
        ))}
      </p>
      {open && <div className="deed">{open.form}</div>}
    </>
  );
}
