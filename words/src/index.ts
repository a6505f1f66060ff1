import { accessWords } from "./access.ts";
import { auditWords } from "./access-audit.ts";
import { accessEventWords } from "./access-events.ts";
import { accessKeepingWords } from "./access-keeping.ts";
import { accessPageWords } from "./access-pages.ts";
import { accessSignInWords } from "./access-sign-in.ts";
import { auditTellingWords } from "./audit-words.ts";
import { bringInWords } from "./bring-in.ts";
import { bringInPageWords } from "./bring-in-pages.ts";
import { correctionWords } from "./correction.ts";
import { datasetWords } from "./dataset.ts";
import { deferralWords } from "./deferrals.ts";
import { demoCityWords } from "./demo-city.ts";
import { documentWords } from "./documents.ts";
import { erasureWords } from "./erasures.ts";
import { exportWords } from "./exports.ts";
import { factWords } from "./facts.ts";
import { figureWords } from "./figures.ts";
import { keepingPageWords } from "./keeping-pages.ts";
import { fill, type Language, type Params, type Sentence } from "./language.ts";
import { ledgerWords } from "./ledger.ts";
import { lintWords } from "./lint.ts";
import { lintDocumentWords } from "./lint-document.ts";
import { logWords } from "./log.ts";
import { logNodeWords } from "./log-nodes.ts";
import { mailWords } from "./mail.ts";
import { ownDataWords } from "./own-data.ts";
import { platformWords } from "./platform.ts";
import { registryWords } from "./registry.ts";
import { registryPageWords } from "./registry-pages.ts";
import { resultWords } from "./results.ts";
import { rulePartWords } from "./rule-parts.ts";
import { ruleSentences } from "./rule-sentence.ts";
import { rules1Words } from "./rules-1.ts";
import { rules1LintWords } from "./rules-1-lint.ts";
import { rules1ToldWords } from "./rules-1-told.ts";
import { rules2Words } from "./rules-2.ts";
import { rules2LintWords } from "./rules-2-lint.ts";
import { runPageWords } from "./run-pages.ts";
import { runWords } from "./runs.ts";
import { schemePageWords } from "./scheme-pages.ts";
import { searchWords } from "./search.ts";
import { serverWords } from "./server.ts";
import { signInPageWords } from "./sign-in-pages.ts";
import { standingWords } from "./standings.ts";
import { stepWords } from "./steps.ts";
import { subjectWords } from "./subject.ts";
import { verificationWords } from "./verification.ts";
import { verifierWords } from "./verifier.ts";
import { webWords } from "./web.ts";
import { webFactWords } from "./web-facts.ts";
import { webRecordWords } from "./web-record.ts";

export { day, decimal, moment, money, percent, periodName, quantity, score, signed } from "./format.ts";
export { type Language, languages, type Params, parametersOf, type Sentence } from "./language.ts";
export type { RuleSays, RuleTold } from "./rule-sentence.ts";

const parts = {
  ...accessWords,
  ...registryWords,
  ...registryPageWords,
  ...accessPageWords,
  ...accessKeepingWords,
  ...auditWords,
  ...accessEventWords,
  ...auditTellingWords,
  ...accessSignInWords,
  ...bringInPageWords,
  ...bringInWords,
  ...correctionWords,
  ...datasetWords,
  ...deferralWords,
  ...demoCityWords,
  ...documentWords,
  ...erasureWords,
  ...exportWords,
  ...factWords,
  ...figureWords,
  ...keepingPageWords,
  ...ledgerWords,
  ...lintWords,
  ...lintDocumentWords,
  ...logNodeWords,
  ...logWords,
  ...mailWords,
  ...ownDataWords,
  ...platformWords,
  ...resultWords,
  ...rulePartWords,
  ...rules1LintWords,
  ...rules1ToldWords,
  ...rules1Words,
  ...rules2LintWords,
  ...rules2Words,
  ...runWords,
  ...runPageWords,
  ...schemePageWords,
  ...searchWords,
  ...serverWords,
  ...signInPageWords,
  ...standingWords,
  ...stepWords,
  ...webFactWords,
  ...webRecordWords,
  ...webWords,
  ...subjectWords,
  ...verificationWords,
  ...verifierWords,
} as const;
const sentences: Readonly<Record<string, Sentence>> = parts;

/** Every sentence that this product says has one code. */
export type Code = keyof typeof parts;
export const codes = Object.keys(parts) as readonly Code[];

export const isCode = (text: string): text is Code => Object.hasOwn(sentences, text);

/** The sentence for a code, with its parameters put in. */
export function say(language: Language, code: Code, params: Params = {}): string {
  return sayComposed(language, code, params);
}

/**
 * As {@link say}, for a code that was put together while running (`lint.${finding.code}`). An unknown code is shown as
 * itself, so that nothing is hidden.
 */
export function sayComposed(language: Language, code: string, params: Params = {}): string {
  const sentence = sentences[code]?.[language];
  return sentence === undefined ? code : fill(sentence, params);
}

/** What a rule says, why points came about, and what would give them back. */
export const rules = ruleSentences(sayComposed, codes);
