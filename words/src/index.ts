import { accessWords } from "./access.ts";
import { auditWords } from "./access-audit.ts";
import { accessEventWords } from "./access-events.ts";
import { accessKeepingWords } from "./access-keeping.ts";
import { accessPageWords } from "./access-pages.ts";
import { accessSignInWords } from "./access-sign-in.ts";
import { arrivalConnectionWords } from "./arrival-connections.ts";
import { arrivalRowWords } from "./arrival-rows.ts";
import { arrivalServerWords } from "./arrival-server.ts";
import { arrivalStreamWords } from "./arrival-streams.ts";
import { auditTellingWords } from "./audit-words.ts";
import { bringInWords } from "./bring-in.ts";
import { bringInPageWords } from "./bring-in-pages.ts";
import { burdenWords } from "./burden.ts";
import { burdenPageWords } from "./burden-pages.ts";
import { cascadeWords } from "./cascade.ts";
import { cascadePageWords } from "./cascade-pages.ts";
import { cascadePaperWords } from "./cascade-papers.ts";
import { cascadeTableWords } from "./cascade-table.ts";
import { correctionWords } from "./correction.ts";
import { datasetWords } from "./dataset.ts";
import { decidedWords } from "./decided.ts";
import { decidedPageWords } from "./decided-pages.ts";
import { deedPageWords } from "./deed-pages.ts";
import { deedWords } from "./deeds.ts";
import { deferralWords } from "./deferrals.ts";
import { demoCityWords } from "./demo-city.ts";
import { documentWords } from "./documents.ts";
import { draftPageWords } from "./draft-pages.ts";
import { draftWords } from "./drafts.ts";
import { erasureWords } from "./erasures.ts";
import { exportWords } from "./exports.ts";
import { factWords } from "./facts.ts";
import { figureWords } from "./figures.ts";
import { keepingPageWords } from "./keeping-pages.ts";
import { type Language, languages, type Sentence } from "./language.ts";
import { ledgerWords } from "./ledger.ts";
import { libraryWords } from "./library.ts";
import { libraryFindingWords } from "./library-findings.ts";
import { libraryProposalWords } from "./library-proposals.ts";
import { lintWords } from "./lint.ts";
import { lintDocumentWords } from "./lint-document.ts";
import { lintRulebookWords } from "./lint-rulebook.ts";
import { liveWords } from "./live.ts";
import { localRuleWords } from "./local-rules.ts";
import { logWords } from "./log.ts";
import { logNodeWords } from "./log-nodes.ts";
import { mailWords } from "./mail.ts";
import { measureWords } from "./measures.ts";
import { ownDataWords } from "./own-data.ts";
import { platformWords } from "./platform.ts";
import { projectWords } from "./projects.ts";
import { qualityWords } from "./quality.ts";
import { redLineWords } from "./red-lines.ts";
import { registryWords } from "./registry.ts";
import { registryPageWords } from "./registry-pages.ts";
import { registryRankWords } from "./registry-ranks.ts";
import { reportingWords } from "./reporting.ts";
import { reportingPageWords } from "./reporting-pages.ts";
import { resultWords } from "./results.ts";
import { ruleNameWords } from "./rule-names.ts";
import { rulePartWords } from "./rule-parts.ts";
import { rulebookWords } from "./rulebooks.ts";
import { rules1Words } from "./rules-1.ts";
import { rules1LintWords } from "./rules-1-lint.ts";
import { rules1ToldWords } from "./rules-1-told.ts";
import { rules2Words } from "./rules-2.ts";
import { rules2LintWords } from "./rules-2-lint.ts";
import { runPageWords } from "./run-pages.ts";
import { runWords } from "./runs.ts";
import { schemeEffectWords } from "./scheme-effects.ts";
import { schemeFormWords } from "./scheme-form.ts";
import { schemeKeyWords } from "./scheme-keys.ts";
import { schemeListWords } from "./scheme-lists.ts";
import { schemePageWords } from "./scheme-pages.ts";
import { schemeValueWords } from "./scheme-values.ts";
import { searchWords } from "./search.ts";
import { serverWords } from "./server.ts";
import { signInPageWords } from "./sign-in-pages.ts";
import { hold } from "./speak.ts";
import { standingWords } from "./standings.ts";
import { stepWords } from "./steps.ts";
import { subjectWords } from "./subject.ts";
import { trialWords } from "./trials.ts";
import { upperForecastWords } from "./upper-forecast.ts";
import { upperSchemeWords } from "./upper-schemes.ts";
import { verificationWords } from "./verification.ts";
import { verifierWords } from "./verifier.ts";
import { warningWords } from "./warnings.ts";
import { webWords } from "./web.ts";
import { webFactWords } from "./web-facts.ts";
import { webRecordWords } from "./web-record.ts";

export * from "./speak.ts";

const parts = {
  ...accessWords,
  ...registryWords,
  ...registryPageWords,
  ...registryRankWords,
  ...accessPageWords,
  ...accessKeepingWords,
  ...arrivalConnectionWords,
  ...arrivalRowWords,
  ...arrivalStreamWords,
  ...auditWords,
  ...accessEventWords,
  ...auditTellingWords,
  ...arrivalServerWords,
  ...accessSignInWords,
  ...cascadeWords,
  ...cascadePageWords,
  ...cascadePaperWords,
  ...cascadeTableWords,
  ...bringInPageWords,
  ...bringInWords,
  ...burdenWords,
  ...burdenPageWords,
  ...correctionWords,
  ...datasetWords,
  ...decidedPageWords,
  ...decidedWords,
  ...deedPageWords,
  ...reportingPageWords,
  ...reportingWords,
  ...deedWords,
  ...deferralWords,
  ...demoCityWords,
  ...documentWords,
  ...draftPageWords,
  ...draftWords,
  ...erasureWords,
  ...exportWords,
  ...factWords,
  ...figureWords,
  ...keepingPageWords,
  ...ledgerWords,
  ...libraryWords,
  ...libraryFindingWords,
  ...lintWords,
  ...lintDocumentWords,
  ...lintRulebookWords,
  ...logNodeWords,
  ...logWords,
  ...mailWords,
  ...ownDataWords,
  ...platformWords,
  ...resultWords,
  ...ruleNameWords,
  ...rulePartWords,
  ...libraryProposalWords,
  ...localRuleWords,
  ...liveWords,
  ...measureWords,
  ...projectWords,
  ...qualityWords,
  ...redLineWords,
  ...rulebookWords,
  ...rules1LintWords,
  ...rules1ToldWords,
  ...rules1Words,
  ...rules2LintWords,
  ...rules2Words,
  ...runWords,
  ...runPageWords,
  ...schemeEffectWords,
  ...schemePageWords,
  ...upperSchemeWords,
  ...upperForecastWords,
  ...schemeFormWords,
  ...schemeKeyWords,
  ...schemeListWords,
  ...schemeValueWords,
  ...searchWords,
  ...serverWords,
  ...signInPageWords,
  ...standingWords,
  ...stepWords,
  ...webFactWords,
  ...webRecordWords,
  ...webWords,
  ...subjectWords,
  ...trialWords,
  ...verificationWords,
  ...verifierWords,
  ...warningWords,
} as const;
const sentences: Readonly<Record<string, Sentence>> = parts;

/** Every sentence that this product says has one code. */
export type Code = keyof typeof parts;
export const codes = Object.keys(parts) as readonly Code[];

/** Every sentence in one language. */
export const sentencesIn = (language: Language): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(sentences).map(([code, sentence]) => [code, sentence[language]]));

/** What the log and its nodes say, and the verifier, which is one page of its own, built apart. */
const saidElsewhere = { ...ledgerWords, ...logNodeWords, ...verifierWords };

/** Every sentence of the pages in one language, as a page fetches them. */
export const sentencesOfPages = (language: Language): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(sentencesIn(language)).filter(([code]) => !Object.hasOwn(saidElsewhere, code)));

/** What none of the pages that people open first says, by how its codes begin: the other pages fetch it with their own code. */
const saidLater =
  /^(?:arrivals?|assessments|audit-action|burden|claims|connections?|contests?|deeds?|draft|finding|found|library|lint|live|measures?|missions?|projects?|quality|quarantine|registry-do|registry-finding|report-row|report-value|reports?|rule-name|streams?|warnings)\./;
export const isSaidLater = (code: string): boolean => saidLater.test(code);

for (const language of languages) hold(language, sentencesIn(language));
