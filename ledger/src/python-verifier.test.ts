// The verifier in Python was written from FORMAT.md alone: where it and we say different things, the page was not enough.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { base64, utf8 } from "./bytes.ts";
import { checkReceipt } from "./check-receipt.ts";
import { foldAll } from "./fold.ts";
import { runLog } from "./log/test-log-folder-node.ts";
import { formatReceipt, parseReceipt, receiptFromText, receiptToText } from "./receipt.ts";
import { formatRecordLine } from "./snapshot-tree.ts";
import { exportLog, publish, trustPolicyText, witnesses } from "./test-export.ts";
import { chanceFrom, randomLog } from "./test-history.ts";
import { origin } from "./test-log.ts";
import { amended, erased, issued } from "./test-receipts.ts";
import { scriptedLog } from "./test-script.ts";
import { parseTrustPolicy } from "./trust-policy.ts";
import { voidReasons } from "./verdict.ts";

const folder = join(import.meta.dirname, "../../verifiers/python");
const isHere = spawnSync("python3", ["-c", "import sys; sys.exit(sys.version_info < (3, 8))"]).status === 0;
const seeds = Number(process.env.BIAOCHI_RANDOM_LOGS ?? 6);

function python(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync("python3", ["-B", ...args], { cwd: folder, maxBuffer: 2 ** 26 });
  return { status, out: stdout.toString(), wrong: stderr.toString() };
}

function somewhere(): string {
  const made = mkdtempSync(join(tmpdir(), "biaochi-python-"));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

/** What `verify.py log --json` should say. */
function told(leaves: readonly Uint8Array[]) {
  const { state, verdicts } = foldAll(origin, leaves);
  const records = [...state.records.values()].sort((a, b) => a.index - b.index);
  return {
    verdicts: verdicts.map((each) => (each.isValid ? "valid" : each.reason)),
    state: {
      time: state.time,
      policy: state.policy?.hash ?? null,
      closed: state.closedAt !== undefined,
      keys: [...state.keys.keys()].sort(),
      records: records.map((each) => formatRecordLine({ ...each, isErased: each.erased !== undefined })),
      snapshotRoot: base64(state.tree.root()),
    },
  };
}

describe.skipIf(!isHere)(isHere ? "the verifier in Python" : "skipped: there is no python3 from 3.8 on here", () => {
  test("agrees on every vector of others", { timeout: 300_000 }, () => {
    const { status, out } = python("vectors.py", join(folder, "../../vectors/ledger"));
    expect(out).not.toContain("against");
    expect(out.trim().split("\n").length).toBeGreaterThanOrEqual(13);
    expect(status).toBe(0);
  });

  test("comes to the same verdicts in a log where every rule speaks", { timeout: 300_000 }, () => {
    const { leaves } = scriptedLog();
    const expected = told(leaves);
    const heard = new Set(expected.verdicts);
    expect(voidReasons.filter((reason) => !heard.has(reason))).toEqual(["not-open"]); // here the first entry opens it
    expect(leaves.length).toBeGreaterThan(80);
    const place = somewhere();
    exportLog(place, leaves);
    const { out } = python("verify.py", "log", place, "--json", "--now", "1800000000");
    const said = JSON.parse(out);
    expect(said.verdicts).toEqual(expected.verdicts);
    expect(said.state).toEqual(expected.state);
  });

  const list = Array.from({ length: seeds }, (_, at) => at);
  test.each(list)("comes to the same verdicts and the same state, history %i", { timeout: 300_000 }, (seed) => {
    const { leaves } = randomLog(seed, 80);
    const place = somewhere();
    exportLog(place, leaves);
    const { out, wrong } = python(
      "verify.py",
      "log",
      place,
      "--policy",
      join(place, "trust-policy"),
      "--json",
      "--now",
      "1800000000",
    );
    expect(wrong).toBe("");
    const said = JSON.parse(out);
    const expected = told(leaves);
    expect(said.verdicts).toEqual(expected.verdicts);
    expect(said.state).toEqual(expected.state);
    expect(Object.keys(said.witnesses)).toEqual(["org", "discipline", "unit"]);
  });

  test("verifies the folder of a log as the log itself left it, and comes to its state", {
    timeout: 300_000,
  }, async () => {
    const ran = await runLog(somewhere(), 12);
    const asked = ["log", ran.folder, "--policy", ran.policy, "--json"];
    const { out, wrong, status } = python("verify.py", ...asked);
    expect([wrong, status]).toEqual(["", 0]);
    const said = JSON.parse(out);
    expect(said.verdicts).toEqual(Array.from({ length: ran.size }, () => "valid"));
    expect(said.state.snapshotRoot).toBe(ran.snapshotRoot);
    expect(Object.keys(said.witnesses).length).toBeGreaterThanOrEqual(3);
    const bundle = join(ran.folder, "tile/entries", `000.p/${ran.size}`);
    const bytes = readFileSync(bundle);
    bytes[400] = (bytes[400] ?? 0) ^ 1;
    writeFileSync(bundle, bytes);
    expect(python("verify.py", ...asked).status).toBe(1);
  });

  const policy = parseTrustPolicy(utf8(trustPolicyText));

  /** What we say of the bytes of a receipt, in the words of `verify.py receipt --json`. */
  function ours(bytes: Uint8Array) {
    const text = new TextDecoder("latin1").decode(bytes);
    const receipt = text.startsWith("BC1:") ? receiptFromText(text) : parseReceipt(bytes);
    const found = receipt.ok && policy.ok ? checkReceipt(receipt.value, policy.value, 1_800_000_000n) : undefined;
    if (found?.ok !== true) return { says: "refused" };
    const { standing, index, snapshot, record, isOpened } = found.value;
    return {
      ...{ says: standing, index: Number(index), snapshot: snapshot?.index, version: record?.version },
      ...{ opens: isOpened, witnesses: [...found.value.witnesses.keys()] },
    };
  }

  function theirs(bytes: Uint8Array, place: string) {
    writeFileSync(join(place, "receipt"), bytes);
    writeFileSync(join(place, "policy"), trustPolicyText);
    const options = ["--policy", join(place, "policy"), "--json", "--now", "1800000000"];
    const { out, wrong } = python("verify.py", "receipt", join(place, "receipt"), ...options);
    expect(wrong).toBe("");
    const said = JSON.parse(out);
    if (said.says === "refused") return { says: "refused" };
    const { says, index, snapshot, version, opens } = said;
    return { says, index, snapshot, version, opens, witnesses: Object.keys(said.witnesses) };
  }

  const cases = {
    latest: issued(),
    included: issued(undefined, { isLatest: false }),
    superseded: issued(amended),
    erased: issued(erased),
  };

  test.each(Object.entries(cases))("says the same of a receipt: %s", { timeout: 300_000 }, (name, receipt) => {
    const place = somewhere();
    const text = receiptToText(receipt);
    const file = formatReceipt(receipt);
    expect(theirs(file, place)).toEqual(ours(file));
    expect(ours(file).says).toBe(name);
    if (!text.ok) expect.fail("text");
    expect(theirs(utf8(text.value), place)).toEqual(ours(file));
    const unwitnessed = formatReceipt({ ...receipt, checkpoint: publish([utf8("x")], witnesses.slice(0, 2)) });
    expect(theirs(unwitnessed, place)).toEqual({ says: "refused" });
  });

  test("says the same where one line of four is spoilt, and where no clock agrees with it", {
    timeout: 300_000,
  }, () => {
    const place = somewhere();
    const whole = issued(undefined, { who: witnesses });
    const text = new TextDecoder().decode(whole.checkpoint);
    const last = text.lastIndexOf("=") - 6;
    const spoilt = `${text.slice(0, last)}${text[last] === "A" ? "B" : "A"}${text.slice(last + 1)}`;
    const good = formatReceipt(whole);
    const bad = formatReceipt({ ...whole, checkpoint: utf8(spoilt) });
    expect(theirs(good, place)).toMatchObject({ says: "latest", witnesses: ["org", "discipline", "unit", "third"] });
    expect(theirs(bad, place)).toEqual({ says: "refused" });
    expect(ours(bad)).toEqual({ says: "refused" });
    const [file, policyFile] = [join(place, "receipt"), join(place, "policy")];
    writeFileSync(file, good);
    const early = python("verify.py", "receipt", file, "--policy", policyFile, "--json", "--now", "1799999000");
    expect(JSON.parse(early.out)).toMatchObject({ says: "refused" });
    expect(early.status).toBe(1);
    expect(python("verify.py", "receipt", join(place, "nothing"), "--policy", policyFile).status).toBe(2);
  });

  test("says the same of receipts with a byte changed, put in or taken out", { timeout: 300_000 }, () => {
    const place = somewhere();
    const chance = chanceFrom(7);
    const file = formatReceipt(cases.superseded);
    for (let round = 0; round < 5 * seeds; round += 1) {
      const at = chance(file.length);
      const changed = [...file];
      changed.splice(at, chance(2), ...(chance(2) === 0 ? [chance(256)] : []));
      const bytes = Uint8Array.from(changed);
      expect(theirs(bytes, place), `byte ${at}`).toEqual(ours(bytes));
    }
  });
});
