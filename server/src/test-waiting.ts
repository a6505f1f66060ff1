/** What waits for a second person, or was decided by one, as the matrix of permissions needs it in the town. */
type Ask = (text: string, values?: readonly unknown[]) => Promise<Record<string, unknown> | undefined>;

export function waitingIn(one: Ask) {
  const made = async (text: string, values: readonly unknown[] = []) => Number((await one(text, values))?.id);
  return {
    /** A grant that waits. */
    propose: (account: string): Promise<number> =>
      made(
        `insert into role_grant (account, role, reach, programme, things, first_day, reason, given_by)
         values ($1, 'liaison', 'units', 'town', '{u3}', '2025-01-01', 'test', 'somebody') returning id`,
        [account],
      ),
    /** What was accepted in a test is taken back, so that the next case finds everybody as before. */
    async endProposed(): Promise<void> {
      await one(`update role_grant set ended_by = 'test', ended_at = now(), end_reason = 'test'
        where given_by = 'somebody' and ended_at is null`);
    },
    /** Somebody's application to export results of people of a unit, before those who decide beside this role. */
    apply: (run: number, unit: string, role: string): Promise<number> =>
      made(
        `insert into export_approval (run, what, unit, purpose, until, account, decider)
         values ($1, 'standings', $2, 'test', current_date + 9, 'somebody', $3) returning id`,
        [run, unit, role === "authority" ? "office" : "unit"],
      ),
    /** An application of one's own. */
    applyAs: (account: string, run: number): Promise<number> =>
      made(
        `insert into export_approval (run, what, unit, purpose, until, account, decider)
         values ($1, 'standings', 'u1', 'test', current_date + 9, $2, 'unit') returning id`,
        [run, account],
      ),
    /** One that was approved, for the score sheet of one person. */
    approved: (run: number | undefined, subject: string, account: string): Promise<number> =>
      made(
        `insert into export_approval (run, what, subject, purpose, until, account, decider, decided_by, decided_at, approved)
         values ($1, 'score-sheets', $2, 'test', current_date + 9, $3, 'office', 'somebody', now(), true) returning id`,
        [run, subject, account],
      ),
    /** A trial of the town's scheme that nobody has begun. */
    tryOut: async (): Promise<number> => {
      await one(
        "insert into trial_document select digest, document from scheme_version where programme = 'town' limit 1 on conflict do nothing",
      );
      const trial = await made(
        `insert into trial (sitting, programme, document, scheme, version, title, base_scheme, base_version, recording, period, kind, asked_by)
         select nextval('trial_sitting'), programme, digest, scheme, version, title, scheme, version, recording, cycle, 'replay', 'somebody'
         from scheme_version where programme = 'town' limit 1 returning id`,
      );
      await one("insert into trial_course (trial) values ($1)", [trial]);
      return trial;
    },
    /** An erasure that somebody else asked for. */
    wish: (): Promise<number> =>
      made(
        `insert into erasure (programme, subject, basis, document, reason, identity, facts, asked_by)
         values ('town', 'u1-p3', 'ordered', 'd', 'r', true, '{}', 'somebody') returning id`,
      ),
  };
}
