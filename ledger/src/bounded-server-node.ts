// What a stranger may keep of a door to the network: so many connections, each for so long.
import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";

export interface DoorLimits {
  readonly connections: number;
  /** Of them, those of one address. Behind a reverse proxy all come from its address. */
  readonly perAddress: number;
  readonly headerBytes: number;
  /** Milliseconds, counted from the first and not from the latest byte: until the headers are there, until the request is. */
  readonly headers: number;
  readonly request: number;
  /** Milliseconds in which nothing of an answer could be written, since whoever asked does not read it. */
  readonly unread: number;
  /** Milliseconds after an answer in which nothing more is asked. */
  readonly idle: number;
}

/** A door that only this machine can reach stands behind a reverse proxy; one that others reach keeps three quarters for the others. */
export function usualPerAddress(host: string, connections: number): number {
  return isLoopback(host) ? connections : Math.ceil(connections / 4);
}

const isLoopback = (host: string) => host === "localhost" || host === "::1" || /^127\./.test(host);

export function boundedServer(limits: DoorLimits, answer: RequestListener): Server {
  const server = createServer(
    {
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headers,
      requestTimeout: limits.request,
      keepAliveTimeout: limits.idle,
      connectionsCheckingInterval: Math.min(1000, limits.headers), // half a minute unless told, whatever the limits are
    },
    (request, response) => {
      letGoUnread(response, limits.unread);
      answer(request, response);
    },
  );
  server.maxConnections = limits.connections;
  server.on("connection", countAddresses(limits.perAddress));
  return server;
}

/** Nothing is said of an answer that takes its time to be made: as long as none waits to be written, nobody is at fault. */
function letGoUnread(response: ServerResponse, patience: number): void {
  response.setTimeout(patience, () => {
    if ((response.socket?.writableLength ?? 0) > 0) response.destroy();
  });
}

function countAddresses(most: number): (socket: Socket) => void {
  const open = new Map<string, number>();
  return (socket) => {
    const address = socket.remoteAddress ?? "";
    const those = (open.get(address) ?? 0) + 1;
    open.set(address, those);
    socket.once("close", () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    });
    if (those > most) socket.destroy();
  };
}
