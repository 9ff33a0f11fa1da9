import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { extractReply } from './extract.ts'
import { processorMs } from '../../../platform/testing/processor-time.ts'

const own = '好的，我明天寄回去。OK?'
const reply = (text: string, sender?: string): string => extractReply(text, sender === undefined ? {} : { sender }).reply

/** What programs put above a quotation. Each must leave only the writer's own words. */
const quotations: [program: string, quotation: string][] = [
  ['QQ mail', '------------------ 原始邮件 ------------------\n发件人: "客服" <kf@example.com>;\n发送时间: 2026年3月1日(星期日) 下午3:21\n收件人: "张三"<zs@example.com>;\n主题: Re: 冰箱\n\n您好'],
  ['QQ mail, spaces left as HTML', '------------------&nbsp;原始邮件&nbsp;------------------\n发件人: 客服'],
  ['QQ mail in English', '------------------ Original ------------------\nFrom:  "客服";<kf@example.com>;\nDate:  Sun, Mar 1, 2026 03:21 PM\nTo:  "zs"<zs@example.com>;\n\nSubject:  Re: x\n\nhello'],
  ['NetEase', '在 2026-03-01 10:11:12，"客服" <kf@example.com> 写道：\n>您好\n>请寄回'],
  ['NetEase in English', 'At 2026-03-01 10:11:12, "客服" <kf@example.com> wrote:\n>您好'],
  ['NetEase Master', '---- 回复的原邮件 ----\n| 发件人 | 客服<kf@example.com> |\n| 日期 | 2026年03月01日 10:11 |\n您好'],
  ['Outlook zh-CN', '发件人: 客服 <kf@example.com>\n发送时间: 2026年3月1日 15:21\n收件人: 张三 <zs@example.com>\n主题: 答复: 冰箱\n\n您好'],
  ['Outlook for telephones zh-CN', '________________________________\n发件人： 客服 <kf@example.com>\n已发送： 2026年3月1日 15:21\n收件人： 张三\n主题： 答复'],
  ['Outlook zh-TW', '寄件者: 客服 <kf@example.com>\n寄件日期: 2026年3月1日\n收件者: 張三\n主旨: RE: 冰箱\n\n您好'],
  ['Foxmail', '发件人： 客服\n发送时间： 2026-03-01 15:21\n收件人： 张三\n主题： Re: 冰箱\n您好'],
  ['Apple Mail zh', '在 2026年3月1日，下午3:21，客服 <kf@example.com> 写道：\n\n您好'],
  ['Apple Mail zh, marked', '> 在 2026年3月1日，下午3:21，客服 <kf@example.com> 写道：\n> \n> 您好'],
  ['Gmail zh-CN', '客服 <kf@example.com> 于2026年3月1日周日 15:21写道：\n\n> 您好'],
  ['Gmail zh-TW', '客服 <kf@example.com> 於 2026年3月1日 週日 下午3:21寫道：\n\n> 您好'],
  ['Alibaba', '------------------------------------------------------------------\n发件人：客服<kf@example.com>\n发送时间：2026年3月1日(星期日) 15:21\n收件人：张三<zs@example.com>\n主　题：Re:冰箱\n您好'],
  ['en', 'On Sun, Mar 1, 2026 at 3:21 PM Service Desk via Tickets\n<support+c12@example.com>\nwrote:\n\nHello'],
  ['en, Outlook', 'From: Desk [mailto:d@example.com]\nSent: Sunday, March 1, 2026 3:21 PM\nTo: Me\nSubject: RE: x\n\nHello'],
  ['en, original', '-----Original Message-----\nFrom: a@example.com\n\nHello'],
  ['de', 'Am So., 1. März 2026 um 15:21 Uhr schrieb Kundendienst <kd@example.com>:\n\n> Hallo'],
  ['de, Thunderbird', 'Am 01.03.2026 um 15:21 schrieb Kundendienst:\n> Hallo'],
  ['de, Outlook', 'Von: K <k@example.com>\nGesendet: Sonntag, 1. März 2026 15:21\nAn: M\nBetreff: AW: x\n\nHallo'],
  ['fr', 'Le dim. 1 mars 2026 à 15:21, Service <s@example.com> a écrit :\n\n> Bonjour'],
  ['fr, Outlook', 'De : S <s@example.com>\nEnvoyé : dimanche 1 mars 2026 15:21\nÀ : M\nObjet : RE: x\n\nBonjour'],
  ['es', 'El dom, 1 mar 2026 a las 15:21, Servicio (<s@example.com>) escribió:\n\n> Hola'],
  ['it', 'Il giorno dom 1 mar 2026 alle ore 15:21 Servizio <s@example.com> ha scritto:\n\n> Ciao'],
  ['pt', 'Em dom., 1 de mar. de 2026 às 15:21, Serviço <s@example.com> escreveu:\n\n> Olá'],
  ['nl', 'Op zo 1 mrt 2026 om 15:21 schreef Service <s@example.com>:\n\n> Hallo'],
  ['pl', 'niedz., 1 mar 2026 o 15:21 Serwis <s@example.com> napisał(a):\n\n> Dzień dobry'],
  ['sv', 'Den sön 1 mars 2026 kl 15:21 skrev Service <s@example.com>:\n\n> Hej'],
  ['da', 'Den søn. 1. mar. 2026 kl. 15.21 skrev Service <s@example.com>:\n\n> Hej'],
  ['no', 'søn. 1. mar. 2026 kl. 15:21 skrev Service <s@example.com>:\n\n> Hei'],
  ['fi', 'su 1. maalisk. 2026 klo 15.21 Palvelu (s@example.com) kirjoitti:\n\n> Hei'],
  ['ru', 'вс, 1 мар. 2026 г. в 15:21, Сервис <s@example.com>:\n\n> Привет'],
  ['ru, Thunderbird', '01.03.2026 15:21, Сервис пишет:\n> Привет'],
  ['ja', '2026年3月1日(日) 15:21 サービス <s@example.com>:\n\n> こんにちは'],
  ['ja, Outlook', '差出人: S <s@example.com>\n送信日時: 2026年3月1日 15:21\n宛先: M\n件名: RE: x\n\nこんにちは'],
  ['ko', '2026년 3월 1일 (일) 오후 3:21, 서비스 <s@example.com>님이 작성:\n\n> 안녕하세요'],
  ['tr', 'Servis <s@example.com>, 1 Mar 2026 Paz, 15:21 tarihinde şunu yazdı:\n\n> Merhaba'],
  ['cs', 'ne 1. 3. 2026 v 15:21 odesílatel Servis <s@example.com> napsal:\n\n> Ahoj'],
  ['vi', 'Vào CN, 1 thg 3, 2026 vào lúc 15:21 Dịch vụ <s@example.com> đã viết:\n\n> Chào'],
]

describe('quotations are folded away', () => {
  for (const [program, quotation] of quotations) it(program, () => {
    const found = extractReply(`${own}\n\n${quotation}\n`)
    expect(found.reply).toBe(own)
    expect(found.quoted).not.toBe('')
  })

  it('and what was written below them is kept', () => {
    expect(reply('On 3/1/2026 3:21 PM, Desk wrote:\n> Which model?\n\nX200')).toBe('X200')
    expect(reply('Hello\n\nOn 3/1/2026 3:21 PM, Desk wrote:\n\n> Which model?\n\nSee you, Li')).toBe('Hello\n\nSee you, Li')
  })

  it('also when a program wrapped a quoted line', () => {
    expect(reply('Yes\n\nOn 3/1/2026 3:21 PM, Desk wrote:\n> Please send us the serial number that is printed on the back of\nthe machine\n> and a picture')).toBe('Yes')
  })
})

describe('words of the writer stay', () => {
  const whole: [string, string][] = [
    ['answers between the questions', '您好，回复如下：\n\n> 型号是什么？\nX200\n> 什么时候买的？\n去年五月'],
    ['a short answer under a long question', '> Do you want the door of the refrigerator replaced or repaired by us?\nreplaced\n> And when would suit you?\nMonday'],
    ['a form', '日期：3月1日\n型号：X1\n主题：冰箱坏了'],
    ['a form in English', 'Date: 1 March\nModel: X1\nProblem: does not cool'],
    ['a forwarded mail', 'Please look\n\n---------- Forwarded message ---------\nFrom: a@example.com\nDate: x\n\ncontent'],
    ['a forwarded mail in Chinese', '请看下面\n\n-------- 转发邮件信息 --------\n发件人：a <a@example.com>\n发送日期：x\n\n内容'],
    ['a sentence with "On" and a colon', 'On the phone you told me this:\nit is fixed'],
    ['arrows', 'Press menu > settings\n> then reset\ndone'],
    ['an appointment', '10/19/2026 @ 9:30 am\nRoom 5\n1517 4th Avenue'],
    ['nothing but a quotation', '> a\n> b\n> c'],
  ]
  for (const [name, text] of whole) it(name, () => expect(reply(text)).toBe(text))
})

describe('signatures', () => {
  const signed: [string, string][] = [
    ['the standard delimiter', '-- \nLi Lei\n+86 138 0013 8000'], ['an iPhone', 'Sent from my iPhone'], ['an iPhone in Chinese', '发自我的iPhone'], ['QQ', '来自 QQ邮箱'], ['NetEase', '发自 网易邮箱大师'], ['WeCom', '来自企业微信'], ['German telephone', 'Von meinem iPhone gesendet'],
    ['French telephone', 'Envoyé de mon iPhone'], ['Outlook', 'Get Outlook for Android'], ['Chinese card', '此致\n敬礼\n张三\n电话：13800138000\n某某公司'], ['English card', 'Best regards,\nLi Lei\nExample Ltd\nwww.example.com'], ['rule and card', '----------------\n\nLi Lei\nt. 555-931-0702\nhttp://example.com/'],
    ['bare card', 'Li Lei\nli@example.com\n(555) 346-9947'],
  ]
  for (const [name, signature] of signed) it(`${name} is folded away`, () => {
    expect(extractReply(`${own}\n\n${signature}`)).toEqual({ reply: own, quoted: '', signature })
    expect(reply(`${own}\n\n${signature}\n\nOn Mar 1, 2026, at 3:21 PM, Desk <d@example.com> wrote:\n\n> Hi`)).toBe(own)
  })

  it('by the name of the sender', () => {
    expect(reply('It works.\n\nThank you,\nNoam', 'Noam Chen')).toBe('It works.')
    expect(reply('It works.\n\nThank you,\nNoam')).toBe('It works.\n\nThank you,\nNoam')
  })

  it('but not what was asked for', () => {
    for (const text of ['My address is:\n\nLi Lei\nli@example.com\n(555) 346-9947', '发自我的iPhone', 'Thanks', 'The parcel was\nsent from the warehouse by courier']) expect(reply(text)).toBe(text)
  })
})

describe('always', () => {
  const line = fc.oneof(fc.constantFrom('', '> quoted', '-- ', 'On Mar 1, 2026 3:21 PM, A <a@b.c> wrote:', '发件人: a', '主题: b', 'Sent from my iPhone', '-----Original Message-----', 'words', '|', 'Thanks,'), fc.string({ maxLength: 30 }))
  it('returns something for something, and only words that were there', () => {
    fc.assert(fc.property(fc.array(line, { maxLength: 25 }).map((lines) => lines.join('\n')), (text) => {
      const found = extractReply(text)
      expect(found.reply === '').toBe(text.trim() === '')
      for (const kept of found.reply.split('\n')) expect(text.replaceAll('\r', '\n')).toContain(kept)
    }), { numRuns: 500 })
  })

  const long: [string, string][] = [['quote marks', '>'.repeat(500_000)], ['dashes', '-'.repeat(500_000)], ['dashed lines', '- - - -\n'.repeat(60_000)], ['dates', 'On 2026-03-01 10:00 <a@b.c>\n'.repeat(15_000)], ['headers', 'From: x\n'.repeat(50_000)], ['stars', `${'*'.repeat(190)}\n`.repeat(2_000)], ['spaces', `${' '.repeat(100)}\n`.repeat(5_000)], ['one line', 'a '.repeat(500_000)]]
  for (const [name, text] of long) it(`takes bounded time for ${name}`, () => {
    const begun = processorMs()
    extractReply(text)
    expect(processorMs() - begun).toBeLessThan(2_000)
  })
})
