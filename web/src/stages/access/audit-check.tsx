import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { ask } from "../../exchange/ask.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Failed } from "../../frame/states.tsx";

/** One press, one answer: whole, or which lines are not what was sealed. */
export function AuditCheck() {
  const say = useSay();
  const check = useMutation({ mutationFn: () => ask("checkAudit") });
  const found = check.data;
  const n = found?.findings.length;
  return (
    <>
      <p>
        <Button loading={check.isPending} onClick={() => check.mutate()}>
          {say("audit.check")}
        </Button>
      </p>
      {check.error && <Failed error={check.error} />}
      <div role="status">
        {found && n === 0 && (
          <p>{say("audit.sound", { rows: found.rows, batches: found.batches, unsealed: found.unsealed })}</p>
        )}
        {found && n !== undefined && n > 0 && (
          <>
            <p>
              <span className="tag red">{say("audit.unsound", { rows: found.rows, batches: found.batches, n })}</span>
            </p>
            <ul>
              {found.findings.map(({ code, params }) => (
                <li key={code + Object.values(params).join()}>{say.composed(`audit.${code}`, params)}</li>
              ))}
            </ul>
          </>
        )}
      </div>
    </>
  );
}
