import { randomInt } from "node:crypto";
import { createServer, type Server } from "node:net";

const lowest = 10_240;
const firstOfClients = 32_768;

/**
 * Ports of this machine that are free just now. They lie below those that systems give to whoever connects, so that no
 * connection takes one before its server is there.
 */
export async function freePorts(count: number): Promise<number[]> {
  const held = new Map<number, Server>();
  while (held.size < count) {
    const port = randomInt(lowest, firstOfClients);
    const server = held.has(port) ? undefined : await hold(port);
    if (server !== undefined) held.set(port, server);
  }
  await Promise.all([...held.values()].map((server) => new Promise((closed) => server.close(closed))));
  return [...held.keys()];
}

function hold(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}
