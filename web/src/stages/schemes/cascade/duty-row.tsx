import type { UnitTasks } from "@biaochi/contract";
import { Button } from "antd";
import { chosenOf, Options } from "../../../frame/field.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { ClosingLine } from "./closing-line.tsx";
import { type DraftDuty, type DraftPerson, dutyRoles, giveToSection, roleFor, shareOut } from "./draft.ts";
import { closingOfTyped, isMistyped } from "./figures.ts";

type Props = {
  readonly task: UnitTasks["tasks"][number];
  readonly of: UnitTasks;
  readonly duty: DraftDuty;
  readonly isMean: boolean;
  /** Which row, for those who hear the page. */
  readonly label: string;
  /** Undefined: the row goes. */
  readonly onDuty: (duty: DraftDuty | undefined) => void;
};

/** A section's duty: what, how much of it, and by whom. */
export function DutyRow({ task, of, duty, isMean, label, onDuty }: Props) {
  const say = useSay();
  const { key } = duty;
  const sections = of.sections.map(({ section, name }) => ({ value: section, label: say.named(name) }));
  const set = (more: Partial<DraftDuty>) => onDuty({ ...duty, ...more });
  return (
    <tr>
      <td>
        <span className="narrow-label">{say("cascade-paper.section")}</span>
        <select
          aria-label={`${label} ${say("cascade-paper.section")}`}
          value={duty.section}
          onChange={(event) =>
            set({ section: chosenOf([{ value: "", label: "" }, ...sections], event.target.value, "") })
          }
        >
          <option value="">{say("cascade-paper.whole-unit")}</option>
          <Options options={sections} />
        </select>
        <Button
          size="small"
          type="text"
          aria-label={`${say("cascade.remove")} ${label}`}
          onClick={() => onDuty(undefined)}
        >
          {say("cascade.remove")}
        </Button>
      </td>
      <td>
        <span className="narrow-label">{say("cascade-paper.duty")}</span>
        <textarea
          id={`what-${key}`}
          rows={2}
          maxLength={300}
          aria-label={`${label} ${say("cascade-paper.duty")}`}
          value={duty.what}
          onChange={(event) => set({ what: event.target.value })}
        />
      </td>
      <td>
        <span className="narrow-label">{say("cascade-paper.share")}</span>
        <input
          id={`share-${key}`}
          className="short"
          inputMode="decimal"
          autoComplete="off"
          aria-label={`${label} ${say("cascade-paper.share")}`}
          aria-invalid={isMistyped(duty.share)}
          value={duty.share}
          onChange={(event) => set({ share: event.target.value })}
        />{" "}
        {task.measure}
      </td>
      {isMean && (
        <td>
          <span className="narrow-label">{say("cascade.coefficient")}</span>
          <input
            id={`coefficient-${key}`}
            className="short"
            inputMode="decimal"
            autoComplete="off"
            aria-label={`${label} ${say("cascade.coefficient")}`}
            aria-invalid={isMistyped(duty.coefficient)}
            value={duty.coefficient}
            onChange={(event) => set({ coefficient: event.target.value })}
          />
        </td>
      )}
      <td>
        <span className="narrow-label">{say("cascade.people")}</span>
        <People {...{ task, of, duty, label, onDuty }} />
      </td>
    </tr>
  );
}

type PeopleProps = Pick<Props, "task" | "of" | "duty" | "label" | "onDuty">;

function People({ task, of, duty, label, onDuty }: PeopleProps) {
  const say = useSay();
  const taken = new Set(duty.people.map(({ official }) => official));
  const free = of.people.filter(({ official }) => !taken.has(official.id));
  const here = free.filter(({ section }) => duty.section !== "" && section === duty.section);
  const others = free.filter((each) => !here.includes(each));
  const carriers = duty.people.filter(({ role }) => role === "carries");
  const put = (people: readonly DraftPerson[]) => onDuty({ ...duty, people });
  const add = (id: string) => {
    const person = of.people.find(({ official }) => official.id === id);
    if (person !== undefined) put([...duty.people, { official: id, role: roleFor(person), share: "" }]);
  };
  const options = (people: typeof free) =>
    people.map(({ official, leads, owns, carries }) => (
      <option key={official.id} value={official.id}>
        {say.named(official.name)}
        {leads + owns + carries === 0 ? ` · ${say("cascade.person.idle")}` : ""}
      </option>
    ));
  return (
    <>
      <ul className="bare people">
        {duty.people.map((person) => (
          <Person
            key={person.official}
            {...{ person, of, label, task }}
            id={`share-${duty.key}-${person.official}`}
            onPerson={(next) =>
              put(
                duty.people.flatMap((each) =>
                  each.official === person.official ? (next === undefined ? [] : [next]) : [each],
                ),
              )
            }
          />
        ))}
      </ul>
      <p className="doors">
        <select
          aria-label={`${label} ${say("cascade.person.add")}`}
          value=""
          onChange={(event) => add(event.target.value)}
        >
          <option value="">{say("cascade.person.add")}</option>
          {here.length > 0 && <optgroup label={say("cascade.person.here")}>{options(here)}</optgroup>}
          {others.length > 0 && <optgroup label={say("cascade.person.others")}>{options(others)}</optgroup>}
        </select>
        {here.length > 0 && (
          <Button
            size="small"
            aria-label={`${say("cascade.person.all")} ${label}`}
            onClick={() => onDuty(giveToSection(task, duty, of.people))}
          >
            {say("cascade.person.all")}
          </Button>
        )}
        {carriers.length > 1 && (
          <Button
            size="small"
            aria-label={`${say("cascade.even")} ${label}`}
            onClick={() => onDuty(shareOut(task, duty))}
          >
            {say("cascade.even")}
          </Button>
        )}
      </p>
      {carriers.length > 0 && (
        <ClosingLine closing={closingOfTyped(task.aggregation, duty.share, carriers)} measure={task.measure} />
      )}
    </>
  );
}

type PersonProps = Pick<Props, "of" | "label" | "task"> & {
  readonly person: DraftPerson;
  readonly id: string;
  readonly onPerson: (person: DraftPerson | undefined) => void;
};

function Person({ person, of, label, task, id, onPerson }: PersonProps) {
  const say = useSay();
  const found = of.people.find(({ official }) => official.id === person.official);
  const name = found === undefined ? person.official : say.named(found.official.name);
  const roles = dutyRoles.map((value) => ({ value, label: say(`duty-role.${value}`) }));
  return (
    <li>
      <span className="name">{name}</span>
      <select
        aria-label={`${label} ${name} ${say("cascade.role")}`}
        value={person.role}
        onChange={(event) => {
          const role = chosenOf(roles, event.target.value, person.role);
          onPerson({ ...person, role, share: role === "carries" ? person.share : "" });
        }}
      >
        <Options options={roles} />
      </select>
      {person.role === "carries" && (
        <span className="figure">
          <input
            id={id}
            className="short"
            inputMode="decimal"
            autoComplete="off"
            aria-label={`${label} ${name} ${say("cascade-paper.share")}`}
            aria-invalid={isMistyped(person.share)}
            value={person.share}
            onChange={(event) => onPerson({ ...person, share: event.target.value })}
          />{" "}
          {task.measure}
        </span>
      )}
      <Button
        size="small"
        type="text"
        aria-label={`${say("cascade.remove")} ${label} ${name}`}
        onClick={() => onPerson(undefined)}
      >
        ×
      </Button>
    </li>
  );
}
