/** The version of the meaning of this engine: it stands in every run. */
export const engineVersion = "0.6.0";
