import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { parseMail } from './parse.ts'

const mail = (...lines: (string | Buffer)[]): Buffer => Buffer.concat(lines.flatMap((line) => [Buffer.isBuffer(line) ? line : Buffer.from(line), Buffer.from('\r\n')]))
const b64 = (text: string, charset: string): string => iconv.encode(text, charset).toString('base64')

describe('charsets', () => {
  // 𠮷 and 㐂 need four bytes in GB18030 and do not exist in GB2312.
  const samples: [label: string, encoding: string, text: string][] = [
    ['gb18030', 'gb18030', '冰箱坏了𠮷㐂'], ['gb2312', 'gb18030', '朱镕基㐂𠮷'], ['gbk', 'gbk', '请尽快维修，谢谢'], ['big5', 'big5', '冰箱壞了，請維修'],
    ['shift_jis', 'shift_jis', '修理をお願いします'], ['euc-jp', 'euc-jp', '修理をお願いします'], ['euc-kr', 'euc-kr', '수리해 주세요'], ['ks_c_5601-1987', 'euc-kr', '수리해 주세요'],
    ['koi8-r', 'koi8-r', 'Холодильник сломался'], ['windows-1251', 'windows-1251', 'Холодильник сломался'], ['windows-1252', 'windows-1252', 'Kühlschrank – „defekt“'],
    ['windows-1250', 'windows-1250', 'Lodówka zepsuła się'], ['windows-1254', 'windows-1254', 'Buzdolabı bozuldu ığş'], ['iso-8859-15', 'iso-8859-15', 'Prix: 10 €'], ['utf-7', 'utf-7', '你好，世界'], ['utf-16le', 'utf-16le', '你好'],
  ]
  for (const [label, encoding, text] of samples) {
    it(`reads subject and body labelled ${label}`, async () => {
      const found = await parseMail(mail(`Subject: =?${label}?B?${b64(text, encoding)}?=`, 'From: a@example.com', `Content-Type: text/plain; charset="${label}"`, 'Content-Transfer-Encoding: base64', '', b64(text, encoding)))
      expect(found.subject).toBe(text)
      expect(found.text).toBe(text)
    })
  }

  it('reads ISO-2022-JP with and without a label', async () => {
    const bytes = Buffer.concat([Buffer.from('\u001b$B', 'latin1'), Buffer.from([0x25, 0x46, 0x25, 0x39, 0x25, 0x48]), Buffer.from('\u001b(B', 'latin1')])
    const labelled = await parseMail(mail(`Subject: =?ISO-2022-JP?B?${bytes.toString('base64')}?=`, ` =?ISO-2022-JP?B?${bytes.toString('base64')}?=`, 'Content-Type: text/plain; charset=iso-2022-jp', '', bytes))
    expect(labelled.subject).toBe('テストテスト')
    expect(labelled.text.trim()).toBe('テスト')
    expect((await parseMail(mail('Subject: x', '', bytes))).text.trim()).toBe('テスト')
  })

  it('joins characters split across encoded words', async () => {
    const bytes = iconv.encode('关于增值税专用发票', 'gb18030')
    const [one, two] = [bytes.subarray(0, 5), bytes.subarray(5)]
    const found = await parseMail(mail(`Subject: =?gb2312?B?${one.toString('base64')}?=`, ` =?gb2312?B?${two.toString('base64')}?=`, '', 'x'))
    expect(found.subject).toBe('关于增值税专用发票')
  })

  const raw: [name: string, encoding: string, text: string][] = [
    ['UTF-8', 'utf-8', '冰箱不制冷'], ['GB18030', 'gb18030', '我的冰箱不制冷，请派人维修'], ['Latin-1', 'latin1', 'Kühlschrank gefällt mir nicht, größer'], ['windows-1251', 'windows-1251', 'Сломался холодильник, помогите'], ['Big5', 'big5', '我的電冰箱壞了，請問什麼時候可以維修'],
  ]
  for (const [name, encoding, text] of raw) {
    it(`guesses raw ${name} in headers and body`, async () => {
      const bytes = iconv.encode(text, encoding)
      const found = await parseMail(mail(Buffer.concat([Buffer.from('Subject: '), bytes]), Buffer.concat([Buffer.from('From: "'), bytes, Buffer.from('" <a@example.com>')]), '', bytes))
      expect(found.subject).toBe(text)
      expect(found.from).toEqual({ name: text, address: 'a@example.com' })
      expect(found.text.trim()).toBe(text)
    })
  }

  it('believes the bytes where a label lies', async () => {
    const found = await parseMail(mail('Content-Type: text/plain; charset=us-ascii', '', '说明书'))
    expect(found.text.trim()).toBe('说明书')
    const latin = await parseMail(mail('Content-Type: text/plain; charset=utf-8', '', Buffer.from('Gr\xfc\xdfe aus M\xfcnchen', 'latin1')))
    expect(latin.text.trim()).toBe('Grüße aus München')
  })
})

describe('structure', () => {
  it('keeps text, HTML, inline pictures and files apart', async () => {
    const found = await parseMail(mail(
      'Subject: Test', 'Message-ID: <one@example.com>', 'References: <a@x> <b@x>', 'In-Reply-To: <b@x>', 'Date: Mon, 2 Mar 2026 10:00:00 +0800', 'Content-Type: multipart/mixed; boundary="m"', '',
      '--m', 'Content-Type: multipart/related; boundary="r"', '', '--r', 'Content-Type: multipart/alternative; boundary="a"', '',
      '--a', 'Content-Type: text/plain', '', 'plain', '--a', 'Content-Type: text/html', '', '<p>rich <img src="cid:pic"></p>', '--a--',
      '--r', 'Content-Type: image/png', 'Content-ID: <pic>', 'Content-Transfer-Encoding: base64', '', 'iVBORw0KGgo=', '--r--',
      '--m', "Content-Type: application/pdf; name*0*=gb18030''%D7%D3; name*1*=%C6%B1.pdf", 'Content-Disposition: attachment', '', '%PDF', '--m--',
    ))
    expect(found).toMatchObject({ messageId: '<one@example.com>', messageIdDerived: false, references: ['<a@x>', '<b@x>'], inReplyTo: ['<b@x>'], date: '2026-03-02T02:00:00.000Z', text: 'plain', hasPlainText: true, html: '<p>rich <img src="cid:pic"></p>' })
    expect(found.attachments.map(({ name, type, size, cid, inline }) => ({ name, type, size, cid, inline }))).toEqual([
      { name: 'attachment-1.png', type: 'image/png', size: 8, cid: 'pic', inline: true }, { name: '子票.pdf', type: 'application/pdf', size: 4, cid: null, inline: false },
    ])
    expect(found.attachments[1]!.sha256).toBe('315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027')
    expect(found.kind.broken).toBeNull()
  })

  it('gives the same id to the same mail without one, whatever relays added', async () => {
    const one = await parseMail(mail('From: a@example.com', 'Subject: x', '', 'body'))
    const two = await parseMail(mail('Received: from relay', 'From: a@example.com', 'Subject: x', '', 'body'))
    const other = await parseMail(mail('From: a@example.com', 'Subject: x', '', 'other body'))
    expect(one.messageIdDerived).toBe(true)
    expect(two.messageId).toBe(one.messageId)
    expect(other.messageId).not.toBe(one.messageId)
  })

  it('makes hostile file names harmless', async () => {
    const names = ['../../etc/passwd', 'C:\\\\Windows\\\\evil.exe', 'a\u202egpj.exe', '..']
    const found = await parseMail(mail('Content-Type: multipart/mixed; boundary=b', '', ...names.flatMap((name) => ['--b', 'Content-Type: application/x', `Content-Disposition: attachment; filename="${name}"`, '', 'x']), '--b--'))
    expect(found.attachments.map((file) => file.name)).toEqual(['passwd', 'evil.exe', 'agpj.exe', 'attachment-4'])
  })

  it('takes uuencoded files out of the text', async () => {
    const found = await parseMail(mail('Subject: x', '', 'see file', 'begin 644 cat.txt', '#0V%T', '`', 'end'))
    expect(found.text).toBe('see file')
    expect(found.attachments.map((file) => [file.name, Buffer.from(file.content).toString()])).toEqual([['cat.txt', 'Cat']])
  })

  it('joins flowed lines', async () => {
    const found = await parseMail(mail('Content-Type: text/plain; format=flowed', '', 'one ', 'two', '> three ', '> four', '-- ', 'me'))
    expect(found.text.trimEnd()).toBe('one two\n> three four\n-- \nme')
  })

  it('reads a mail inside a mail under a short head', async () => {
    const found = await parseMail(mail('Content-Type: multipart/mixed; boundary=b', '', '--b', '', 'look', '--b', 'Content-Type: message/rfc822', '', 'From: c@example.com', 'Subject: inner', '', 'inner words', '--b--'))
    expect(found.text).toContain('look')
    expect(found.text).toContain('From: c@example.com\nSubject: inner')
    expect(found.text).toContain('inner words')
  })
})

describe('what is broken is kept and said', () => {
  const cases: [name: string, raw: Buffer, broken: string][] = [
    ['nothing', Buffer.alloc(0), 'empty'],
    ['no headers', Buffer.from('just words, no header'), 'no headers'],
    ['cut off', mail('Content-Type: multipart/mixed; boundary=b', '', '--b', '', 'half a'), 'cut off before its end'],
    ['no boundary', mail('Content-Type: multipart/mixed', '', 'words'), 'multipart without boundary'],
    ['no parts', mail('Content-Type: multipart/mixed; boundary=zzz', '', 'words'), 'multipart without parts'],
  ]
  for (const [name, raw, broken] of cases) {
    it(name, async () => {
      const found = await parseMail(raw)
      expect(found.kind.broken).toBe(broken)
      if (raw.length > 0) expect(found.text.trim()).toMatch(/words|half a/)
    })
  }

  it('finds a boundary the header forgot', async () => {
    const found = await parseMail(mail('Content-Type: multipart/mixed', '', '--lost', 'Content-Type: text/plain', '', 'found', '--lost--'))
    expect(found.text.trim()).toBe('found')
  })

  it('survives a missing blank line before the body and a padded fold', async () => {
    const found = await parseMail(mail('Subject: a', ' ', '\tb', 'From: x@example.com', 'Body without blank line', 'more'))
    expect(found.subject).toMatch(/^a\s+b$/)
    expect(found.from?.address).toBe('x@example.com')
    expect(found.text).toContain('Body without blank line')
  })
})
