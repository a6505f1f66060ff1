// A process that is killed: `test-ingest-node.ts <data folder>` takes entries in as fast as it can and says on
// its standard output which ones it was told an index of.
import { base64 } from "../bytes.ts";
import { countFrom } from "../test-log.ts";
import { leafHash } from "../tree.ts";
import { openLog } from "./log-folder-node.ts";
import { TestCity } from "./test-city.ts";
import { placesIn } from "./test-places-node.ts";

const [, , data = ""] = process.argv;
countFrom(0);
const city = new TestCity();
const opened = await openLog(placesIn(data), {
  ask: city.witnesses.ask,
  interval: 5,
  grace: 1,
  pace: { batch: 2, mostInBatch: 64, mostWaiting: 4096, retry: 10 },
});
if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
process.stdout.write("open\n");
const { log } = opened.value;
await Promise.all(
  Array.from({ length: 8 }, async () => {
    for (;;) {
      const leaf = city.leaf({ id: crypto.randomUUID().replaceAll("-", "") });
      const outcome = await log.submit(leaf);
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
      process.stdout.write(`${outcome.value.index} ${base64(leafHash(leaf))}\n`);
    }
  }),
);
