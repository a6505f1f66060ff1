import type { RegistryAct } from "./acts.ts";
import { type Applied, changed, freshId, impossible, says } from "./applied.ts";
import { isTaken } from "./apply-units.ts";
import type { Day, Official, Post, Registry } from "./model.ts";
import { dayBefore, holdsOn } from "./months.ts";

type ActOf<Name extends RegistryAct["act"]> = Extract<RegistryAct, { readonly act: Name }>;

/** The acts on people and their posts, on bodies and their meetings. */
export function applyToPeople(registry: Registry, act: RegistryAct, effective: Day): Applied {
  switch (act.act) {
    case "add-official": {
      const { official: id, name, sort, regime, rank, managedBy, staffNumber } = act;
      if (isTaken(registry, id)) return impossible("id-taken", { id });
      const plain: Official = { id, name, sort, since: effective, aliases: [], attributes: {} };
      return says({ official: [changed(plain, { regime, rank, managedBy, staffNumber })] });
    }
    case "change-official": {
      const { act: _, official, ...said } = act;
      return onOfficial(registry, official, (known) => {
        const next = changed(known, said);
        return JSON.stringify(next) === JSON.stringify(known)
          ? impossible("nothing-changes", { id: official })
          : says({ official: [next] });
      });
    }
    case "end-official":
      return onOfficial(registry, act.official, (known) => {
        const until = dayBefore(effective);
        if (!holdsOn(known, until)) return impossible("not-then", { id: known.id, day: effective });
        const goesOn = (post: Post) => post.official === known.id && (post.until === undefined || post.until > until);
        const later = registry.post.find((post) => goesOn(post) && (post.since ?? "") > until);
        if (later !== undefined) return impossible("post-later", { post: later.id, since: later.since ?? "" });
        return says({
          official: [{ ...known, until }],
          post: registry.post.filter(goesOn).map((post) => ({ ...post, until })),
        });
      });
    case "give-post":
      return onOfficial(registry, act.official, () => givePost(registry, act, effective));
    case "change-post":
      return changePost(registry, act, effective);
    case "end-post":
      return onPost(registry, act.post, dayBefore(effective), (post) =>
        says({ post: [{ ...post, until: dayBefore(effective) }] }),
      );
    // A body is no entry: its end is kept beside it, with the edition that said so.
    case "end-body":
      return says({});
    case "record-meeting": {
      const { act: _, ...meeting } = act;
      const id = freshId(`${act.body}.`, registry.meeting);
      return says({ meeting: [{ id, ...meeting }] });
    }
    default:
      throw new TypeError(`no act ${act.act}`);
  }
}

function onOfficial(registry: Registry, id: string, then: (official: Official) => Applied): Applied {
  const official = registry.official.find((each) => each.id === id);
  return official === undefined ? impossible("official-unknown", { official: id }) : then(official);
}

function onPost(registry: Registry, id: string, day: Day, then: (post: Post) => Applied): Applied {
  const post = registry.post.find((each) => each.id === id);
  if (post === undefined) return impossible("post-unknown", { post: id });
  return holdsOn(post, day) ? then(post) : impossible("not-then", { id, day });
}

function givePost(registry: Registry, act: ActOf<"give-post">, since: Day): Applied {
  const { official, unit, kind, team, section, roleClass, title, share } = act;
  const plain: Post = { id: freshId(`${official}.`, registry.post), official, unit, kind, since, share: share ?? "1" };
  return says({ post: [changed(plain, { team, section, roleClass, title })] });
}

function changePost(registry: Registry, act: ActOf<"change-post">, effective: Day): Applied {
  const { act: _, post: id, ...said } = act;
  return onPost(registry, id, effective, (post) => {
    // Another unit has other teams and sections: those that are not named do not go along.
    const elsewhere = said.unit !== undefined && said.unit !== post.unit;
    const next = changed(post, elsewhere ? { team: null, section: null, ...defined(said) } : said);
    if (JSON.stringify(next) === JSON.stringify(post)) return impossible("nothing-changes", { id });
    if (post.since === effective) return says({ post: [next] });
    return says({
      post: [
        { ...post, until: dayBefore(effective) },
        { ...next, id: freshId(`${post.official}.`, registry.post), since: effective },
      ],
    });
  });
}

const defined = (said: object): object =>
  Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
