const shape = /^([^\s〔〕]{1,40})〔((?:19|20)\d{2})〕(\d{1,5})号$/u;

/**
 * The number of an official document (发文字号: 机关代字〔年份〕序号号), in the one way of writing it; undefined where it is none. Other
 * brackets and widths are the same number.
 */
export function documentNumber(text: string): string | undefined {
  const found = shape.exec(
    text
      .normalize("NFKC")
      .replaceAll(/\s+/gu, "")
      .replace(/[[(【]((?:19|20)\d{2})[\])】]/u, "〔$1〕"),
  );
  return found === null ? undefined : `${found[1]}〔${found[2]}〕${Number(found[3])}号`;
}
