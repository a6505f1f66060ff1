import { fileURLToPath } from "node:url";
import { checkRegistry, deriveSubjects, knownIn, periodOf, registryOfSubjects, type Subject } from "@biaochi/engine";
import { describe, expect, it } from "vitest";
import { readDataset } from "./dataset.ts";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
/** The registry that is made from subjects alone derives them again. */
const roundTrip = (subjects: readonly Subject[], when: Parameters<typeof deriveSubjects>[1]) =>
  byId(deriveSubjects(registryOfSubjects(subjects, when.cycle), when));
const byId = (subjects: readonly Subject[]) => [...subjects].sort((a, b) => (a.id < b.id ? -1 : 1));

async function bothWays(folder: string) {
  const { dataset, findings } = await readDataset({ folder });
  if (!dataset) throw new Error(JSON.stringify(findings.kept));
  const when = { cycle: periodOf(dataset.scheme.cycle), cutOff: dataset.about.cutOff };
  return { dataset, when, read: byId(dataset.facts.subjects), derived: byId(deriveSubjects(dataset.registry, when)) };
}

describe("the registry of a folder", () => {
  it("derives the very subjects of the demo city, with their service", async () => {
    const { dataset, when, read, derived } = await bothWays(at("../../../examples/demo-city/"));
    expect(read.length).toBe(60 + 58 + 1500);
    expect(read.filter(({ service }) => service.length > 0).length).toBeGreaterThan(10);
    expect(derived).toEqual(read);
    expect(roundTrip(read, when)).toEqual(read);
    expect(checkRegistry(dataset.registry, knownIn(dataset.registry, []))).toEqual([]);
    expect(dataset.registry.section.length).toBeGreaterThanOrEqual(3 * 60);
    const withoutSection = read.filter(
      ({ type, attributes: { roleClass, section } }) =>
        type === "official" && (roleClass === "sectionHead" || roleClass === "staff") && !section,
    );
    expect(withoutSection).toEqual([]);
  }, 60_000);

  it.each(["people-and-a-merger", "plain"])("derives those of %s", async (name) => {
    const { read, derived, when } = await bothWays(at(`fixtures/ok/${name}/`));
    expect(derived).toEqual(read);
    expect(roundTrip(read, when)).toEqual(read);
  });
});
