import { join } from "node:path";
import type { LogPlaces } from "./log-folder-node.ts";

export const placesIn = (data: string): LogPlaces => ({
  folder: join(data, "log"),
  key: join(data, "log-key"),
  highWater: join(data, "log-high-water"),
});
