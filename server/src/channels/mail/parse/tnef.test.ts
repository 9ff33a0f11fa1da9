import { describe, expect, it } from 'vitest'
import { parseMail } from './parse.ts'
import { compressedRtf, rtfToText } from './tnef-rtf.ts'
import { decodeTnef } from './tnef.ts'

const u16 = (n: number): Buffer => { const out = Buffer.alloc(2); out.writeUInt16LE(n); return out }
const u32 = (n: number): Buffer => { const out = Buffer.alloc(4); out.writeUInt32LE(n); return out }
const attribute = (level: number, id: number, type: number, data: Buffer): Buffer => Buffer.concat([Buffer.from([level]), u16(id), u16(type), u32(data.length), data, u16(0)])
const property = (type: number, id: number, data: Buffer): Buffer => Buffer.concat([u16(type), u16(id), u32(1), u32(data.length), data, Buffer.alloc((4 - (data.length % 4)) % 4)])
const properties = (...list: Buffer[]): Buffer => Buffer.concat([u32(list.length), ...list])

function winmail(): Buffer {
  return Buffer.concat([
    u32(0x223e9f78), u16(1), attribute(1, 0x9007, 6, Buffer.concat([u32(936), u32(0)])),
    attribute(1, 0x9003, 6, properties(property(0x001f, 0x1000, Buffer.from('请查收附件\0', 'utf16le')))),
    attribute(2, 0x9002, 6, Buffer.alloc(14)), attribute(2, 0x800f, 6, Buffer.from('file content')),
    attribute(2, 0x9005, 6, properties(property(0x001f, 0x3707, Buffer.from('发票.pdf\0', 'utf16le')), property(0x001e, 0x370e, Buffer.from('application/pdf\0')))),
  ])
}

describe('winmail.dat', () => {
  it('gives up its body and files', async () => {
    const raw = Buffer.concat([Buffer.from('Subject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n'), Buffer.from(winmail().toString('base64')), Buffer.from('\r\n--b--\r\n')])
    const mail = await parseMail(raw)
    expect(mail.text).toBe('请查收附件')
    expect(mail.attachments.map((file) => [file.name, file.type, Buffer.from(file.content).toString()])).toEqual([['发票.pdf', 'application/pdf', 'file content']])
  })

  it('never throws, however it is cut or changed', () => {
    const whole = winmail()
    for (let length = 0; length < whole.length; length++) expect(() => decodeTnef(whole.subarray(0, length))).not.toThrow()
    for (let at = 4; at < whole.length; at++) for (const value of [0x00, 0x7f, 0xff]) {
      const changed = Buffer.from(whole)
      changed[at] = value
      expect(() => decodeTnef(changed)).not.toThrow()
    }
  })

  it('keeps what it cannot read as a file', async () => {
    const mail = await parseMail(Buffer.from('Content-Type: application/ms-tnef; name=winmail.dat\r\n\r\nnot tnef'))
    expect(mail.attachments[0]).toMatchObject({ name: 'winmail.dat', size: 8 })
    expect(mail.kind.broken).toContain('winmail.dat')
  })
})

describe('RTF', () => {
  it('expands the example of the specification', () => {
    // MS-OXRTFCP 3.1
    const bytes = Buffer.from('2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0', 'hex')
    expect(compressedRtf(bytes)?.toString('latin1')).toBe('{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n')
  })
  it('reads Chinese by code page and by Unicode', () => {
    expect(rtfToText(Buffer.from("{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0 SimSun;}}\\pard \\'b1\\'f9\\'cf\\'e4\\par \\u20320?\\u22909?}", 'latin1'))).toBe('冰箱\n你好')
  })
})
