/** The value of a key, made when it is asked for the first time. */
export function getOr<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined || map.has(key)) return found as V;
  const made = make();
  map.set(key, made);
  return made;
}
