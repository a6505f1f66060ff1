import { createContext } from "react";

/** Whose results a part of a page holds: of one person, or of several people of a run. */
export type Holding = { readonly run: number; readonly subject?: string };

/** Undefined: no results of people. What is taken along from here needs an approval, and bears who took it. */
export const HoldingContext = createContext<Holding | undefined>(undefined);
