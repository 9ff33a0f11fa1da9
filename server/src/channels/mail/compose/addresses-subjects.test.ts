import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeBounceAddress, makeReplyAddress, readBounceAddress, readReplyAddress } from './signed-address.ts'
import { readSubjectToken, replySubject, stripSubjectPrefixes, withSubjectToken } from './subject.ts'
import { processorMs } from '../../../platform/testing/processor-time.ts'

describe('signed addresses', () => {
  const address = makeReplyAddress('secret', 123, 'support@example.com')
  it('look as documented and read back', () => {
    expect(address).toMatch(/^support\+c123-[a-z2-7]{16}@example\.com$/)
    expect(readReplyAddress('secret', address)).toBe('123')
    expect(readReplyAddress('secret', ` <${address.toUpperCase()}> `)).toBe('123')
  })
  it('carry UUIDs', () => {
    const id = '0195a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b'
    const short = id.replaceAll('-', '').slice(0, 24)
    expect(readReplyAddress('s', makeReplyAddress('s', short, 'a@example.com'))).toBe(short)
  })
  it('refuse other ids, secrets and purposes', () => {
    expect(readReplyAddress('secret', address.replace('c123', 'c124'))).toBeNull()
    expect(readReplyAddress('other', address)).toBeNull()
    expect(readBounceAddress('secret', address)).toBeNull()
    expect(readReplyAddress('secret', makeBounceAddress('secret', 123, 'support@example.com').replace('+b', '+c'))).toBeNull()
    for (const wrong of ['', 'support@example.com', 'support+c123@example.com', 'support+c123-@example.com', 'support+@x', `${'a'.repeat(9_999)}@x`]) expect(readReplyAddress('secret', wrong)).toBeNull()
    const at = address.indexOf('@') - 1
    expect(readReplyAddress('secret', address.slice(0, at) + (address[at] === 'a' ? 'b' : 'a') + address.slice(at + 1))).toBeNull()
  })
  it('survive any id that fits', () => {
    fc.assert(fc.property(fc.stringMatching(/^[a-z0-9]{1,24}$/), (id) => {
      expect(readBounceAddress('k', makeBounceAddress('k', id, 'help+desk@example.com'))).toBe(id)
    }))
  })
  it('say what cannot be carried', () => {
    expect(() => makeReplyAddress('s', 'a b', 'x@example.com')).toThrow(TypeError)
    expect(() => makeReplyAddress('s', 1, 'nobody')).toThrow(TypeError)
    expect(() => makeReplyAddress('s', 1, `${'a'.repeat(60)}@example.com`)).toThrow(RangeError)
  })
})

describe('subjects', () => {
  const same = ['Re: ', 'RE:RE:', 'Re[2]: ', 'Re(3):', 'Fwd: ', 'FW: ', 'AW: ', 'WG: ', 'SV: ', 'VS: ', 'Antw: ', 'RV: ', 'TR: ', 'Odp: ', 'Ynt: ', 'Отв: ', 'Rif: ', 'ENC: ', '回复：', '回复:', '答复：', '转发：', '回覆：', '轉寄：', '返信：', '전달: ', '回复： Re[2]: AW: ', 'Re : ', '【回复】', '自动回复: ']
  for (const prefix of same) it(`${prefix} is a prefix`, () => expect(stripSubjectPrefixes(`${prefix}冰箱 does not cool`)).toBe('冰箱 does not cool'))
  it('words that only begin like one are not', () => {
    for (const subject of ['Refund please', 'Return: my fridge', '回收旧冰箱', 'React app', '[urgent] help', 'Invoice I: paid']) expect(stripSubjectPrefixes(subject)).toBe(subject)
  })
  it('gets one answer prefix', () => {
    expect(replySubject('冰箱')).toBe('Re: 冰箱')
    expect(replySubject('答复：冰箱')).toBe('答复：冰箱')
  })
  it('carries the ticket number', () => {
    expect(withSubjectToken('Fridge', 42)).toBe('[#42] Fridge')
    expect(withSubjectToken('Re: [#42] Fridge', 42)).toBe('Re: [#42] Fridge')
    expect(readSubjectToken('答复：【＃42】冰箱')).toBe(42)
    expect(readSubjectToken('Re: Fridge #42')).toBeNull()
  })
  it('takes no time on nonsense', () => {
    const begun = processorMs()
    stripSubjectPrefixes('Re'.repeat(50_000)); stripSubjectPrefixes('Re[ '.repeat(50_000)); readSubjectToken('[#'.repeat(50_000))
    expect(processorMs() - begun).toBeLessThan(500)
  })
})
