/** Tags that lay out words and say nothing more. */
const layoutOnly = /<\/?(?:html|head|body|meta|title|div|p|br|span|o:p|!doctype)(?=[\s/>])/gi;
const anyTag = /<[/!a-z]/gi;
const dressed = /<(?:style|font|table|img|a|b|i|u|ul|ol|blockquote|pre|h[1-6])[\s/>]|style\s*=\s*["'][^"']*(?:color|background|font-(?:size|weight|style)|text-decoration)/i;

/**
 * Does this HTML only repeat plain words (as most programs send beside the text)? Then the text is shown and the HTML need not be
 * made safe, which is the dearest part of reading a mail.
 */
export function plainLooking(html: string): boolean {
  if (html.length > 20_000 || dressed.test(html)) return false;
  const all = html.match(anyTag)?.length ?? 0;
  return all === (html.match(layoutOnly)?.length ?? 0);
}
