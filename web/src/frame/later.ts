import { useEffect, useState } from "react";

/** A value as it was when it last stood still for so many milliseconds: the server is not asked for every letter. */
export function useLater<T>(value: T, pause: number): T {
  const [later, setLater] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLater(value), pause);
    return () => clearTimeout(timer);
  }, [value, pause]);
  return later;
}
