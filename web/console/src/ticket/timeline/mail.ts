import DOMPurify from 'dompurify';

/** Whether a mail's formatting says more than its words: pictures, tables, lists, headings, emphasis. */
export function isRich(html: string): boolean {
  return /<(img|table|ul|ol|h[1-4]|b|strong|em|i|u|blockquote|pre|hr)[\s>]/i.test(html);
}

/** Pictures that would be fetched from elsewhere, and so tell the sender that the mail was read. The server moves their addresses to `data-remote-src`. */
export function hasRemote(html: string): boolean {
  return /data-remote-src=|(?:src|background|poster)\s*=\s*["']?\s*(?:https?:)?\/\/|url\(\s*["']?\s*(?:https?:)?\/\//i.test(html);
}

const ourMark = /[[【［]\s?[#＃]\s?\d{1,12}\s?[\]】］]/gu;
const front = /^(?:(?:re|aw|antw|sv|vs|wg|tr|rv|fwd?|回复|回覆|答复|答覆|转发|轉寄)\s?[:：]\s*)+/iu;
/** Nothing but what mail programs of any language put in front: «Re:», «Antwort:», «回复：», «Re[2]:». */
const onlyFronts = /^(?:\p{L}[\p{L} ]{0,11}(?:[[(（【]\d{1,4}[\])）】]|[*^]\d{1,3})?\s?[:：]\s*)*$/u;
const bare = (subject: string) => subject.replace(ourMark, ' ').replace(/\s+/g, ' ').trim();

/** Whether a mail goes on under its ticket's subject; then it need not be said again. */
export function sameSubject(subject: string, ticketSubject: string): boolean {
  const [whole, end] = [bare(subject), bare(ticketSubject).replace(front, '')];
  return whole.endsWith(end) && onlyFronts.test(whole.slice(0, whole.length - end.length));
}

/** White paper of its own, whatever the theme: mails are written for it, and the page's tokens do not reach into the frame. */
const paper = `html{color-scheme:light}body{margin:0;padding:8px;font:14px/1.5 system-ui,'PingFang SC','Microsoft YaHei','Noto Sans SC',sans-serif;color:#1f1d1a;background:#fff;overflow-wrap:anywhere}img{max-width:100%;height:auto}img:not([src]){box-sizing:border-box;border:1px dashed #bbb;background:#f6f5f2}table{max-width:100%}a{color:#0a5450}blockquote{margin:0 0 0 12px;padding-left:12px;border-left:2px solid #ddd;color:#555}pre{white-space:pre-wrap}`;
const elsewhere = /^\s*(https?:)?\/\//i;

/**
 * The document for the sandboxed frame. The server has made the HTML safe already; here it is purified once more, and a
 * content policy of its own allows nothing but styles and pictures – remote ones only when asked for.
 */
export function frameDocument(html: string, remote: boolean, origin: string): string {
  const body = DOMPurify.sanitize(html, { RETURN_DOM: true, FORBID_TAGS: ['form', 'input', 'button', 'style', 'link', 'meta', 'base', 'iframe', 'object', 'embed', 'video', 'audio'], ADD_ATTR: ['target'] }) as HTMLElement;
  for (const image of body.querySelectorAll('img')) {
    const kept = image.getAttribute('data-remote-src');
    if (remote && kept && elsewhere.test(kept)) image.src = kept;
    if (!remote && elsewhere.test(image.getAttribute('src') ?? '')) {
      image.removeAttribute('src');
      image.removeAttribute('srcset');
    }
  }
  const images = remote ? `data: https: http: ${origin}` : `data: ${origin}`;
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src ${images}"><meta name="referrer" content="no-referrer"><base target="_blank"><style>${paper}</style></head><body>${body.innerHTML}</body></html>`;
}
