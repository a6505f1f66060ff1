/** What `biaochi generate` says. */
export const demoCityWords = {
  "command.generate": {
    "zh-CN": "生成演示市的数据文件夹（虚构，同一种子逐字节相同）",
    en: "Make the demo city's dataset folder (synthetic; one seed, the same bytes)",
  },
  "generate.option-seed": { "zh-CN": "种子，整数；默认 2025", en: "Seed, a whole number; 2025 by default" },
  "generate.option-units": { "zh-CN": "单位数；默认 60", en: "Number of units; 60 by default" },
  "generate.option-officials": { "zh-CN": "干部数；默认 1500", en: "Number of officials; 1500 by default" },
  "generate.option-years": {
    "zh-CN": "逐月数据的年数，1 到 5；默认 1",
    en: "Years with every month, 1 to 5; 1 by default",
  },
  "generate.option-out": { "zh-CN": "输出文件夹；默认 demo-city", en: "Folder to write; demo-city by default" },
  "generate-number": {
    "zh-CN": "--{option} 应为 {from} 到 {to} 的整数，收到 {found}",
    en: "--{option} wants a whole number from {from} to {to}, found {found}",
  },
  "generate-folder-foreign": {
    "zh-CN": "{folder} 里有不属于演示市的文件（{file}）；请换一个文件夹，或先移走它",
    en: "{folder} holds a file that is not the demo city's ({file}); name another folder, or move it away",
  },
  generated: {
    "zh-CN": "已生成演示市（虚构）：{units} 个单位，{officials} 名干部，{files} 个文件，{kilobytes} kB，在 {folder}",
    en: "Made the demo city (fictional): {units} units, {officials} officials, {files} files, {kilobytes} kB, in {folder}",
  },
} as const;
