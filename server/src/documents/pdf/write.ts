import type { Element, Layout } from "../layout/page.ts";
import type { Document } from "../model.ts";
import { operators } from "./content.ts";
import { useFonts } from "./fonts.ts";
import { dateString, num, type PdfFile, ref, startPdf, textString } from "./objects.ts";

/**
 * A tagged PDF of a document that has been laid out: text that can be searched and read aloud, fonts inside, title and
 * language named. `colophon` says which fonts stand for which.
 */
export function writePdf(document: Document, layout: Layout, colophon: string): Buffer {
  const file = startPdf();
  const fonts = useFonts(file);
  const [catalog, pageTree, structure] = [file.reserve(), file.reserve(), file.reserve()];
  const resources = file.reserve();
  const tags = startTags(file, structure);
  const { width, height } = layout.frame;
  const pages = layout.pages.map((page, index) => {
    const number = file.reserve();
    const parts: string[] = [];
    for (const { element, marks } of page.groups) {
      const drawn = marks.map((mark) => operators(mark, width, height, fonts)).join("\n");
      const opening = element === undefined ? "/Artifact BMC" : tags.mark(element, index, number);
      parts.push(`${opening}\n${drawn}\nEMC`);
    }
    const content = file.addStream(Buffer.from(parts.join("\n"), "latin1"));
    file.set(
      number,
      `<< /Type /Page /Parent ${ref(pageTree)} /MediaBox [0 0 ${num(width)} ${num(height)}] /Resources ${ref(resources)} /Contents ${ref(content)} /StructParents ${index} /Tabs /S >>`,
    );
    return number;
  });
  for (const font of fonts.all()) font.write();
  const named = fonts.all().map(({ name, number }) => `/${name} ${ref(number)}`);
  file.set(resources, `<< /Font << ${named.join(" ")} >> >>`);
  file.set(pageTree, `<< /Type /Pages /Kids [${pages.map(ref).join(" ")}] /Count ${pages.length} >>`);
  tags.write(layout.root, pages);
  const metadata = Buffer.from(metadataOf(document, colophon), "utf8");
  const xmp = file.add(
    Buffer.concat([
      Buffer.from(`<< /Type /Metadata /Subtype /XML /Length ${metadata.length} >>\nstream\n`, "latin1"),
      metadata,
      Buffer.from("\nendstream", "latin1"),
    ]),
  );
  file.set(
    catalog,
    `<< /Type /Catalog /Pages ${ref(pageTree)} /Lang (${document.language}) /MarkInfo << /Marked true >> /StructTreeRoot ${ref(structure)} /ViewerPreferences << /DisplayDocTitle true >> /Metadata ${ref(xmp)} >>`,
  );
  const { properties, title } = document;
  const info = file.add(
    `<< /Title ${textString(title)} /Author ${textString(properties.issuer)} /Subject ${textString(properties.subject)} /Keywords ${textString(`${properties.source}; ${colophon}`)} /Creator ${textString("Biaochi 标尺")} /Producer ${textString("Biaochi 标尺")} /CreationDate ${dateString(properties.at)} /ModDate ${dateString(properties.at)} >>`,
  );
  return file.finish(catalog, info);
}

type Placed = { readonly page: number; readonly id: number };

/** The structure tree (ISO 32000-1, 14.7): which marks of which page belong to which part of the document. */
function startTags(file: PdfFile, root: number) {
  const marks = new Map<Element, Placed[]>();
  const perPage: Element[][] = [];
  return {
    mark(element: Element, page: number, _pageNumber: number): string {
      const here = perPage[page] ?? [];
      perPage[page] = here;
      const id = here.push(element) - 1;
      const placed = marks.get(element) ?? [];
      placed.push({ page, id });
      marks.set(element, placed);
      return `/${element.type} << /MCID ${id} >> BDC`;
    },
    write(tree: Element, pages: readonly number[]): void {
      const numbers = new Map<Element, number>();
      const build = (element: Element, parent: number): number => {
        const number = file.reserve();
        numbers.set(element, number);
        const children = element.children.map((child) => build(child, number));
        const own = (marks.get(element) ?? []).map(
          ({ page, id }) => `<< /Type /MCR /Pg ${ref(pages[page] ?? 0)} /MCID ${id} >>`,
        );
        const alternative = element.alternative === undefined ? "" : ` /Alt ${textString(element.alternative)}`;
        const scope = element.type === "TH" ? " /A << /O /Table /Scope /Column >>" : "";
        file.set(
          number,
          `<< /Type /StructElem /S /${element.type} /P ${ref(parent)}${alternative}${scope} /K [${[...own, ...children.map(ref)].join(" ")}] >>`,
        );
        return number;
      };
      const top = build(tree, root);
      const parents = pages.map((_, page) => {
        const list = (perPage[page] ?? []).map((element) => ref(numbers.get(element) ?? root));
        return `${page} [${list.join(" ")}]`;
      });
      file.set(
        root,
        `<< /Type /StructTreeRoot /K [${ref(top)}] /ParentTree << /Nums [${parents.join(" ")}] >> /ParentTreeNextKey ${pages.length} >>`,
      );
    },
  };
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function metadataOf({ title, language, properties }: Document, colophon: string): string {
  const at = properties.at.toISOString().replace(/\.\d+Z$/, "Z");
  const inLanguage = (text: string) => `<rdf:Alt><rdf:li xml:lang="x-default">${escaped(text)}</rdf:li></rdf:Alt>`;
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><dc:format>application/pdf</dc:format><dc:title>${inLanguage(title)}</dc:title><dc:creator><rdf:Seq><rdf:li>${escaped(properties.issuer)}</rdf:li></rdf:Seq></dc:creator><dc:description>${inLanguage(`${properties.subject}. ${properties.source}. ${colophon}`)}</dc:description><dc:language><rdf:Bag><rdf:li>${language}</rdf:li></rdf:Bag></dc:language><xmp:CreateDate>${at}</xmp:CreateDate><xmp:ModifyDate>${at}</xmp:ModifyDate><xmp:CreatorTool>Biaochi 标尺</xmp:CreatorTool><pdf:Producer>Biaochi 标尺</pdf:Producer></rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`;
}
