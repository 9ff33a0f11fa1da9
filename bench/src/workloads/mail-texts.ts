import iconv from 'iconv-lite';

/** One mail of the stream, with what must come out of it. */
export interface Sample { readonly mark: string; readonly raw: Buffer; readonly from: string; readonly expect: string; readonly replyTo: number | null }

const crlf = (lines: readonly string[]) => lines.join('\r\n');
const base64 = (data: Buffer) => data.toString('base64').replace(/(.{76})/g, '$1\r\n');
/** Four bytes each in GB18030. */
const rare = '𠮷𡃁㐂';

export interface Earlier { readonly ticketId: number; readonly messageId: string; readonly from: string; readonly subject: string }

/** Mail number `n`: plain, HTML, UTF-8, GB18030, with attachment, reply by header, reply by tag – in turn. */
export function sample(n: number, mailbox: string, earlier: Earlier | null): Sample {
  const mark = `m${n}x${Math.random().toString(36).slice(2, 8)}`;
  const from = earlier?.from ?? `sender${n}@bench.example`;
  const head = (subject: string, extra: readonly string[] = []) => [`From: Sender ${n} <${from}>`, `To: ${mailbox}`, `Subject: ${subject}`, `Message-ID: <${mark}@bench.example>`, `Date: ${new Date().toUTCString()}`, 'MIME-Version: 1.0', ...extra];
  const utf8 = (subject: string) => `=?utf-8?B?${Buffer.from(subject).toString('base64')}?=`;
  const make = (lines: readonly string[], body: Buffer | string, expect: string): Sample => ({ mark, from, expect, replyTo: earlier?.ticketId ?? null, raw: Buffer.concat([Buffer.from(`${crlf(lines)}\r\n\r\n`), Buffer.isBuffer(body) ? body : Buffer.from(body)]) });
  if (earlier) {
    const text = `${mark} thank you, it works again.`;
    const quoted = crlf([text, '', `On Mon, 2 Mar 2026 at 10:00, Support <${mailbox}> wrote:`, '> please try to restart it', '> and tell us']);
    return n % 2 === 0
      ? make(head(`Re: ${earlier.subject}`, [`In-Reply-To: ${earlier.messageId}`, `References: ${earlier.messageId}`, 'Content-Type: text/plain; charset=utf-8']), quoted, text)
      : make(head(`Re: ${earlier.subject} [#${earlier.ticketId}]`, ['Content-Type: text/plain; charset=utf-8']), quoted, text);
  }
  if (n % 5 === 0) return make(head(`Printer ${mark}`, ['Content-Type: text/plain; charset=us-ascii']), `${mark} The printer does not connect since the update.`, `${mark} The printer does not connect since the update.`);
  if (n % 5 === 1) return make(head(`Lamp ${mark}`, ['Content-Type: text/html; charset=utf-8']), `<html><body><p>${mark} The lamp <b>flickers</b>.</p><script>alert(1)</script></body></html>`, `${mark} The lamp flickers.`);
  if (n % 5 === 2) return make(head(utf8(`洗衣机漏水 ${mark}`), ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64']), base64(Buffer.from(`${mark} 洗衣机昨天开始漏水，${rare}，请安排上门。`)), `${mark} 洗衣机昨天开始漏水，${rare}，请安排上门。`);
  if (n % 5 === 3) {
    const subject = `=?gb18030?B?${iconv.encode(`发票抬头错误 ${mark}`, 'gb18030').toString('base64')}?=`;
    return make(head(subject, ['Content-Type: text/plain; charset=gb18030', 'Content-Transfer-Encoding: base64']), base64(iconv.encode(`${mark} 收货人${rare}的发票抬头写错了，请重开增值税发票。`, 'gb18030')), `${mark} 收货人${rare}的发票抬头写错了，请重开增值税发票。`);
  }
  const boundary = `b${mark}`;
  const body = crlf([`--${boundary}`, 'Content-Type: text/plain; charset=utf-8', '', `${mark} See the photo.`, `--${boundary}`, `Content-Type: application/octet-stream; name="photo-${n}.bin"`, 'Content-Transfer-Encoding: base64', `Content-Disposition: attachment; filename="photo-${n}.bin"`, '', base64(Buffer.alloc(20_000, n)), `--${boundary}--`, '']);
  return make(head(`Photo ${mark}`, [`Content-Type: multipart/mixed; boundary="${boundary}"`]), body, `${mark} See the photo.`);
}
