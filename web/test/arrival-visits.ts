import type { Visit } from "./visits.ts";

/** How the pages of data that arrive are reached, in the demo with its two simulated systems. */
export function arrivalVisits(programme: string): Readonly<Record<string, readonly Visit[]>> {
  const arrivals = (path: string) => `/programmes/${programme}/${path}`;
  return {
    "/connections": [
      { name: "connections", as: "organiser", address: "/connections" },
      { name: "connections-keeper", as: "system-administrator", address: "/connections" },
      { name: "connections-auditor", as: "auditor", address: "/connections" },
      { name: "connections-refused", as: "head", address: "/connections", isRefused: true },
    ],
    "/connections/new": [
      { name: "connection-new", as: "organiser", address: "/connections/new" },
      { name: "connection-new-keeper", as: "system-administrator", address: "/connections/new" },
    ],
    "/programmes/$programme/connections/$connection": [
      { name: "connection", as: "organiser", address: arrivals("connections/hotline") },
      { name: "connection-keeper", as: "system-administrator", address: arrivals("connections/hotline") },
      { name: "connection-none", as: "organiser", address: arrivals("connections/none"), isRefused: true },
    ],
    "/programmes/$programme/connections/$connection/stream": [
      { name: "stream-new", as: "organiser", address: arrivals("connections/hotline/stream") },
    ],
    "/programmes/$programme/streams": [
      { name: "streams", as: "owner", address: arrivals("streams") },
      { name: "streams-head", as: "head", address: arrivals("streams") },
    ],
    "/programmes/$programme/streams/$stream": [
      { name: "stream", as: "organiser", address: arrivals("streams/hotline-orders") },
      { name: "stream-refused", as: "head", address: arrivals("streams/hotline-orders"), isRefused: true },
    ],
    "/programmes/$programme/streams/$stream/quarantine": [
      { name: "quarantine", as: "organiser", address: arrivals("streams/hotline-orders/quarantine") },
    ],
    "/programmes/$programme/streams/$stream/records": [
      { name: "records", as: "organiser", address: arrivals("streams/hotline-orders/records") },
      { name: "records-head", as: "head", address: arrivals("streams/hotline-orders/records") },
    ],
    "/programmes/$programme/streams/$stream/record": [
      {
        name: "record-none",
        as: "organiser",
        address: arrivals("streams/hotline-orders/record?key=none"),
        isRefused: true,
      },
    ],
  };
}
