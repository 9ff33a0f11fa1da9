import { createHash, createVerify, type KeyObject } from 'node:crypto';

/** Checks the DKIM signature of a mail (RFC 6376, rsa-sha256, relaxed/relaxed) by the book, apart from the code that signs. */
export function verifyDkim(raw: Buffer, publicKey: KeyObject): { domain: string; selector: string; signed: string[]; bodyOk: boolean; signatureOk: boolean } {
  const text = raw.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  const headers = text.slice(0, end).split(/\r\n(?![ \t])/).map((line) => ({ name: line.slice(0, line.indexOf(':')).toLowerCase(), line }));
  const own = headers.find((h) => h.name === 'dkim-signature');
  if (!own) throw new Error('there is no DKIM-Signature');
  const tags = new Map(own.line.slice(own.line.indexOf(':') + 1).split(';').map((part) => { const at = part.indexOf('='); return [part.slice(0, at).trim(), part.slice(at + 1).replace(/\s+/g, '')] as const; }));
  if (tags.get('c') !== 'relaxed/relaxed' || tags.get('a') !== 'rsa-sha256') throw new Error(`unexpected algorithms ${tags.get('c')} ${tags.get('a')}`);
  const relaxed = (line: string): string => `${line.slice(0, line.indexOf(':')).toLowerCase().trim()}:${line.slice(line.indexOf(':') + 1).replace(/\r\n/g, '').replace(/[ \t]+/g, ' ').trim()}`;
  const body = `${text.slice(end + 4).replace(/[ \t]+\r\n/g, '\r\n').replace(/[ \t]+/g, ' ').replace(/(?:\r\n)+$/, '')}\r\n`;
  const names = (tags.get('h') ?? '').toLowerCase().split(':');
  const pool = headers.toReversed();
  const data = names.flatMap((name) => {
    const at = pool.findIndex((h) => h.name === name);
    return at < 0 ? [] : [`${relaxed(pool.splice(at, 1)[0]?.line ?? '')}\r\n`];
  }).join('') + relaxed(own.line.replace(/([;\s]b=)[^;]*/, '$1'));
  return {
    domain: tags.get('d') ?? '', selector: tags.get('s') ?? '', signed: names,
    bodyOk: createHash('sha256').update(body, 'latin1').digest('base64') === tags.get('bh'),
    signatureOk: createVerify('sha256').update(data, 'latin1').verify(publicKey, tags.get('b') ?? '', 'base64'),
  };
}
