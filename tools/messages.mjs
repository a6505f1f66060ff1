// The few sentences that are said before anything is installed, and therefore cannot come from words/.
import process from "node:process";

const messages = {
  "platform-unsupported": {
    "zh-CN": () =>
      `本机为 ${here()}。标尺自带的 Node 24 与 PostgreSQL 18 支持 linux-x64、linux-arm64（glibc）和 win32-x64。\n` +
      "请改用上述平台；或安装 Node 22.18 及以上版本，并用 DATABASE_URL 指向一个 PostgreSQL 15–18 数据库。",
    en: () =>
      `This machine is ${here()}. The bundled Node 24 and PostgreSQL 18 exist for linux-x64, linux-arm64 (glibc) and win32-x64.\n` +
      "Use one of these; or install Node 22.18 or newer and set DATABASE_URL to a PostgreSQL 15-18 database.",
  },
  "install-missing": {
    "zh-CN": () => "尚未安装依赖，正在运行 npm ci …",
    en: () => "Dependencies are not installed yet: running npm ci …",
  },
  "install-stale": {
    "zh-CN": () => "依赖清单（package-lock.json）已变化，正在运行 npm ci …",
    en: () => "package-lock.json has changed: running npm ci …",
  },
  "install-failed": {
    "zh-CN": () => "npm ci 未成功，原因见上文。请检查网络或 npm 源后重试。",
    en: () => "npm ci did not succeed; its reason stands above. Check the network or the npm registry and try again.",
  },
  "pages-building": { "zh-CN": () => "正在构建网页 …", en: () => "Building the pages …" },
  "pages-failed": {
    "zh-CN": () => "网页构建失败，原因见上文。",
    en: () => "The pages could not be built; the reason stands above.",
  },
  "node-missing": {
    "zh-CN": () =>
      `当前 Node 为 ${process.versions.node}，需要 22.18 及以上，且未找到自带的 Node 24（可选依赖被跳过）。\n` +
      "请运行 npm ci --include=optional，或安装较新的 Node。",
    en: () =>
      `This is Node ${process.versions.node}; 22.18 or newer is needed, and the bundled Node 24 is absent (optional dependencies were skipped).\n` +
      "Run npm ci --include=optional, or install a newer Node.",
  },
};

function here() {
  const musl = process.platform === "linux" && process.report?.getReport().header.glibcVersionRuntime === undefined;
  return `${process.platform}-${process.arch}${musl ? " (musl)" : ""}`;
}

function language() {
  const at = process.argv.indexOf("--lang");
  const asked = (at >= 0 ? process.argv[at + 1] : undefined) ?? process.env.BIAOCHI_LANG ?? process.env.LANG ?? "";
  return asked.startsWith("en") ? "en" : "zh-CN";
}

/** Says one sentence on stderr: stdout belongs to the command's own result. */
export function tell(code) {
  process.stderr.write(`${messages[code][language()]()}\n`);
}
