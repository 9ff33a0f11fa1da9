/** HTML of strangers made safe to show. The reader's frame is sandboxed as well: this is the first of two walls. */
import sanitize from 'sanitize-html'
import { limitNesting } from './nesting.ts'
import { safeStyle } from './style.ts'

export interface SafeHtmlOptions {
  /** Where the picture with this Content-ID can be fetched, or null when there is none. */
  cidUrl?: (cid: string) => string | null
}

/** Longest HTML looked at, in characters; the rest of a longer mail is cut. */
const maxChars = 4 * 1024 * 1024

// oxlint-disable-next-line no-control-regex -- browsers ignore these inside a scheme, so we must too
const ignorable = /[\u0000-\u0020\u007f-\u00a0\u200b-\u200f\u2028-\u202e\ufeff]+/g

/** A link a reader may follow: web, mail or telephone; anything relative would point into our own pages. */
function safeHref(value: string | undefined): string | null {
  const bare = (value ?? '').replace(ignorable, '')
  if (/^\/\/[^/]/.test(bare)) return `https:${(value ?? '').trim()}`
  return /^(?:https?:\/\/|mailto:|tel:)/i.test(bare) ? (value ?? '').trim() : null
}

type Attributes = Record<string, string>

function isTrackingPixel(attributes: Attributes): boolean {
  const tiny = (value: string | undefined): boolean => value !== undefined && /^\s*[01](?:px)?\s*$/i.test(value)
  const style = attributes['style'] ?? ''
  return (tiny(attributes['width']) && tiny(attributes['height'])) || (/(?:^|[;\s])width\s*:\s*[01]px/i.test(style) && /(?:^|[;\s])height\s*:\s*[01]px/i.test(style))
}

/** Pictures: those inside the mail are shown, those on the web wait for the reader's consent. */
function safeImage(attributes: Attributes, cidUrl: SafeHtmlOptions['cidUrl']): Attributes | null {
  const source = (attributes['src'] ?? '').replace(ignorable, '')
  const { src: _src, srcset: _srcset, 'data-remote-src': _forged, ...rest } = attributes
  if (/^cid:/i.test(source)) {
    const url = cidUrl?.(decodeCid(source.slice(4))) ?? null
    return url === null ? { ...rest, alt: rest['alt'] ?? '' } : { ...rest, src: url }
  }
  if (/^data:image\/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=]*$/i.test(source)) return { ...rest, src: source }
  if (isTrackingPixel(attributes)) return null
  const remote = /^\/\/[^/]/.test(source) ? `https:${source}` : source
  return /^https?:\/\//i.test(remote) ? { ...rest, 'data-remote-src': remote } : { ...rest, alt: rest['alt'] ?? '' }
}

function decodeCid(cid: string): string {
  try {
    return decodeURIComponent(cid).replace(/^<|>$/g, '')
  } catch {
    return cid
  }
}

function withStyle(attributes: Attributes): Attributes {
  if (attributes['style'] === undefined) return attributes
  const style = safeStyle(attributes['style'])
  const { style: _style, ...rest } = attributes
  return style === '' ? rest : { ...rest, style }
}

const layout = ['align', 'valign', 'width', 'height', 'bgcolor', 'dir', 'lang', 'style', 'title']
const tags = ['a', 'abbr', 'address', 'article', 'aside', 'b', 'bdi', 'bdo', 'big', 'blockquote', 'br', 'caption', 'center', 'cite', 'code', 'col', 'colgroup', 'dd', 'del', 'details', 'dfn', 'div', 'dl', 'dt', 'em', 'figcaption',
  'figure', 'font', 'footer', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hr', 'i', 'img', 'ins', 'kbd', 'li', 'main', 'mark', 'ol', 'p', 'pre', 'q', 'rp', 'rt', 'ruby', 's', 'samp', 'section', 'small', 'span', 'strike',
  'strong', 'sub', 'summary', 'sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'time', 'tr', 'tt', 'u', 'ul', 'var', 'wbr']
const dropped = ['script', 'style', 'textarea', 'option', 'select', 'noscript', 'svg', 'math', 'template', 'iframe', 'object', 'embed', 'applet', 'title', 'head', 'xmp', 'noembed', 'noframes', 'plaintext', 'xml', 'audio', 'video', 'canvas']

/**
 * Makes mail HTML safe: no scripts, forms, frames, styles that fetch or overlay, or addresses other than web, mail
 * and telephone. Remote pictures become `<img data-remote-src>`; tracking pixels vanish; links open apart.
 * @returns a fragment; never throws.
 */
export function safeHtml(html: string, options: SafeHtmlOptions = {}): string {
  try {
    // `<head>` is dropped with all it holds; a body forgotten inside an unclosed one must not go with it.
    const source = limitNesting(html.slice(0, maxChars).replace(/<\/?head\b[^>]{0,500}>/gi, ''))
    return sanitize(source, {
      allowedTags: tags,
      nonTextTags: dropped,
      allowedAttributes: {
        '*': layout, a: ['href', 'name', 'rel', 'target', ...layout], img: ['src', 'alt', 'data-remote-src', 'border', ...layout], table: ['border', 'cellpadding', 'cellspacing', ...layout],
        td: ['colspan', 'rowspan', 'nowrap', ...layout], th: ['colspan', 'rowspan', 'nowrap', ...layout], font: ['color', 'face', 'size', ...layout], ol: ['start', 'type', ...layout], time: ['datetime'], col: ['span', ...layout],
      },
      allowedSchemes: ['http', 'https', 'mailto', 'tel'],
      allowedSchemesByTag: { img: ['http', 'https', 'data'] },
      allowProtocolRelative: false,
      // Styles are judged by `safeStyle`; the library's own parser throws on half the CSS in mail.
      parseStyleAttributes: false,
      // A picture left without any attribute was a tracking pixel.
      exclusiveFilter: (frame) => frame.tag === 'img' && Object.keys(frame.attribs).length === 0,
      transformTags: {
        a: (tagName, attribs) => {
          const { href: _href, name: _name, target: _target, rel: _rel, ...rest } = attribs
          const href = safeHref(attribs['href'])
          return { tagName, attribs: withStyle(href === null ? rest : { ...rest, href, rel: 'noopener noreferrer', target: '_blank' }) }
        },
        img: (tagName, attribs) => {
          const image = safeImage(attribs, options.cidUrl)
          return { tagName, attribs: image ? withStyle(image) : {} }
        },
        '*': (tagName, attribs) => ({ tagName, attribs: withStyle(attribs) }),
      },
    })
  } catch {
    // A parser that gives up must not show the raw thing: the words alone are always safe.
    return html.slice(0, maxChars).replace(/<[^>]*>?/g, ' ').replace(/[<>&"]/g, (char) => `&#${char.charCodeAt(0)};`)
  }
}
