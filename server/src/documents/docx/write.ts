import { type Frame, frames, type Letterings, letteringOf, mm } from "../layout/paper.ts";
import type { Document } from "../model.ts";
import { zipOf } from "../zip.ts";
import { bodyOf } from "./body.ts";
import { tones } from "./drawing.ts";
import { alternativeFonts, paragraph, run, runProperties } from "./runs.ts";
import { escaped, halfPoints, twips, xmlHead } from "./xml.ts";

const namespaces = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
  'xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"',
  'xmlns:v="urn:schemas-microsoft-com:vml"',
  'xmlns:o="urn:schemas-microsoft-com:office:office"',
].join(" ");

const relationship = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const wordPart = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/** Parts beside the text, with their kind: what the package must name in two places. */
const parts = [
  ["styles.xml", "styles"],
  ["settings.xml", "settings"],
  ["fontTable.xml", "fontTable"],
  ["header1.xml", "header"],
  ["header2.xml", "header"],
  ["footer1.xml", "footer"],
  ["footer2.xml", "footer"],
] as const;

/**
 * A DOCX (ECMA-376, Transitional) that names the official fonts. The same document gives the same bytes: nothing in it
 * comes from the clock or from chance.
 */
export function writeDocx(document: Document): Buffer {
  const frame = frames[document.paper];
  const letterings = letteringOf(document);
  const text = (name: string, content: string) => ({ name, content: Buffer.from(xmlHead + content, "utf8") });
  const overrides = parts.map(
    ([file, kind]) => `<Override PartName="/word/${file}" ContentType="${wordPart}.${kind}+xml"/>`,
  );
  const relations = parts.map(
    ([file, kind], n) => `<Relationship Id="rId${n + 1}" Type="${relationship}/${kind}" Target="${file}"/>`,
  );
  return zipOf(
    [
      text(
        "[Content_Types].xml",
        `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${wordPart}.document.main+xml"/>${overrides.join("")}<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`,
      ),
      text(
        "_rels/.rels",
        `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relationship}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
      ),
      text("docProps/core.xml", coreProperties(document)),
      text(
        "word/_rels/document.xml.rels",
        `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations.join("")}</Relationships>`,
      ),
      text(
        "word/document.xml",
        `<w:document ${namespaces} mc:Ignorable="wps wpg"><w:body>${bodyOf(document)}${section(document, frame)}</w:body></w:document>`,
      ),
      text("word/styles.xml", styles(document, letterings)),
      text(
        "word/settings.xml",
        `<w:settings ${namespaces}><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>`,
      ),
      text("word/fontTable.xml", fontTable()),
      text("word/header1.xml", header(document, letterings, 1)),
      text("word/header2.xml", header(document, letterings, 2)),
      text("word/footer1.xml", footer(document, letterings, "right")),
      text("word/footer2.xml", footer(document, letterings, "left")),
    ],
    document.properties.at,
  );
}

/** 22 lines a page as a grid of the official paper (28 characters a line stand in the runs); forms have none. */
function section(document: Document, frame: Frame): string {
  const isOfficial = document.style === "official";
  const landscape = frame.width > frame.height ? ' w:orient="landscape"' : "";
  const grid = isOfficial ? `<w:docGrid w:type="lines" w:linePitch="${twips(mm(225) / 22)}"/>` : "";
  const edge = twips(isOfficial ? mm(35 - 7) - 18 : mm(9));
  return `<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:headerReference w:type="even" r:id="rId5"/><w:footerReference w:type="default" r:id="rId6"/><w:footerReference w:type="even" r:id="rId7"/><w:pgSz w:w="${twips(frame.width)}" w:h="${twips(frame.height)}"${landscape}/><w:pgMar w:top="${twips(frame.top)}" w:right="${twips(frame.right)}" w:bottom="${twips(frame.bottom)}" w:left="${twips(frame.left)}" w:header="${twips(mm(10))}" w:footer="${edge}" w:gutter="0"/>${grid}</w:sectPr>`;
}

function styles(document: Document, { body, title, headings, cell }: Letterings): string {
  const named = (id: string, name: string, outline: number | undefined, lettering: Letterings["body"]) =>
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/><w:qFormat/>${outline === undefined ? "" : `<w:pPr><w:outlineLvl w:val="${outline}"/></w:pPr>`}${runProperties(lettering)}</w:style>`;
  const language = document.language === "zh-CN" ? "zh-CN" : "en-GB";
  return `<w:styles ${namespaces}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋_GB2312" w:cs="Times New Roman"/><w:sz w:val="${halfPoints(body.size)}"/><w:lang w:val="${language === "zh-CN" ? "en-US" : language}" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:rPr><w:sz w:val="${halfPoints(body.size)}"/><w:szCs w:val="${halfPoints(body.size)}"/></w:rPr></w:style>${named("Title", "Title", undefined, title)}${headings.map((each, n) => named(`Heading${n + 1}`, `heading ${n + 1}`, n, each)).join("")}${named("Caption", "caption", undefined, cell)}</w:styles>`;
}

function fontTable(): string {
  const fonts = Object.entries(alternativeFonts).map(
    ([name, alternative]) =>
      `<w:font w:name="${name}"><w:altName w:val="${alternative}"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>`,
  );
  return `<w:fonts ${namespaces}>${fonts.join("")}</w:fonts>`;
}

/** The watermark as Word itself makes it: text along a path, turned, behind the page. */
function watermark(text: string, id: number): string {
  const length = [...text].reduce((sum, each) => sum + (each.charCodeAt(0) > 255 ? 1 : 0.55), 0);
  const width = Math.min(460, length * 22);
  return `<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas><v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype><v:shape id="mark${id}" type="#_x0000_t136" style="position:absolute;margin-left:0;margin-top:0;width:${Math.round(width)}pt;height:${Math.round(width / length)}pt;rotation:334;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin" fillcolor="#e0e2e5" stroked="f"><v:textpath style="font-family:&quot;仿宋_GB2312&quot;;font-size:1pt" string="${escaped(text)}"/></v:shape></w:pict></w:r>`;
}

function header(document: Document, { footer: small }: Letterings, id: number): string {
  const said = run(document.marks.join(" · "), { ...small, face: "hei" }, { colour: tones.grey });
  const mark = document.watermark === undefined ? "" : watermark(document.watermark, id);
  return `<w:hdr ${namespaces}>${paragraph(said + mark, small, { align: "right" })}</w:hdr>`;
}

/** — 1 — in 四号 宋体, on the outer side; the source of the figures below it. */
function footer(document: Document, { pageNumber, footer: small }: Letterings, side: "left" | "right"): string {
  const look = { font: "宋体" };
  const field = (kind: string) => `<w:r>${runProperties(pageNumber, look)}<w:fldChar w:fldCharType="${kind}"/></w:r>`;
  const counted = (name: string) =>
    `${field("begin")}<w:r>${runProperties(pageNumber, look)}<w:instrText xml:space="preserve"> ${name} </w:instrText></w:r>${field("separate")}${run("1", pageNumber, look)}${field("end")}`;
  const isOfficial = document.style === "official";
  const total = isOfficial ? "" : `${run(" / ", pageNumber, look)}${counted("NUMPAGES")}`;
  const number = `${run("— ", pageNumber, look)}${counted("PAGE")}${total}${run(" —", pageNumber, look)}`;
  // 7.5: one character in from the outer edge.
  const inset = isOfficial ? pageNumber.size : 0;
  const first = paragraph(number, pageNumber, {
    align: side,
    ...(side === "right" ? { right: inset } : { left: inset }),
  });
  const parts = document.footer.map((part) => part.replaceAll(" ", "\u00a0")).join(" · ");
  const source = paragraph(run(parts, small, { colour: tones.grey }), small, {
    align: side === "right" ? "left" : "right",
  });
  return `<w:ftr ${namespaces}>${first}${source}</w:ftr>`;
}

function coreProperties({ title, language, properties }: Document): string {
  const at = properties.at.toISOString().replace(/\.\d+Z$/, "Z");
  return `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escaped(title)}</dc:title><dc:subject>${escaped(properties.subject)}</dc:subject><dc:creator>${escaped(properties.issuer)}</dc:creator><cp:keywords>${escaped(properties.source)}</cp:keywords><dc:language>${language}</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${at}</dcterms:modified></cp:coreProperties>`;
}
