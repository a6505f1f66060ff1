// `witness status`: for those who watch over the node.
import { base64 } from "../bytes.ts";
import { EvidenceFolder } from "./evidence-folder-node.ts";
import { holdFolder } from "./folder-lock-node.ts";
import { readNodeKey } from "./node-keys-node.ts";
import { readSettings } from "./node-settings-node.ts";
import { notice, type Tell } from "./notice.ts";
import { WitnessState } from "./witness-state-node.ts";

/**
 * 0 only if a witness runs here, what it last cosigned of every log is on the disk and its own, and nothing that a log signed proves
 * a fork.
 */
export function witnessStatus(
  folder: string,
  passphrase: string | undefined,
  { print, tell }: { readonly print: (text: string) => void; readonly tell: Tell },
): 0 | 3 {
  const settings = readSettings(folder, "witness");
  const key = settings.ok ? readNodeKey(folder, "witness", settings.value.name, passphrase) : settings;
  if (!settings.ok || !key.ok) {
    if (!key.ok) tell(key.notice);
    return 3;
  }
  const lock = holdFolder(folder);
  if (lock.ok) lock.value.release();
  const state = new WitnessState(folder, key.value.key);
  let isWhole = true;
  const logs = [...settings.value.keys.keys()].map((origin) => {
    const last = state.read(origin);
    if (!last.ok) {
      tell(last.notice);
      isWhole = false;
      return { origin, state: last.notice.code };
    }
    if (last.value === undefined) return { origin, size: "0" };
    const { size, root } = last.value.checkpoint;
    return { origin, size: size.toString(), root: base64(root) };
  });
  const kept = new EvidenceFolder(folder).list();
  const forks = kept.filter(({ kind }) => kind === "fork").map(({ file }) => file);
  print(
    JSON.stringify({ name: settings.value.name, isRunning: !lock.ok, logs, forks, kept: kept.length }, undefined, 1),
  );
  if (lock.ok) tell(notice("witness-not-running", { folder }));
  tell(notice(forks.length === 0 ? "status-sound" : "status-alarmed", { alarms: forks.length }));
  return !lock.ok && isWhole && forks.length === 0 ? 0 : 3;
}
