export { attributeName } from "./attribute-name.ts";
export { askingOn } from "./drafts/standing.ts";
export { listNode } from "./list-node.ts";
export { listSummary, ownList, type Summary } from "./lists/own-list.ts";
export { shownThermometer, together, weighed } from "./lists/thermometers.ts";
export { indicatorOf, nodesOf } from "./nodes.ts";
export { countedKinds } from "./worth-store.ts";
