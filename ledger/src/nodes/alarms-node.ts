// What a mirror has to say against a log, kept until a person has dealt with it: on disk, in the status, and told once.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { utf8 } from "../bytes.ts";
import { writeDurably } from "./durable-node.ts";
import { type Notice, type NoticeCode, notice, type Tell } from "./notice.ts";

export interface Alarm extends Notice {
  /** Since when, and until when; what a log signed does not end. */
  readonly since: string;
  readonly until?: string;
}

export class Alarms {
  private readonly path: string;
  private readonly tell: Tell;
  private list: Alarm[];

  constructor(folder: string, tell: Tell) {
    this.path = join(folder, "alarms.json");
    this.tell = tell;
    this.list = readAlarms(folder);
  }

  /** Once for each matter: the same again is not told again. */
  raise(code: NoticeCode, params: Notice["params"]): void {
    const isSame = (each: Alarm) => each.code === code && JSON.stringify(each.params) === JSON.stringify(params);
    if (this.list.some((each) => each.until === undefined && isSame(each))) return;
    const told = notice(code, params);
    this.keep([...this.list, { ...told, since: new Date().toISOString() }]);
    this.tell(told);
  }

  /** For what passes: silence, a quorum that was missing. */
  end(code: NoticeCode): boolean {
    const isOver = (each: Alarm) => each.code === code && each.until === undefined;
    if (!this.list.some(isOver)) return false;
    this.keep(this.list.map((each) => (isOver(each) ? { ...each, until: new Date().toISOString() } : each)));
    return true;
  }

  standing(): readonly Alarm[] {
    return this.list.filter(({ until }) => until === undefined);
  }

  private keep(list: readonly Alarm[]): void {
    const past = list.filter(({ until }) => until !== undefined).slice(-100);
    this.list = [...past, ...list.filter(({ until }) => until === undefined)];
    writeDurably(this.path, utf8(`${JSON.stringify(this.list, undefined, 1)}\n`));
  }
}

export function readAlarms(folder: string): Alarm[] {
  const path = join(folder, "alarms.json");
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : [];
}
