export { type Balance, balanceOf, type Movement } from "./balance.ts";
export {
  type CheckOptions,
  checkIndicator,
  checkUse,
  type FindingLevel,
  findingLevels,
  type LibraryFinding,
} from "./checks.ts";
export {
  alreadyMonitored,
  type Likeness,
  likeLine,
  likenessOf,
  type Near,
  nearDuplicates,
  sameLine,
} from "./duplicates.ts";
export {
  differingFields,
  dimensions,
  fromScheme,
  type IndicatorEntry,
  intoScheme,
  isAsked,
  type LibraryIndicator,
  type LibrarySource,
  librarySources,
  type RepeatedField,
} from "./indicator.ts";
export { type BlockKind, blockKinds, type Exception, isExcepted, judge } from "./judge.ts";
export { likenessOfText } from "./likeness.ts";
export { minutesPerAsk, type Slimness, slimnessOf, timesPerYear } from "./slimming.ts";
