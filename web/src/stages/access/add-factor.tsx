import type { SignInStep } from "@biaochi/contract";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { create } from "qrcode";
import { useId } from "react";
import { ask } from "../../exchange/ask.ts";
import { RefusedHere } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { CodeForm } from "./code-form.tsx";
import { addPasskey, hasPasskeys } from "./passkeys.ts";

type Props = { readonly onStep: (next: SignInStep) => void };

/** The two kinds of second factor, to choose one. */
export function AddFactor({ onStep }: Props) {
  const say = useSay();
  const passkey = useMutation({ mutationFn: addPasskey, onSuccess: onStep });
  const begin = useMutation({ mutationFn: () => ask("beginCode") });
  return (
    <>
      <RefusedHere error={passkey.error ?? begin.error} />
      <ul className="cards">
        {hasPasskeys() && (
          <li className="card">
            <h2>{say("factor.add.passkey")}</h2>
            <p>{say("factor.add.passkey.what")}</p>
            <Button type="primary" loading={passkey.isPending} onClick={() => passkey.mutate()}>
              {say("factor.add.passkey.do")}
            </Button>
          </li>
        )}
        <li className="card">
          <h2>{say("factor.add.code")}</h2>
          <p>{say("factor.add.code.what")}</p>
          {begin.data === undefined ? (
            <Button loading={begin.isPending} onClick={() => begin.mutate()}>
              {say("factor.add.code.do")}
            </Button>
          ) : (
            <CodeForm send={(code) => ask("addCode", { body: { code } })} onStep={onStep}>
              <p>{say("factor.add.code.scan")}</p>
              <QrCode text={begin.data.address} name={say("factor.add.code.qr")} />
              <p className="digest" data-secret>
                {say("factor.add.code.key")}: {begin.data.secret.replace(/.{4}/g, "$& ").trim()}
              </p>
            </CodeForm>
          )}
        </li>
      </ul>
    </>
  );
}

const margin = 4;

/** Drawn as one path: nothing inline for the content security to allow. */
function QrCode({ text, name }: { readonly text: string; readonly name: string }) {
  const title = useId();
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const { size } = modules;
  const squares: string[] = [];
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) if (modules.get(y, x)) squares.push(`M${x + margin} ${y + margin}h1v1h-1z`);
  const whole = size + 2 * margin;
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${whole} ${whole}`}
      role="img"
      aria-labelledby={title}
      shapeRendering="crispEdges"
    >
      <title id={title}>{name}</title>
      <rect width={whole} height={whole} fill="#fff" />
      <path d={squares.join("")} />
    </svg>
  );
}
