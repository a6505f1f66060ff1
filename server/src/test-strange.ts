/** What no page of ours sends, and whoever looks for a hole does. */

const nested = (depth: number, open: string, close: string): string => open.repeat(depth) + close.repeat(depth);
const cursorOf = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

const big = "9".repeat(400);

export const strangeTexts: readonly string[] = [
  ...[
    "",
    " ",
    "\0",
    "a\0b",
    "\ud800",
    "x\udfff",
    "%00",
    "%ED%A0%80",
    "%C0%80",
    "%ff",
    "%25",
    "%E0%A4%A",
    "\u202e",
    "\r\nx: y",
  ],
  ...["__proto__", "constructor", "toString", "hasOwnProperty", "' or 1=1 --", "$1", "\\", "%_", "{}", "[]", "*", "-"],
  ...[
    "../../etc/passwd",
    "..%2f..",
    "..;/",
    "/",
    "//",
    ".",
    "..",
    "a/b",
    "?",
    "#",
    "<script>",
    "null",
    "undefined",
    "true",
  ],
  ...["0", "-0", "-1", "1.5", "1e3", "1e400", "-1e400", "0x10", "１２", "NaN", "Infinity", "2147483647", "2147483648"],
  ...[
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551616",
    big,
    `0.${big}`,
    `1/${big}`,
    "1/0",
    "1/00001",
    "0/1",
  ],
  ...[
    "2025",
    "2025Q5",
    "2025-13",
    "0000",
    "9999",
    "2025..2024",
    "0000..9999",
    "2025-02-30",
    "0000-01-01",
    "9999-12-31",
  ],
  ...["+292278994-08-17", "2026-01-01T00:00:00Z", "2026-01-01T25:00:00+99:99", "-infinity", "epoch", "now"],
  ...[
    "字".repeat(201),
    "字".repeat(30_000),
    "a".repeat(500),
    "🧨".repeat(250),
    "e\u0301".repeat(90),
    "\ufeff",
    "\u0000\u0001",
  ],
  ...["9999-99-99T99:99:99.000000Z/1", "2026-02-31T00:00:00.000000Z/999999999999999999", "1/2"],
  ...["eyJhbGciOiJub25lIn0.e30.", "a.b.c", "?code=c&state=s", "?error=access_denied", "?iss=%00"],
  ...[[], {}, 1, null, ["1"], [1, "x"], ["NaN", "u1"], ["1e400", "u1"], ["-Infinity", "u1"], ["0x1f", "\0"]].map(
    cursorOf,
  ),
  ...[
    ["1e999999", "u1"],
    ["9".repeat(310), "u1"],
    ["", ""],
    [" 1", "u1"],
    ["1", "u1", "x"],
    ["1", {}],
  ].map(cursorOf),
];

export const strangeValues: readonly unknown[] = [
  ...[null, true, false, 0, -0, -1, 1.5, 1e21, 1e308, Number.MIN_VALUE, 2 ** 31, 2 ** 53, 2 ** 63, -(2 ** 63)],
  ...[[], {}, [[]], [null], [""], ["\0"], [{}], { "": "" }, { "\0": 1 }, { "\ud800": 1 }, { id: { id: {} } }],
  ...[{ "zh-CN": "\0", en: "\udc00" }, { constructor: { prototype: { role: "organiser" } } }, { length: 1e9 }],
  ...[Array(10_000).fill("x"), Array(300).fill({}), { value: big }, { value: "1/3", absence: "late" }, { toString: 1 }],
  ...[JSON.parse(nested(900, '{"a":', "}").replace('"a":}', '"a":1}')), JSON.parse(nested(900, "[", "]"))],
];

export const strangeBodies: readonly string[] = [
  ...["", " ", "null", "0", '""', "[]", "{", "{}", "}", '{"a"', "\0", "\ufeff{}", "undefined", "NaN", '{"a":NaN}'],
  ...['{"__proto__":{"role":"organiser"}}', '{"constructor":{"prototype":{}}}', '{"value":1e400}', '{"run":1e400}'],
  ...['{"a":"\\ud800"}', '{"name":"\\u0000"}', '{"to":"x","to":"y"}', `{"run":${big}}`, `{"limit":-${big}}`],
  ...[
    nested(20_000, "[", "]"),
    nested(200_000, "[", "]"),
    '{"a":'.repeat(50_000),
    `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`,
  ],
  `{"passkey":{"id":"i","rawId":"i","type":"public-key","response":${nested(100_000, "[", "]")}}}`,
  `{"passkey":{"id":"\\u0000","rawId":"\\ud800","type":"public-key","response":{"clientDataJSON":"\\u0000"}}}`,
  `{"correction":{"value":"${"9".repeat(900_000)}"},"reason":"r"}`,
  `{"q":"${"x".repeat(1_100_000)}"}`,
];

export const strangeHeaders: readonly string[] = [
  ...["", " ", "%00", '"%00"', "W/", '"', "%ED%A0%80", "%", "*", "\xff\xfe", "x".repeat(5000), "a".repeat(201), "null"],
  ...[
    "biaochi_session=%00",
    "biaochi_session=%ED%A0%80; biaochi_step=%",
    "biaochi_device=%00.a.b",
    "biaochi_session",
    "=;=;",
  ],
  ...["application/json; charset=utf-16", "application/x-www-form-urlencoded", "text/plain", "application/json;;", "/"],
  ...["http://", "null", "https://evil.example", "1.2.3.4, 5.6.7.8", "::1, unknown", "en-\0", "zh;q=1e400"].map(
    (each) => each.replace("\0", "%00"),
  ),
];
