import type { RegistryAct } from "./acts.ts";
import { type Applied, changed, freshId, impossible, says } from "./applied.ts";
import type { Day, Post, Registry, Section } from "./model.ts";
import { dayBefore, holdsOn } from "./months.ts";

/** The acts on sections; undefined for the others. */
export function applyToSections(registry: Registry, act: RegistryAct, effective: Day): Applied | undefined {
  const until = dayBefore(effective);
  switch (act.act) {
    case "make-section": {
      const { unit, name, sort } = act;
      const id = freshId(`${unit}-s`, registry.section);
      return says({ section: [{ id, unit, name, sort, since: effective }] });
    }
    case "change-section":
      return onSection(registry, act.section, effective, (known) => {
        const next = changed(known, { name: act.name, sort: act.sort });
        return JSON.stringify(next) === JSON.stringify(known)
          ? impossible("nothing-changes", { id: known.id })
          : says({ section: [next] });
      });
    case "move-section":
      return onSection(registry, act.section, until, (known) => {
        if (act.unit === known.unit) return impossible("nothing-changes", { id: known.id });
        const { until: _, ...rest } = known;
        const id = freshId(`${act.unit}-s`, registry.section);
        const made: Section = { ...rest, id, unit: act.unit, since: effective };
        return says({
          section: [{ ...known, until }, made],
          post: act.carry
            ? carriedInto(registry, known.id, made, effective)
            : leftBehind(registry, known.id, effective),
        });
      });
    case "merge-section":
      return onSection(registry, act.section, until, (known) =>
        onSection(registry, act.into, effective, (into) => {
          if (into.id === known.id) return impossible("nothing-changes", { id: known.id });
          return says({
            section: [{ ...known, until }],
            post: act.carry
              ? carriedInto(registry, known.id, into, effective)
              : leftBehind(registry, known.id, effective),
          });
        }),
      );
    case "end-section":
      return onSection(registry, act.section, until, (known) =>
        says({ section: [{ ...known, until }], post: leftBehind(registry, known.id, effective) }),
      );
    default:
      return undefined;
  }
}

function onSection(registry: Registry, id: string, day: Day, then: (section: Section) => Applied): Applied {
  const section = registry.section.find((each) => each.id === id);
  if (section === undefined) return impossible("section-unknown", { section: id });
  return holdsOn(section, day) ? then(section) : impossible("not-then", { id, day });
}

/** Whoever is in a section on a day or comes into it later. */
const postsIn = (registry: Registry, section: string, day: Day): readonly Post[] =>
  registry.post.filter((post) => post.section === section && (post.until === undefined || post.until >= day));

/** The same work under another heading: what began before the day ends with it and goes on as another post. */
function goingOn(registry: Registry, posts: readonly Post[], day: Day, next: (post: Post) => Post): readonly Post[] {
  const taken = [...registry.post];
  return posts.flatMap((post) => {
    if (post.since !== undefined && post.since >= day) return [next(post)];
    const after = { ...next(post), id: freshId(`${post.official}.`, taken), since: day };
    taken.push(after);
    return [{ ...post, until: dayBefore(day) }, after];
  });
}

/** Into another section: of another unit, the team of the old one does not go along. */
const carriedInto = (registry: Registry, section: string, into: Section, day: Day): readonly Post[] =>
  goingOn(registry, postsIn(registry, section, day), day, ({ team, ...post }) => ({
    ...{ ...post, unit: into.unit, section: into.id },
    ...(team === undefined || into.unit !== post.unit ? {} : { team }),
  }));

/** In the unit, and in no section of it. */
const leftBehind = (registry: Registry, section: string, day: Day): readonly Post[] =>
  goingOn(registry, postsIn(registry, section, day), day, ({ section: _, ...post }) => post);
