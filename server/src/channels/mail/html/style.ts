/** Style attributes reduced to what can only change looks. */

const allowed = new Set([
  'color', 'background-color', 'background', 'font', 'font-family', 'font-size', 'font-style', 'font-weight', 'font-variant', 'text-align', 'text-decoration', 'text-indent', 'text-transform',
  'line-height', 'letter-spacing', 'word-spacing', 'word-break', 'overflow-wrap', 'white-space', 'vertical-align', 'direction', 'list-style-type', 'width', 'height', 'max-width', 'min-width', 'max-height',
  'margin', 'margin-top', 'margin-right', 'margin-bottom', 'margin-left', 'padding', 'padding-top', 'padding-right', 'padding-bottom', 'padding-left', 'border', 'border-top', 'border-right', 'border-bottom',
  'border-left', 'border-color', 'border-style', 'border-width', 'border-radius', 'border-collapse', 'border-spacing', 'border-top-color', 'border-top-style', 'border-top-width', 'border-left-color', 'border-left-style',
  'border-left-width', 'table-layout', 'display', 'float', 'clear', 'opacity',
])

/** Functions fetch or compute, escapes and comments hide names, negative margins lay one thing over another. */
const forbidden = /[\\<>{}@]|\/\*|expression|javascript|vbscript|behaviou?r|binding|(?:url|image|image-set|element|var|attr|env|src|calc|paint|cross-fade)\s*\(/i
const displays = new Set(['block', 'inline', 'inline-block', 'none', 'table', 'table-row', 'table-cell', 'list-item'])

/** @returns the safe declarations, or an empty string. Linear in the length. */
export function safeStyle(style: string): string {
  if (style.length > 5000) return ''
  const kept: string[] = []
  for (const declaration of style.split(';')) {
    const colon = declaration.indexOf(':')
    if (colon < 0) continue
    const name = declaration.slice(0, colon).trim().toLowerCase()
    const value = declaration.slice(colon + 1).trim()
    if (!allowed.has(name) || value === '' || value.length > 200 || forbidden.test(value)) continue
    if (name === 'display' && !displays.has(value.toLowerCase().replace(/\s*!important$/, ''))) continue
    if (name.startsWith('margin') && value.includes('-')) continue
    kept.push(`${name}:${value.replace(/"/g, "'")}`)
  }
  return kept.join(';')
}
