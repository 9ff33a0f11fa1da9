import { extensionOf } from './names.ts';
import { bareType } from './types.ts';

/** As many bytes from the beginning as the guess about text looks at. */
export const headBytes = 64 * 1024;

const textual = /^text\/|^message\/|^application\/(json|javascript|ecmascript|x-ndjson|yaml|x-yaml|toml|sql|rtf|ics|x-sh|x-subrip|pgp-(signature|encrypted|keys))$|\+(json|xml|yaml)$|\/xml$/;
const byExtension: Readonly<Record<string, string>> = { csv: 'text/csv', json: 'application/json', ics: 'text/calendar', vcf: 'text/vcard', md: 'text/markdown', js: 'text/javascript', mjs: 'text/javascript', eml: 'message/rfc822' };
/** Beginnings that browsers take for HTML (WHATWG MIME Sniffing §7.1, plus a few that only HTML has). */
const html = /^(<!--[\s\S]*?-->\s*)*<(!doctype\s+html|html|head|body|script|iframe|title|style|table|div|font|meta|link|form|img|object|embed|a|p|br|h1|b|base)(?=[\s>/])/i;
const svg = /^(<\?xml[\s\S]*?\?>|<!--[\s\S]*?-->|<!doctype\s+svg[\s\S]*?>|\s)*<(\w+:)?svg[\s>/]/i;
/** XHTML and SVG are also found behind a prologue by their namespace. */
const xhtml = /<[^>]*xmlns(:\w+)?\s*=\s*["']http:\/\/www\.w3\.org\/(1999\/xhtml|2000\/svg)["']/i;

export interface Sniffed {
  /** The whole file, or null when `head` is all of it. */
  readonly path: string | null;
  /** The first `headBytes` bytes or fewer. */
  readonly head: Uint8Array;
  readonly declaredType: string;
  readonly name: string;
}

/**
 * What the bytes are. A signature in the bytes wins over what the sender said; text is text whatever it was called; of bytes
 * without a signature the sender's word counts only for types that have none.
 */
export async function sniffType({ path, head, declaredType, name }: Sniffed): Promise<string> {
  const declared = bareType(declaredType);
  // Read with the first file that comes in: a start is spared it.
  const { fileTypeFromBuffer, fileTypeFromFile, supportedMimeTypes } = await import('file-type');
  const found = (path === null ? await fileTypeFromBuffer(head) : await fileTypeFromFile(path))?.mime;
  if (found === 'application/xml') return xmlKind(decode(head) ?? '', declared);
  // Compound files (old Office, Outlook) share one signature; the finer word of the sender is better.
  if (found === 'application/x-cfb' && /^application\/(msword|vnd\.ms-|vnd\.visio|x-msi)/.test(declared)) return declared;
  if (found !== undefined) return found === 'image/apng' ? 'image/png' : bareType(found);
  if (head.length === 0) return 'application/octet-stream';
  const text = decode(head);
  if (text === undefined) return supportedMimeTypes.has(declared) || textual.test(declared) ? 'application/octet-stream' : declared;
  return textKind(text, declared, name);
}

function textKind(raw: string, declared: string, name: string): string {
  const text = raw.trimStart();
  if (svg.test(text)) return 'image/svg+xml';
  if (html.test(text)) return 'text/html';
  if (/^<\?xml\s/i.test(text)) return xmlKind(text, declared);
  if (textual.test(declared) && declared !== 'text/plain') return declared;
  return byExtension[extensionOf(name)] ?? 'text/plain';
}

function xmlKind(text: string, declared: string): string {
  if (svg.test(text.trimStart())) return 'image/svg+xml';
  if (xhtml.test(text)) return 'application/xhtml+xml';
  return /[+/]xml$/.test(declared) ? declared : 'application/xml';
}

/** The text of these bytes in one of the encodings that text comes in here; undefined when it is no text. */
function decode(head: Uint8Array): string | undefined {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return tryDecode(head[0] === 0xff ? 'utf-16le' : 'utf-16be', head);
  for (const byte of head) if (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27) return undefined;
  return tryDecode('utf-8', head) ?? tryDecode('gb18030', head) ?? latin(head);
}

/** `stream` lets a character be cut at the end. */
function tryDecode(encoding: string, head: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true });
  } catch {
    return undefined;
  }
}

/** One-byte encodings cannot be proven; mostly ASCII is taken for text. */
function latin(head: Uint8Array): string | undefined {
  let high = 0;
  for (const byte of head) if (byte >= 0x7f) high++;
  return high <= head.length * 0.3 ? new TextDecoder('windows-1252').decode(head) : undefined;
}
