import type { Scheme, SchemeFinding } from "@biaochi/engine";
import type { Transaction } from "../../../platform/database.ts";
import type { Scope } from "../../../platform/scope.ts";
import { checkAgainstLibrary } from "../library/check-scheme.ts";
import { rulebookCheck } from "../rulebook-check.ts";

/** What a check says of a draft: `lint.<code>` and `lint.<code>.mend` in the words. */
export type SubmitFinding = Pick<SchemeFinding, "code" | "severity" | "line" | "values"> &
  Partial<Pick<SchemeFinding, "expected" | "found" | "names">>;

export type Submitted = {
  readonly programme: string;
  readonly scheme: Scheme;
  readonly text: string;
  readonly today: string;
};

/**
 * What a draft has to pass beside the linter, which knows the document alone: what other parts of the house know. An error
 * keeps it from being submitted and from being approved; a warning is acknowledged by whoever submits it.
 */
export type SubmitCheck = (tx: Transaction, scope: Scope, draft: Submitted) => Promise<readonly SubmitFinding[]>;

/** Each part of this stage that has something to say about drafts adds its check here. */
export const submitChecks: readonly SubmitCheck[] = [rulebookCheck, checkAgainstLibrary];
