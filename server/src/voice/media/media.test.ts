import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DigitReader, digitOfInfo, digitPayloads } from './digits.ts';
import { decode, encode } from './g711.ts';
import { JitterBuffer } from './jitter.ts';
import { parseRtp, sequenceAfter, serialiseRtp } from './rtp.ts';
import { agree, parseSdp, writeAnswer, writeOffer } from './sdp.ts';
import { readWav, resample, writeWav } from './wav.ts';

describe('G.711', () => {
  it('keeps each of its own values, and any sample within a sixteenth', () => {
    for (const law of ['PCMA', 'PCMU'] as const) {
      const all = Uint8Array.from({ length: 256 }, (_, i) => i);
      // µ-law has two zeros.
      const again = encode(law, decode(law, all));
      expect([...all].filter((b) => again[b] !== b)).toEqual(law === 'PCMU' ? [0x7f] : []);
      for (let s = -32_000; s <= 32_000; s += 37) expect(Math.abs((decode(law, encode(law, Int16Array.of(s)))[0] ?? 0) - s)).toBeLessThanOrEqual(Math.max(16, Math.abs(s) / 16));
    }
  });
  it('says the published values', () => {
    expect([...decode('PCMA', Uint8Array.of(0xd5, 0x55, 0xaa, 0x2a))]).toEqual([8, -8, 32_256, -32_256]);
    expect([...decode('PCMU', Uint8Array.of(0xff, 0x80, 0x00))]).toEqual([0, 32_124, -32_124]);
  });
});

describe('RTP', () => {
  const packet = fc.record({ payloadType: fc.integer({ min: 0, max: 63 }), marker: fc.boolean(), sequence: fc.nat(65_535), timestamp: fc.nat(0xffff_ffff), ssrc: fc.nat(0xffff_ffff), payload: fc.uint8Array({ maxLength: 320 }).map((b) => Buffer.from(b)) });
  it('reads what it writes, and bears everything else', () => {
    fc.assert(fc.property(packet, (p) => { expect(parseRtp(serialiseRtp(p))).toEqual(p); }));
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (b) => { parseRtp(Buffer.from(b)); }));
  });
  it('tells keys once, however often they are repeated', () => {
    const reader = new DigitReader();
    const heard = [...'5*9'].flatMap((key, press) => digitPayloads(key).map(({ payload }) => reader.read(payload, press * 1_000)));
    expect(heard.filter(Boolean).join('')).toBe('5*9');
    expect([digitOfInfo('application/dtmf-relay', 'Signal= 7\r\nDuration=160'), digitOfInfo('application/dtmf', '#'), digitOfInfo('text/plain', '1')]).toEqual(['7', '#', null]);
  });
});

describe('jitter buffer', () => {
  it('gives frames in order, each once, over the turn of the numbers', () => {
    fc.assert(fc.property(fc.nat(65_535), fc.array(fc.nat(2), { minLength: 30, maxLength: 80 }), (start, delays) => {
      const buffer = new JitterBuffer<number>();
      const arrivals = delays.map((d, i) => ({ i, at: i + d })).toSorted((a, b) => a.at - b.at);
      const out: number[] = [];
      for (let now = 0; now < delays.length + 14; now++) {
        for (const a of arrivals.filter((x) => x.at === now)) buffer.push((start + a.i) & 0xffff, a.i);
        const frame = buffer.pull();
        if (frame !== null) out.push(frame);
      }
      expect(out.every((f, i) => i === 0 || f > (out[i - 1] ?? -1))).toBe(true);
      expect(out.length + buffer.late).toBeGreaterThanOrEqual(delays.length - 2);
    }));
  });
  it('holds back more after packets came too late, and plays on after a loss', () => {
    const buffer = new JitterBuffer<number>();
    for (let i = 0; i < 3; i++) buffer.push(i, i);
    expect([buffer.pull(), buffer.pull(), buffer.pull()]).toEqual([0, 1, 2]);
    buffer.push(4, 4);
    expect([buffer.pull(), buffer.pull(), buffer.lost]).toEqual([null, 4, 1]);
    buffer.push(3, 3);
    expect([buffer.late, buffer.depth]).toEqual([1, 3]);
    expect(sequenceAfter(65_535, 2)).toBe(3);
  });
});

describe('session descriptions', () => {
  const theirs = 'v=0\r\no=- 1 1 IN IP4 10.0.0.9\r\ns=x\r\nc=IN IP4 10.0.0.9\r\nt=0 0\r\nm=video 9 RTP/AVP 97\r\nm=audio 4000 RTP/AVP 18 0 8 96\r\na=rtpmap:18 G729/8000\r\na=rtpmap:96 telephone-event/8000\r\na=sendonly\r\n';
  it('answers with one codec, their numbers and as many streams as they offered', () => {
    const offer = parseSdp(theirs);
    const terms = offer && agree(offer);
    expect(terms).toEqual({ law: 'PCMU', payloadType: 0, events: 96, host: '10.0.0.9', port: 4000, direction: 'recvonly' });
    if (!offer || !terms) return;
    const answer = writeAnswer({ host: '127.0.0.1', port: 5000, version: 1, offer, terms });
    expect(answer.split('\r\n').filter((l) => l.startsWith('m='))).toEqual(['m=video 0 RTP/AVP 97', 'm=audio 5000 RTP/AVP 0 96']);
    expect(parseSdp(answer)).toMatchObject({ port: 5000, direction: 'recvonly', laws: [{ law: 'PCMU', payloadType: 0 }], events: 96 });
  });
  it('reads the old hold, and refuses what it cannot speak', () => {
    expect(parseSdp(theirs.replaceAll('10.0.0.9', '0.0.0.0').replace('a=sendonly\r\n', ''))?.direction).toBe('sendonly');
    expect([parseSdp(theirs.replace('18 0 8 96', '18')), parseSdp('hello'), parseSdp(theirs.replace('audio 4000', 'audio 0'))]).toEqual([undefined, undefined, undefined]);
    expect(parseSdp(writeOffer({ host: '127.0.0.1', port: 7000, version: 2, direction: 'inactive' }))).toMatchObject({ host: '127.0.0.1', port: 7000, direction: 'inactive', events: 101 });
  });
});

describe('recordings', () => {
  it('are read as they were written, from any rate', () => {
    const tone = Int16Array.from({ length: 8_000 }, (_, i) => Math.round(8_000 * Math.sin((2 * Math.PI * 440 * i) / 8_000)));
    expect(readWav(writeWav(tone))).toEqual(tone);
    const wide = Int16Array.from({ length: 22_050 }, (_, i) => Math.round(8_000 * Math.sin((2 * Math.PI * 440 * i) / 22_050)));
    const narrow = resample(wide, 22_050, 8_000);
    const crossings = narrow.filter((s, i) => i > 0 && s >= 0 && (narrow[i - 1] ?? 0) < 0).length;
    expect([narrow.length, Math.abs(crossings - 440) <= 1]).toEqual([8_000, true]);
    expect([readWav(Buffer.from('nothing')), readWav(Buffer.alloc(200))]).toEqual([undefined, undefined]);
  });
});
