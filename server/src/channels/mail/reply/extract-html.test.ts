import { describe, expect, it } from 'vitest'
import { htmlToText } from '../html/index.ts'
import { extractReplyHtml } from './extract-html.ts'
import { processorMs } from '../../../platform/testing/processor-time.ts'

const own = '<p>好的，谢谢。</p><p>See you, Li</p>'
const ownText = '好的，谢谢。\n\nSee you, Li'

const quotations: [program: string, html: string][] = [
  ['Gmail', '<div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Sun, Mar 1, 2026 at 3:21 PM Desk &lt;<a href="mailto:d@example.com">d@example.com</a>&gt; wrote:<br></div><blockquote class="gmail_quote">Hello</blockquote></div>'],
  ['Apple', '<br><blockquote type="cite"><div>在 2026年3月1日，下午3:21，客服 &lt;kf@example.com&gt; 写道：</div><br><div>您好</div></blockquote>'],
  ['Outlook', '<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>发件人:</b> 客服 &lt;kf@example.com&gt;<br><b>发送时间:</b> 2026年3月1日 15:21<br><b>收件人:</b> 张三<br><b>主题:</b> 冰箱</p></div><p>您好</p>'],
  ['Outlook on the web', '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Desk<br><b>Sent:</b> Sunday, March 1, 2026<br><b>To:</b> Li<br></div><div>Hello</div>'],
  ['QQ', '<div><br></div><div style="font-size:12px">------------------&nbsp;原始邮件&nbsp;------------------</div><div><b>发件人:</b>&nbsp;"客服"&lt;kf@example.com&gt;;</div><div><b>发送时间:</b>&nbsp;2026年3月1日</div><div>您好</div>'],
  ['NetEase', '<div id="isReplyContent">At 2026-03-01 10:11:12, "kf" &lt;kf@example.com&gt; wrote:<br><blockquote id="isReplyContent">您好</blockquote></div>'],
  ['Thunderbird', '<div class="moz-cite-prefix">Am 01.03.2026 um 15:21 schrieb Desk:<br></div><blockquote type="cite"><p>Hallo</p></blockquote>'],
  ['a bare quotation', '<blockquote>Hello</blockquote>'],
]

describe('quotations in HTML are folded away', () => {
  for (const [program, html] of quotations) it(program, () => {
    const found = extractReplyHtml(`<html><body>${own}${html}</body></html>`)
    expect(found.folded).toBe(true)
    expect(htmlToText(found.reply)).toBe(ownText)
  })
  it('with signatures programs name', () => {
    expect(htmlToText(extractReplyHtml(`${own}<div class="gmail_signature">Li Lei<br>Boss</div>`).reply)).toBe(ownText)
    expect(htmlToText(extractReplyHtml(`${own}<div>发自我的iPhone</div>`).reply)).toBe(ownText)
  })
})

describe('stays whole', () => {
  const whole: [string, string][] = [
    ['without a quotation', own], ['when only a quotation is there', '<blockquote>Hello<div>On 1 Mar 2026 at 10:00, A &lt;a@b.c&gt; wrote:</div></blockquote>'], ['with answers inside', '<blockquote>Model?</blockquote><p>X200</p><blockquote>Since when?</blockquote><p>May</p>'],
    ['a passage the writer set apart', 'It says<blockquote class="gmail_quote">E42 error</blockquote>'], ['empty', ''],
  ]
  for (const [name, html] of whole) it(name, () => expect(extractReplyHtml(html)).toEqual({ reply: html, folded: false }))
  it('keeps a picture that is all the writer sent', () => {
    expect(extractReplyHtml('<img src="cid:a"><blockquote>Hello</blockquote>').reply).toBe('<img src="cid:a">')
  })
})

it('takes bounded time on nested and wide bodies', () => {
  for (const html of ['<blockquote>'.repeat(100_000), `${'<p>a</p>'.repeat(50_000)}<blockquote>${'<p>b</p>'.repeat(50_000)}</blockquote>`]) {
    const begun = processorMs()
    extractReplyHtml(html)
    expect(processorMs() - begun).toBeLessThan(4_000)
  }
})
