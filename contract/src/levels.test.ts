import { expect, it } from "vitest";
import { levelOfPage, levelOfRoute, levels, moduleOfPage, moduleOfRoute, modules } from "./levels.ts";
import { routes } from "./routes.ts";

it("every route belongs to a module, and every module but what is not built has a route", () => {
  const found = Object.entries(routes).map(([name, { path }]) => [name, moduleOfRoute(path)] as const);
  expect(found.filter(([, module]) => module === undefined).map(([name]) => name)).toEqual([]);
  const used = new Set(found.map(([, module]) => module));
  expect(Object.keys(modules).filter((module) => ![...used].some((each) => each === module))).toEqual(notBuilt);
});
const notBuilt = ["ballots", "record"];

it("whoever keeps the installation can always switch a level on again", () => {
  for (const { path, action } of Object.values(routes))
    if (/setting|session|sign-(in|out)|grant|account/.test(action))
      expect([action, levelOfRoute(path)]).toEqual([action, 0]);
  expect(levelOfPage("/settings")).toBe(0);
});

it("the longer beginning decides, whatever run it names; an address in no table needs everything", () => {
  expect(moduleOfRoute("/runs/{run}")).toBe("runs");
  expect(moduleOfRoute("/runs/12/verification/u1/objections")).toBe("verification");
  expect(moduleOfPage("/runs/$run/verification")).toBe("verification");
  expect([moduleOfPage("/"), moduleOfPage("/nowhere"), moduleOfRoute("/runsome")]).toEqual([
    "frame",
    undefined,
    undefined,
  ]);
  expect([levelOfPage("/nowhere"), levelOfRoute("/nowhere")]).toEqual([5, 5]);
  expect(levelOfPage("/programmes/city/figures")).toBe(4);
  expect(new Set(Object.values(modules))).toEqual(new Set(levels));
});
