/**
 * Milliseconds until something under way is asked for again, by how often it was: shortly at first, since a run after a
 * correction takes less than a second; of a long one once a second.
 */
export const askSoon = (times: number): number => Math.min(1000, 80 * 1.25 ** times);
