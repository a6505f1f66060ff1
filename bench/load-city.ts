// Makes a data folder with a whole bench city in it, to be opened by the product. `load-city.ts <size> <data folder> [units] [arriving]`
import process from "node:process";
import { foldBlocks } from "../server/src/stages/intake/block-upkeep.ts";
import { openCityPlatform, recordCity } from "./city-database.ts";

const [, , size = "M", data = "", units = "200", arriving] = process.argv;
const platform = await openCityPlatform(data);
try {
  await platform.database.withConnection(async (client) => {
    const narrow = await recordCity(client, { size, units: Number(units), arriving: arriving !== undefined });
    process.stdout.write(`narrow facts: ${Math.round(narrow)} ms\n`);
    const start = performance.now();
    await client.query("analyze");
    const folded = await foldBlocks(client, "bench");
    process.stdout.write(`blocks: ${Math.round(performance.now() - start)} ms ${JSON.stringify(folded)}\n`);
  });
} finally {
  await platform.close();
}
