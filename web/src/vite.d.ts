/// <reference types="vite/client" />

// antd's ESM files lie in a package that calls itself CommonJS: their default export is the locale itself.
declare module "antd/es/locale/zh_CN.js" {
  const locale: import("antd").ConfigProviderProps["locale"] & {};
  export default locale;
}
declare module "antd/es/locale/en_US.js" {
  const locale: import("antd").ConfigProviderProps["locale"] & {};
  export default locale;
}

// The sentences in one language (vite.config.ts).
declare module "virtual:words/*" {
  const sentences: Readonly<Record<string, string>>;
  export default sentences;
}
