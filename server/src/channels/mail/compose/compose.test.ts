import { generateKeyPairSync, verify, createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { parseMail } from '../parse/index.ts'
import { composeMail, messageIdFor } from './compose.ts'
import type { OutgoingMail } from './compose.ts'

const mail: OutgoingMail = {
  from: { name: '售后服务', address: 'support@example.com' }, to: [{ name: '张三', address: 'zs@example.org' }], replyTo: { address: 'support+c1-abc@example.com' }, subject: '回复：冰箱 𠮷 不制冷 – 很长的主题 很长的主题 很长的主题 很长的主题 很长的主题', text: '您好，\n请查收。', html: '<p>您好 <img src="cid:p1"></p>',
  attachments: [{ name: '说明书.pdf', type: 'application/pdf', content: Buffer.from('%PDF') }, { name: 'p.png', type: 'image/png', content: Buffer.from([1, 2, 3]), cid: 'p1' }], references: ['<a@x>', '<b@x>'], inReplyTo: '<b@x>', idempotencyKey: 'message:17', date: new Date('2026-03-01T07:00:00Z'), automatic: 'auto-generated',
}

describe('outgoing mail', () => {
  it('reads back as it was meant', async () => {
    const built = await composeMail(mail)
    const found = await parseMail(built.raw)
    expect(found).toMatchObject({ from: mail.from, to: mail.to, subject: mail.subject, messageId: built.messageId, references: ['<a@x>', '<b@x>'], inReplyTo: ['<b@x>'], date: '2026-03-01T07:00:00.000Z', html: mail.html })
    expect(found.replyTo[0]?.address).toBe('support+c1-abc@example.com')
    expect(found.text.trim()).toBe(mail.text)
    expect(found.attachments.map((file) => [file.name, file.type, file.size, file.cid]).toSorted()).toEqual([['p.png', 'image/png', 3, 'p1'], ['说明书.pdf', 'application/pdf', 4, null]])
    expect(found.kind.autoReply).toBe(true)
    expect(built.raw.toString('latin1')).not.toMatch(/[\x80-\xff]/)
  })

  it('is the same mail for the same key', async () => {
    const [one, two, other] = await Promise.all([composeMail(mail), composeMail(mail), composeMail({ ...mail, idempotencyKey: 'message:18' })])
    expect(one.raw.equals(two.raw)).toBe(true)
    expect(one.messageId).toBe(messageIdFor('message:17', 'support@example.com'))
    expect(other.messageId).not.toBe(one.messageId)
  })

  it('lets nobody add headers or recipients', async () => {
    const built = await composeMail({ ...mail, subject: 'x\r\nBcc: evil@example.net', to: [{ name: 'a\r\nBcc: evil@example.net', address: 'a@example.org\r\nBcc: evil@example.net' }] })
    expect(built.raw.toString('latin1')).not.toMatch(/^Bcc:/im)
    expect(built.envelope.to).toHaveLength(1)
  })

  it('sends the envelope from the bounce address and bounds references', async () => {
    const built = await composeMail({ ...mail, envelopeFrom: 'support+b1-x@example.com', references: Array.from({ length: 100 }, (_, i) => `<${i}@x>`) })
    expect(built.envelope).toEqual({ from: 'support+b1-x@example.com', to: ['zs@example.org'] })
    const { references } = await parseMail(built.raw)
    expect(references).toHaveLength(20)
    expect([references[0], references.at(-1)]).toEqual(['<0@x>', '<b@x>'])
  })

  it('signs with DKIM so that the body hash and the signature verify', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const { raw } = await composeMail({ ...mail, dkim: { domain: 'example.com', selector: 's1', privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() } })
    const text = raw.toString('latin1')
    const split = text.indexOf('\r\n\r\n')
    const headers = text.slice(0, split).replace(/\r\n[ \t]+/g, ' ').split('\r\n')
    const dkim = headers.find((line) => line.startsWith('DKIM-Signature:'))!
    const tag = (name: string): string => new RegExp(`[;:]\\s*${name}=([^;]*)`).exec(dkim)![1]!.replace(/\s+/g, '')
    expect([tag('d'), tag('s'), tag('c')]).toEqual(['example.com', 's1', 'relaxed/relaxed'])
    const body = `${text.slice(split + 4).split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').trimEnd()).join('\r\n').replace(/(?:\r\n)+$/, '')}\r\n`
    expect(tag('bh')).toBe(createHash('sha256').update(body, 'latin1').digest('base64'))
    const relaxed = (line: string): string => { const [name, ...rest] = line.split(':'); return `${name!.toLowerCase().trim()}:${rest.join(':').replace(/\s+/g, ' ').trim()}` }
    const signed = tag('h').split(':').map((name) => relaxed(headers.find((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))!))
    const input = `${signed.join('\r\n')}\r\n${relaxed(dkim).replace(/b=[^;]*$/, 'b=')}`
    expect(verify('sha256', Buffer.from(input, 'latin1'), publicKey, Buffer.from(tag('b'), 'base64'))).toBe(true)
  })
})
