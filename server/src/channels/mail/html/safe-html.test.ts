import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { htmlToText } from './html-text.ts'
import { safeHtml } from './safe-html.ts'
import { safeStyle } from './style.ts'
import { processorMs } from '../../../platform/testing/processor-time.ts'

describe('hostile HTML', () => {
  const attacks: [string, string][] = [
    ['script', '<script>alert(1)</script>'], ['script in pieces', '<scr<script>ipt>alert(1)</scr</script>ipt>'], ['handler', '<img src=x onerror=alert(1)>'], ['handler after slash', '<p/onclick=alert(1)>x'], ['javascript link', '<a href="javascript:alert(1)">x</a>'],
    ['link with a line break', '<a href="java&#10;script:alert(1)">x</a>'], ['link with a tab', '<a href="\u0001java\tscript:alert(1)">x</a>'], ['data link', '<a href="data:text/html,<script>alert(1)</script>">x</a>'], ['vbscript', '<a href="vbscript:x">x</a>'],
    ['svg', '<svg onload=alert(1)><script>1</script></svg>'], ['math', '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>'], ['form', '<form action="https://evil.example"><input name=p><button>go</button></form>'],
    ['refresh', '<meta http-equiv=refresh content="0;url=https://evil.example">'], ['base', '<base href="https://evil.example/">'], ['frame', '<iframe srcdoc="<script>alert(1)</script>"></iframe>'], ['object', '<object data="x.swf"></object>'], ['link tag', '<link rel=stylesheet href="https://evil.example">'],
    ['style tag', '<style>body{background:url(https://evil.example)}</style>'], ['noscript', '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>'], ['template', '<template><script>alert(1)</script></template>'], ['svg picture', '<img src="data:image/svg+xml;base64,PHN2Zz4=">'],
    ['own address', '<img src="/api/v1/sign-out"><a href="/api/v1/sign-out">x</a>'], ['background', '<table background="https://evil.example/t.gif"><tr><td>x</td></tr></table>'], ['source set', '<img srcset="https://evil.example/a 2x">'], ['forged consent', '<img data-remote-src="javascript:alert(1)">'], ['comment', '<!--[if IE]><script>alert(1)</script><![endif]-->'],
  ]
  for (const [name, html] of attacks) it(`${name} does nothing`, () => {
    const safe = safeHtml(`before ${html} after`)
    expect(safe).not.toMatch(/<\s*(?:script|svg|math|form|input|button|meta|base|iframe|object|link|style|template|noscript)\b/i)
    expect(safe).not.toMatch(/\son\w+\s*=|javascript:|vbscript:|data:|srcset|background|evil\.example|\/api\//i)
    expect(safe).toContain('before')
  })

  it('stays safe for any combination', () => {
    const piece = fc.oneof(fc.constantFrom(...attacks.map(([, html]) => html), '<', '>', '"', "'", '<!--', '-->', '<div', '&lt;', '</', '=', '<p style="'), fc.string({ maxLength: 10 }))
    fc.assert(fc.property(fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')), (html) => {
      const safe = safeHtml(html)
      for (const tag of safe.match(/<(?:[^>"]|"[^"]*")*>/g) ?? []) expect(tag.replace(/ (?:title|alt|style)="[^"]*"/g, '')).not.toMatch(/^<\s*\/?(?:script|svg|form|iframe|object|style|meta)\b|\son\w+\s*=\s*["']?alert|(?:href|src)="\s*(?:javascript|vbscript|data:text)/i)
    }), { numRuns: 300 })
  })
})

describe('what is good stays', () => {
  it('links open apart', () => expect(safeHtml('<a href="https://example.com/a?b=1&amp;c" onclick=x target=_top>x</a>')).toBe('<a href="https://example.com/a?b=1&amp;c" rel="noopener noreferrer" target="_blank">x</a>'))
  it('pictures of the mail are shown, those of the web wait, pixels vanish', () => {
    const html = '<img src="cid:a%40b" alt="A"><img src="https://example.com/b.png" width="20"><img src="https://example.com/t.gif" width="1" height="1"><img src="cid:gone">'
    expect(safeHtml(html, { cidUrl: (cid) => (cid === 'a@b' ? '/files/1' : null) })).toBe('<img alt="A" src="/files/1" /><img width="20" data-remote-src="https://example.com/b.png" /><img alt="" />')
  })
  it('a harmless inline picture', () => expect(safeHtml('<img src="data:image/png;base64,iVBORw0KGgo=">')).toContain('src="data:image/png;base64,iVBORw0KGgo="'))
  it('layout and words', () => expect(safeHtml('<table bgcolor="#fff"><tr><td style="color:red;position:fixed">增值税</td></tr></table>')).toBe('<table bgcolor="#fff"><tr><td style="color:red">增值税</td></tr></table>'))
  it('a body that follows an unclosed head', () => expect(safeHtml('<html><head><title>t</title><body><p>x</p>')).toContain('<p>x</p>'))
})

it('styles lose what fetches, computes or overlays', () => {
  const refused = ['position:fixed', 'background:url(https://e)', 'width:expression(1)', 'behavior:url(x)', '-moz-binding:url(x)', 'color:r\\65 d', 'background:u/**/rl(x)', 'margin-left:-9999px', 'background-image:image-set("x")', 'color:var(--x)', 'z-index:9', 'display:flex']
  for (const style of refused) expect(safeStyle(style)).toBe('')
  expect(safeStyle('COLOR: #333; font-family:"Microsoft YaHei"; margin:0 auto; display:none')).toBe("color:#333;font-family:'Microsoft YaHei';margin:0 auto;display:none")
})

describe('text of HTML', () => {
  const cases: [string, string][] = [
    ['<p>a</p><p>b<br>c</p>', 'a\n\nb\nc'], ['<ul><li>x<li>y</ul><ol><li>p<li>q</ol>', '- x\n- y\n1. p\n2. q'], ['<div>a</div><div>b</div>', 'a\nb'], ['  a \n b&nbsp;c ', 'a b c'], ['<blockquote>q<br>r</blockquote>', '> q\n> r'], ['<pre>a\n  b</pre>', 'a\n  b'],
    ['<a href="https://example.com/x">here</a>', 'here <https://example.com/x>'], ['<a href="https://example.com/">example.com</a>', 'example.com'], ['<style>p{}</style><script>1</script>a<img alt="pic" src=x>', 'a[pic]'], ['中文<b>粗</b>体&amp;&#x4F60;', '中文粗体&你'], ['<table><tr><td>a<td>b<tr><td>c</table>', 'a  b\nc'],
  ]
  for (const [html, text] of cases) it(html.slice(0, 40), () => expect(htmlToText(html)).toBe(text))
})

describe('time is linear', () => {
  // A quarter of what was tried at first: what grows with the square of it would still take minutes.
  const bombs = ['<div>'.repeat(50_000), '<b><i>'.repeat(25_000), '<dd><li><td>'.repeat(20_000), '<p><b>'.repeat(25_000), '<'.repeat(250_000), '<a href="'.repeat(25_000), '<!--'.repeat(75_000), '</div>'.repeat(75_000), '&#'.repeat(125_000), `<p style="${'a:b;'.repeat(75_000)}">x`]
  for (const html of bombs) it(`${html.slice(0, 14)} × many`, () => {
    const begun = processorMs()
    safeHtml(html)
    htmlToText(html)
    expect(processorMs() - begun).toBeLessThan(1_250)
  })
})
