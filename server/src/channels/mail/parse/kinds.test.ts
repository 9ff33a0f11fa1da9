import { describe, expect, it } from 'vitest'
import { guessLanguage } from './language.ts'
import { isMbox, splitMbox } from './mbox.ts'
import { parseMail } from './parse.ts'

const mail = (...lines: string[]): Buffer => Buffer.from(lines.join('\r\n'))
const kind = async (...lines: string[]) => (await parseMail(mail(...lines))).kind

describe('machine-made mail', () => {
  const auto: [string, string[]][] = [
    ['RFC 3834', ['Auto-Submitted: auto-replied']], ['precedence', ['Precedence: auto_reply']], ['an Exchange absence', ['Subject: Automatic reply: Holiday', 'X-Auto-Response-Suppress: All']],
    ['QQ', ['Subject: 自动回复: 冰箱']], ['German', ['Subject: Abwesenheitsnotiz: bin im Urlaub']], ['French', ['Subject: =?utf-8?Q?R=C3=A9ponse_automatique?= : x']],
  ]
  for (const [name, headers] of auto) it(`knows ${name}`, async () => expect((await kind(...headers, '', 'x')).autoReply).toBe(true))
  it('leaves people alone', async () => {
    expect(await kind('Auto-Submitted: no', 'X-Auto-Response-Suppress: OOF', 'Subject: My automatic washing machine', '', 'x')).toMatchObject({ autoReply: false, list: false, bounce: null, noAutoReplyWanted: true })
  })
  it('knows lists', async () => {
    expect((await kind('List-Id: <news.example.com>', '', 'x')).list).toBe(true)
    expect((await kind('Precedence: bulk', '', 'x')).list).toBe(true)
  })
})

describe('delivery reports', () => {
  const report = (fields: string[]): string[] => ['From: MAILER-DAEMON@mx.example.net', 'Subject: Undelivered Mail', 'Content-Type: multipart/report; report-type=delivery-status; boundary=b', '', '--b', 'Content-Type: text/plain', '', 'sorry',
    '--b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.example.net', '', ...fields, '', '--b', 'Content-Type: message/rfc822', '', 'Message-ID: <ours@example.com>', 'Subject: hi', '', 'text', '--b--']
  it('reads recipient, status and original', async () => {
    expect((await kind(...report(['Final-Recipient: rfc822; gone@example.org', 'Action: failed', 'Status: 5.1.1', 'Diagnostic-Code: smtp; 550 no such user']))).bounce)
      .toEqual({ recipients: ['gone@example.org'], status: '5.1.1', permanent: true, final: true, originalMessageId: '<ours@example.com>', diagnostic: '550 no such user' })
  })
  it('tells delays from failures and success from both', async () => {
    expect((await kind(...report(['Final-Recipient: rfc822; a@b.c', 'Action: delayed', 'Status: 4.4.1']))).bounce).toMatchObject({ permanent: false, final: false })
    expect((await kind(...report(['Final-Recipient: rfc822; a@b.c', 'Action: failed', 'Status: 5.2.2']))).bounce).toMatchObject({ permanent: false, final: true })
    expect((await kind(...report(['Final-Recipient: rfc822; a@b.c', 'Action: delivered', 'Status: 2.0.0']))).bounce).toBeNull()
  })
  it('reads a report in free words', async () => {
    const found = (await kind('From: PostMaster@qq.example', 'Subject: =?utf-8?B?6YCA5L+h77ya5Yaw566x?=', 'Content-Type: text/plain; charset=utf-8', '', '收件人 nobody@example.org 不存在', '550 5.1.1 User unknown')).bounce
    expect(found).toMatchObject({ recipients: ['nobody@example.org'], status: '5.1.1', permanent: true })
  })
  it('does not take a customer complaining about undelivered goods for one', async () => {
    expect((await kind('From: Li <li@example.com>', 'Subject: undelivered fridge', '', 'where is it')).bounce).toBeNull()
  })
})

describe('other kinds', () => {
  it('summarises invitations', async () => {
    const found = (await kind('Content-Type: text/calendar; method=REQUEST; charset=utf-8', '', 'BEGIN:VCALENDAR', 'METHOD:REQUEST', 'BEGIN:VEVENT', 'UID:u1', 'SUMMARY:上门', ' 维修\\, 冰箱', 'DTSTART;TZID=Asia/Shanghai:20260301T100000', 'DTEND:20260301T030000Z', 'LOCATION:家里', 'ORGANIZER:mailto:kf@example.com', 'BEGIN:VALARM', 'SUMMARY:no', 'END:VALARM', 'END:VEVENT', 'END:VCALENDAR')).calendar
    expect(found).toEqual([{ method: 'REQUEST', uid: 'u1', summary: '上门维修, 冰箱', location: '家里', start: '2026-03-01T10:00:00', end: '2026-03-01T03:00:00Z', timeZone: 'Asia/Shanghai', organizer: 'kf@example.com', attendees: [] }])
  })
  it('shows encrypted and signed mail as such', async () => {
    expect((await kind('Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b', '', '--b', 'Content-Type: application/pgp-encrypted', '', 'Version: 1', '--b--')).encrypted).toBe('pgp')
    expect((await kind('Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m', 'Content-Transfer-Encoding: base64', '', 'AAAA')).encrypted).toBe('smime')
    expect((await kind('', '-----BEGIN PGP MESSAGE-----', 'x')).encrypted).toBe('pgp')
    expect((await parseMail(mail('', '-----BEGIN PGP SIGNED MESSAGE-----', 'Hash: SHA256', '', 'It leaks.', '- -- ', 'Ann', '-----BEGIN PGP SIGNATURE-----', '', 'iQEz', '-----END PGP SIGNATURE-----'))).text).toBe('It leaks.\r\n-- \r\nAnn'.replaceAll('\r', ''))
    expect(await kind('Content-Type: multipart/signed; boundary=b; protocol="application/pgp-signature"', '', '--b', '', 'hi', '--b--')).toMatchObject({ signed: true, encrypted: null })
  })
  it.each([0x82, 0x80])('opens what is only signed, with lengths %s', async (form) => {
    const der = (tag: number, ...parts: Buffer[]): Buffer => { const body = Buffer.concat(parts); return form === 0x80 && (tag & 0x20) !== 0 ? Buffer.concat([Buffer.from([tag, 0x80]), body, Buffer.alloc(2)]) : Buffer.concat([Buffer.from([tag, 0x82, body.length >> 8, body.length & 255]), body]) }
    const oid = (last: number): Buffer => Buffer.from(`06092a864886f70d0107${last.toString(16).padStart(2, '0')}`, 'hex')
    const words = Buffer.from('Content-Type: text/plain\r\n\r\nIt leaks.')
    const string = form === 0x80 ? der(0x24, der(0x04, words.subarray(0, 10)), der(0x04, words.subarray(10))) : der(0x04, words)
    const envelope = der(0x30, oid(2), der(0xa0, der(0x30, der(0x02, Buffer.from([1])), der(0x31), der(0x30, oid(1), der(0xa0, string)))))
    const read = async (content: Buffer) => parseMail(mail('Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m', 'Content-Transfer-Encoding: base64', '', content.toString('base64')))
    expect(await read(envelope)).toMatchObject({ text: 'It leaks.', attachments: [], kind: { signed: true, encrypted: null } })
    expect(await read(envelope.subarray(0, 60))).toMatchObject({ text: '', attachments: [{ name: 'smime.p7m' }] })
  })
  it('guesses languages', () => {
    const samples: [string, string][] = [['zh-CN', '我的冰箱坏了，请问什么时候可以维修？'], ['zh-TW', '我的冰箱壞了，請問什麼時候可以維修？'], ['en', 'My fridge is broken, when can you repair it?'], ['de', 'Mein Kühlschrank ist kaputt und ich brauche bitte eine Reparatur'], ['ja', '冷蔵庫が壊れました。'], ['ko', '냉장고가 고장났어요'], ['ru', 'Мой холодильник сломался'], ['fr', 'Mon frigo est en panne, je vous prie de le réparer']]
    for (const [language, text] of samples) expect(guessLanguage(text)).toBe(language)
    expect(guessLanguage('iPhone 15 Pro Max 黑屏了')).toBe('zh-CN')
    expect(guessLanguage('?')).toBeNull()
  })
  it('splits an mbox', async () => {
    const mbox = Buffer.from('From a@b Mon Mar  2 10:00:00 2026\nSubject: one\n\nFrom here it goes\n>From quoted\n\nFrom a@b Mon Mar  2 10:00:00 2026\nSubject: two\n\nbody\n')
    expect(isMbox(mbox)).toBe(true)
    const mails = await Promise.all([...splitMbox(mbox)].map((raw) => parseMail(raw)))
    expect(mails.map((found) => found.subject)).toEqual(['one', 'two'])
    expect(mails[0]!.text).toContain('\nFrom quoted')
  })
})
