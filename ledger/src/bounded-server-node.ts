// What a stranger may keep of a door to the network: so many connections, each for so long.
import { createServer, type RequestListener, type Server } from "node:http";

export interface DoorLimits {
  readonly connections: number;
  readonly headerBytes: number;
  /** Milliseconds, counted from the first and not from the latest byte: until the headers are there, until the request is. */
  readonly headers: number;
  readonly request: number;
  /** Milliseconds after an answer in which nothing more is asked. */
  readonly idle: number;
}

export function boundedServer(limits: DoorLimits, answer: RequestListener): Server {
  const server = createServer(
    {
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headers,
      requestTimeout: limits.request,
      keepAliveTimeout: limits.idle,
      connectionsCheckingInterval: Math.min(1000, limits.headers), // half a minute unless told, whatever the limits are
    },
    answer,
  );
  server.maxConnections = limits.connections;
  return server;
}
