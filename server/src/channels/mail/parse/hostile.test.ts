import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseMail } from './parse.ts'
import { processorMs } from '../../../platform/testing/processor-time.ts'

const seeds = [
  'From: =?gb2312?B?xOO6ww==?= <a@example.com>\r\nTo: b@example.com, "c, d" <c@example.com>\r\nSubject: =?utf-8?Q?Hello_=E4=BD=A0?=\r\nDate: Mon, 2 Mar 2026 10:00:00 +0800\r\nMessage-ID: <x@y>\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\n\r\nplain\r\n--c\r\nContent-Type: text/html; charset=gbk\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=C4=E3</p>\r\n--c--\r\n--b\r\nContent-Type: image/png; name*=utf-8\'\'%E5%9B%BE.png\r\nContent-Disposition: inline\r\nContent-ID: <p>\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: in\r\n\r\nbegin 644 a\r\n#0V%T\r\n`\r\nend\r\n--b--\r\n',
  'From: MAILER-DAEMON@x\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; a@b.c\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n',
  'Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20260301T100000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
].map((text) => Buffer.from(text))

const timed = async (raw: Uint8Array): Promise<number> => {
  const begun = processorMs()
  await parseMail(raw)
  return processorMs() - begun
}

describe('any bytes at all', () => {
  it('are read without throwing', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (bytes) => {
      const mail = await parseMail(bytes)
      expect(mail.messageId).toMatch(/^<.+>$/)
      expect(mail.text.isWellFormed() && mail.subject.isWellFormed()).toBe(true)
    }), { numRuns: 300 })
  })

  it('that were a mail once, too', async () => {
    const edit = fc.record({ at: fc.nat(5_000), remove: fc.nat(40), insert: fc.oneof(fc.uint8Array({ maxLength: 12 }), fc.constantFrom('\r\n', '\r\n\r\n', '--b', '--b--\r\n', '"', '=?', '?=', ';', 'Content-Type: ', '\0').map((text) => Uint8Array.from(Buffer.from(text)))) })
    await fc.assert(fc.asyncProperty(fc.constantFrom(...seeds), fc.array(edit, { minLength: 1, maxLength: 8 }), async (seed, edits) => {
      let raw: Buffer = seed
      for (const { at, remove, insert } of edits) raw = Buffer.concat([raw.subarray(0, at % raw.length || 0), insert, raw.subarray((at % raw.length || 0) + remove)])
      expect(await timed(raw)).toBeLessThan(1_000)
    }), { numRuns: 400 })
  })
})

describe('bombs cost bounded time', () => {
  const repeat = (text: string, times: number): Buffer => Buffer.from(text.repeat(times))
  const nested = (depth: number): Buffer => Buffer.from(Array.from({ length: depth }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`).join(''))
  const bombs: [string, Buffer][] = [
    ['300,000 empty parts', Buffer.concat([Buffer.from('Content-Type: multipart/mixed; boundary=b\n\n'), repeat('--b\n\nx\n', 300_000)])],
    ['10 MB of short lines', Buffer.concat([Buffer.from('Subject: x\n\n'), repeat('x\n', 5_000_000)])],
    ['5,000 nested multiparts', nested(5_000)],
    ['a header of 5 MB', Buffer.concat([Buffer.from('Subject: '), repeat('a', 5_000_000), Buffer.from('\n\nx')])],
    ['100,000 headers', Buffer.concat([repeat('X-A: b\n', 100_000), Buffer.from('\nx')])],
    ['100,000 folds', Buffer.concat([Buffer.from('Subject: a\n'), repeat(' b\n', 100_000), Buffer.from('\nx')])],
    ['unclosed encoded words', Buffer.concat([Buffer.from('Subject: '), repeat('=?a?q?', 10_000), Buffer.from('\n\nx')])],
    ['many addresses', Buffer.concat([Buffer.from('To: '), repeat('a@b.c,', 10_000), Buffer.from('\n\nx')])],
    ['unclosed quotes and comments', Buffer.concat([Buffer.from('To: '), repeat('"(<', 10_000), Buffer.from('\nContent-Type: a/b; '), repeat('("', 10_000), Buffer.from('\n\nx')])],
    ['unfinished uuencode', Buffer.concat([Buffer.from('Subject: x\n\n'), repeat('begin 644 a\n#0V%T\n', 100_000)])],
    ['nested HTML', Buffer.concat([Buffer.from('Content-Type: text/html\n\n'), repeat('<div><blockquote>', 100_000)])],
    ['calendar lines', Buffer.concat([Buffer.from('Content-Type: text/calendar\n\nBEGIN:VEVENT\n'), repeat('A;'.repeat(1_000) + '\n', 500)])],
  ]
  for (const [name, raw] of bombs) it(name, async () => expect(await timed(raw)).toBeLessThan(4_000), 20_000)
})
