import type { Visit } from "./visits.ts";

/** Pages of what the level above asks of the city, and of what it will give it: the demo's past year is there, with its result. */
export const upperVisits: Readonly<Record<string, readonly Visit[]>> = {
  "/upper-schemes": [
    { name: "upper-schemes", as: "organiser", address: "/upper-schemes" },
    { name: "upper-schemes-head", as: "head", address: "/upper-schemes" },
  ],
  "/upper-schemes/$upper": [
    { name: "upper-scheme", as: "organiser", address: "/upper-schemes/1" },
    { name: "upper-scheme-gone", as: "organiser", address: "/upper-schemes/999999", isRefused: true },
  ],
  "/upper-schemes/$upper/forecast": [
    { name: "upper-forecast", as: "organiser", address: "/upper-schemes/1/forecast" },
    { name: "upper-forecast-head", as: "head", address: "/upper-schemes/1/forecast" },
    { name: "upper-forecast-refused", as: "official", address: "/upper-schemes/1/forecast", isRefused: true },
  ],
};
