export type Line = {
  readonly before: number | null;
  readonly after: number | null;
  readonly text: string;
  readonly gap: number;
};

/** Equal lines shown around a difference. */
const context = 3;
/** Beyond so many comparisons the two middles are shown one after the other. */
const mostCells = 4_000_000;

/** The difference of two texts line by line, by their longest common subsequence; equal stretches become a gap. */
export function lineDifference(before: string, after: string): readonly Line[] {
  const [a, b] = [before.split("\n"), after.split("\n")];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail])
    tail += 1;
  const lines: Line[] = [];
  const same = (at: number, to: number) => lines.push({ before: at + 1, after: to + 1, text: a[at] ?? "", gap: 0 });
  for (let at = 0; at < head; at += 1) same(at, at);
  for (const [x, y] of steps(a.slice(head, a.length - tail), b.slice(head, b.length - tail))) {
    if (x !== undefined && y !== undefined) same(head + x, head + y);
    else if (x !== undefined) lines.push({ before: head + x + 1, after: null, text: a[head + x] ?? "", gap: 0 });
    else if (y !== undefined) lines.push({ before: null, after: head + y + 1, text: b[head + y] ?? "", gap: 0 });
  }
  for (let at = 0; at < tail; at += 1) same(a.length - tail + at, b.length - tail + at);
  return withGaps(lines);
}

type Step = readonly [number | undefined, number | undefined];

function steps(a: readonly string[], b: readonly string[]): readonly Step[] {
  if (a.length * b.length > mostCells)
    return [...a.map((_, x): Step => [x, undefined]), ...b.map((_, y): Step => [undefined, y])];
  const width = b.length + 1;
  const longest = new Uint32Array((a.length + 1) * width);
  const at = (x: number, y: number) => longest[x * width + y] ?? 0;
  for (let x = a.length - 1; x >= 0; x -= 1)
    for (let y = b.length - 1; y >= 0; y -= 1)
      longest[x * width + y] = a[x] === b[y] ? at(x + 1, y + 1) + 1 : Math.max(at(x + 1, y), at(x, y + 1));
  const found: Step[] = [];
  let [x, y] = [0, 0];
  while (x < a.length || y < b.length) {
    if (x < a.length && y < b.length && a[x] === b[y]) found.push([x++, y++]);
    else if (y >= b.length || (x < a.length && at(x + 1, y) >= at(x, y + 1))) found.push([x++, undefined]);
    else found.push([undefined, y++]);
  }
  return found;
}

function withGaps(lines: readonly Line[]): readonly Line[] {
  const isNear = new Uint8Array(lines.length);
  lines.forEach((line, at) => {
    if (line.before === null || line.after === null) isNear.fill(1, Math.max(0, at - context), at + context + 1);
  });
  const shown: Line[] = [];
  let left = 0;
  const close = () => {
    if (left > 0) shown.push({ before: null, after: null, text: "", gap: left });
    left = 0;
  };
  lines.forEach((line, at) => {
    if (isNear[at] === 1) {
      close();
      shown.push(line);
    } else left += 1;
  });
  if (shown.length > 0) close();
  return shown;
}
