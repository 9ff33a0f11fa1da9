import { Parser } from 'htmlparser2';

/** Words of a page, as a mail's plain part has them: a line per paragraph. */
export function textOfHtml(html: string): string {
  let text = '';
  let silent = 0;
  const lines = new Set(['p', 'div', 'br', 'li', 'tr', 'h1', 'h2', 'h3', 'h4', 'blockquote', 'pre', 'table', 'ul', 'ol', 'hr']);
  const parser = new Parser({
    onopentag(name) { if (name === 'style' || name === 'script' || name === 'head') silent += 1; if (lines.has(name) && text !== '' && !text.endsWith('\n')) text += '\n'; },
    ontext(piece) { if (silent === 0) text += piece.replace(/[\t\r\n ]+/g, ' '); },
    onclosetag(name) { if (name === 'style' || name === 'script' || name === 'head') silent -= 1; if (lines.has(name) && !text.endsWith('\n')) text += '\n'; },
  }, { decodeEntities: true });
  parser.write(html);
  parser.end();
  return text.replace(/ *\n */g, '\n').replace(/\n{3,}/g, '\n\n').trim();
}

/** A moment in one of the ways desks write it, as ISO; null when it is none. What has no zone is meant as UTC. */
export function momentOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) {
    const at = new Date(value > 1e11 ? value : value * 1000);
    return Number.isNaN(at.getTime()) ? null : at.toISOString();
  }
  if (typeof value !== 'string' || value.trim() === '') return null;
  const text = value.trim();
  if (/^\d{9,13}$/.test(text)) return momentOf(Number(text));
  const zoned = /(?:Z|UTC|[+-]\d\d:?\d\d)$/i.test(text);
  const [, y, mo, d, h = '00', mi = '00', s = '00'] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]+(\d{1,2})[:时](\d{1,2})分?(?::?(\d{1,2})(?:\.\d+)?秒?)?)?$/.exec(text) ?? [];
  const two = (n: string) => n.padStart(2, '0');
  const at = new Date(y && mo && d ? `${y}-${two(mo)}-${two(d)}T${two(h)}:${two(mi)}:${two(s)}Z` : zoned ? text : `${text}Z`);
  return Number.isNaN(at.getTime()) || at.getUTCFullYear() < 1990 || at.getUTCFullYear() > 2100 ? null : at.toISOString();
}

export const str = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '');
export const idOf = (value: unknown): string | null => { const text = str(value).trim(); return text === '' || text === '0' ? null : text; };
export const listOf = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter((v): v is Record<string, unknown> => typeof v === 'object' && v !== null) : []);
export const mapOf = (value: unknown): Record<string, unknown> => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {});
export const wordsOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(str) : str(value).split(/[,;，；、]+/)).map((w) => w.trim()).filter(Boolean);
/** A language as we know it; null when it is neither. */
export const languageOf = (value: unknown): 'zh-CN' | 'en' | null => (/^zh/i.test(str(value)) ? 'zh-CN' : /^en/i.test(str(value)) ? 'en' : null);
