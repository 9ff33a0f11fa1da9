const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escape = (text: string): string => text.replace(/[&<>"]/g, (c) => escapes[c] ?? c);
/** Ends before punctuation that belongs to the sentence, Chinese included. */
const link = /https?:\/\/[^\s<>"'，。；：！？、）】》”]+[^\s<>"'，。；：！？、）】》”.,;:!?)\]]/g;

/** One line with its addresses as links. */
export function line(text: string): string {
  let out = '';
  let at = 0;
  for (const match of text.matchAll(link)) {
    out += `${escape(text.slice(at, match.index))}<a href="${escape(match[0])}">${escape(match[0])}</a>`;
    at = match.index + match[0].length;
  }
  return out + escape(text.slice(at));
}

/** The same words as plain text, for programs that show HTML: paragraphs, line breaks, links. Inline styles only: mail has no other. */
export function htmlBody(text: string, language: 'zh-CN' | 'en'): string {
  const paragraphs = text.replace(/\r\n?/g, '\n').trim().split(/\n{2,}/).map((p) => `<p style="margin:0 0 1em">${p.split('\n').map(line).join('<br>\n')}</p>`);
  return `<!doctype html><html lang="${language}"><body style="margin:0;font:15px/1.6 -apple-system,'Segoe UI','PingFang SC','Microsoft YaHei',sans-serif;color:#1f2328">\n${paragraphs.join('\n')}\n</body></html>`;
}
