const classes = ["head", "deputy", "sectionHead", "staff"] as const;
type Likely = (typeof classes)[number];

/**
 * The role class that a title most likely means; offered to whoever brings a roster without role classes, who decides on the
 * page whether it is used, and sees each in the difference. Of several titles the highest counts: 县委副书记、县长 is a head.
 */
export function roleClassOfTitle(title: string | undefined): Likely {
  const parts = (title ?? "")
    .replaceAll(/\s/g, "")
    .split(/[、，,；;]/)
    .map(ofOne);
  return classes.find((each) => parts.includes(each)) ?? "staff";
}

function ofOne(text: string): Likely {
  const isSection = /科|股|处室|办公室|室主任|办副?主任|中心|大队|中队|所长|站长/.test(text);
  if (/二级|三级|四级|调研员|科员|办事员/.test(text) && !/局长|主任$|书记|科长/.test(text)) return "staff";
  if (isSection) return /长|主任|负责人/.test(text) && !/副/.test(text) ? "sectionHead" : "staff";
  if (/副|委员$|常委|纪检组长|总工|总师|政治部主任/.test(text)) return "deputy";
  if (/书记|局长|主任|区长|县长|市长|镇长|乡长|院长|校长|会长|主席|检察长|行长|台长/.test(text)) return "head";
  return "staff";
}
