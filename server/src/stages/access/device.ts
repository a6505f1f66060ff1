/** In this order: most browsers also claim to be others. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger\//, "WeChat"],
  [/Edg(e|A|iOS)?\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrome\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/OpenHarmony|HarmonyOS/, "HarmonyOS"],
  [/Android/, "Android"],
  [/iPhone|iPad/, "iOS"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "macOS"],
  [/Linux|X11/, "Linux"],
];

const first = (table: typeof browsers, text: string): readonly string[] => {
  const found = table.find(([sign]) => sign.test(text));
  return found === undefined ? [] : [found[1]];
};

/** Enough for somebody to know their own device by, and no more: "Edge · Windows". Versions and models are not kept. */
export function deviceOf(userAgent: string | undefined): string {
  const text = userAgent ?? "";
  return [...first(browsers, text), ...first(systems, text)].join(" · ");
}
