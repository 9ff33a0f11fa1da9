import { Parser } from 'htmlparser2';

/** A flat XML document of the kind platforms push: names and texts of the elements under the root; deeper ones as `Outer.Inner`. */
export function flatXml(text: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = Object.create(null) as Record<string, string>;
  const path: string[] = [];
  let words = '';
  const parser = new Parser({
    onopentag(name) { path.push(name); words = ''; },
    ontext(piece) { words += piece; },
    onclosetag() {
      const key = path.slice(1).join('.');
      if (key !== '' && found[key] === undefined) found[key] = words;
      path.pop();
      words = '';
    },
  }, { xmlMode: true, decodeEntities: true });
  parser.end(text);
  return found;
}

/** As a CDATA section, whatever stands in the text. */
export const cdata = (text: string): string => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
