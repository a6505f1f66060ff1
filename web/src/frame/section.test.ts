import { levelOfPage, moduleOfPage, modules } from "@biaochi/contract/levels";
import { describe, expect, it } from "vitest";
import { makeQuestions } from "../exchange/questions.ts";
import { makeRouter } from "../router.tsx";
import { sectionOf } from "./section.ts";

describe("the entry of the menu that is marked", () => {
  it.each([
    ["/", "home"],
    ["/runs/5/standings", "standings"],
    ["/runs/1/parts", "standings"],
    ["/runs/5/heat-map", "standings"],
    ["/runs/5/subjects/u-2", "standings"],
    ["/runs/5/subjects/u-1", "own"],
    ["/runs/2/subjects/u-1/sheet", "own"],
    ["/runs", "runs"],
    ["/runs/5", "runs"],
    ["/runs/5/compare", "runs"],
    ["/schemes/city/1", "scheme"],
    ["/library", "library"],
    ["/library/indicators/pm25", "library"],
    ["/schemes/city/1/lists", "scheme"],
    ["/schemes/city/1/lists/u-2", "scheme"],
    ["/schemes/city/1/lists/u-1", "own-list"],
    ["/documents", "documents"],
    ["/rulebooks", "rulebooks"],
    ["/red-lines", "rulebooks"],
    ["/local-rules", "rulebooks"],
    ["/connections/new", "arrivals"],
    ["/programmes/city/connections/hotline", "arrivals"],
    ["/programmes/city/streams/orders/quarantine", "arrivals"],
    ["/programmes/city/quality/findings/7", "quality"],
    ["/programmes/city/facts/f%3A1", undefined],
    ["/runs/5/subjects/%E0%A4%A", "standings"],
  ] as const)("%s: %s", (pathname, section) => {
    expect(sectionOf(pathname, "u-1")).toBe(section);
  });

  it("knows the own unit by a name that the address encodes", () => {
    expect(sectionOf("/runs/5/subjects/%E5%8D%95%E4%BD%8D%3A1", "单位:1")).toBe("own");
  });
});

describe("the level of a page", () => {
  const pages = Object.keys(makeRouter(makeQuestions()).routesByPath);

  it("is known of every page of the router", () => {
    expect(pages.length).toBeGreaterThan(50);
    expect(pages.filter((path) => moduleOfPage(path) === undefined)).toEqual([]);
    expect(moduleOfPage("/a-new-page")).toBeUndefined();
  });

  it("is that of its module, whatever run, programme or draft the address names", () => {
    const named = (path: string) => path.replace(/\$\w+/g, "7");
    const wrong = pages.filter((path) => levelOfPage(named(path)) !== modules[moduleOfPage(path) ?? "record"]);
    expect(wrong).toEqual([]);
  });
});
