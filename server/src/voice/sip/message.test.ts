import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddress, parseUri, parseVia, writeAddress, writeUri } from './address.ts';
import { Framer } from './framer.ts';
import { type SipMessage, SipFault, assertRequest, header, headerList, parseMessage, serialiseMessage } from './message.ts';

const raw = (text: string) => Buffer.from(text.replace(/\n/g, '\r\n'));
const torture = raw(`
INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0
TO :
 sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n
from   : "J Rosenberg \\\\\\""       <sip:jdrosen@example.com>
  ;
  tag = 98asjd8
MaX-fOrWaRdS: 0068
Call-ID: wsinv.ndaksdj@192.0.2.1
Content-Length   : 4
cseq: 0009
  INVITE
Via  : SIP  /   2.0
 /UDP
    192.0.2.2;branch=390skdjuw
s :
NewFangledHeader:   newfangled value
 continued newfangled value
UnknownHeaderWithUnusualValue: ;;,,;;,;
v:  SIP  / 2.0  / TCP     spindle.example.com   ;
  branch  =   z9hG4bK9ikj8  ,
 SIP  /    2.0   / UDP  192.168.255.111   ; branch=
 z9hG4bK30239
m:"Quoted string \\"\\"" <sip:jdrosen@example.com> ; newparam =
      newvalue ;
  secondparam ; q = 0.33

v=0
and what stands behind the length`);

describe('reading what telephones send', () => {
  it('bears folded lines, compact and oddly written names, empty values and a tail behind the length', () => {
    const m = parseMessage(torture);
    if (m.kind !== 'request') throw new Error('no request');
    assertRequest(m);
    expect([m.method, m.body.toString(), header(m, 'Max-Forwards'), header(m, 'CSeq'), header(m, 'Subject')]).toEqual(['INVITE', 'v=0\r', '0068', '0009 INVITE', '']);
    expect(parseAddress(header(m, 'To'))).toEqual({ display: '', uri: 'sip:vivekg@chair-dnrc.example.com', params: { tag: '1918181833n' } });
    expect(parseAddress(header(m, 'From'))).toEqual({ display: 'J Rosenberg \\"', uri: 'sip:jdrosen@example.com', params: { tag: '98asjd8' } });
    expect(parseVia(header(m, 'Via'))).toMatchObject({ transport: 'UDP', host: '192.0.2.2', params: { branch: '390skdjuw' } });
    expect(headerList(m, 'Contact').map(parseAddress)).toEqual([{ display: 'Quoted string ""', uri: 'sip:jdrosen@example.com', params: { newparam: 'newvalue', secondparam: '', q: '0.33' } }]);
  });

  const base = 'Via: SIP/2.0/UDP a;branch=z9hG4bK1\nFrom: <sip:a@b>;tag=1\nTo: <sip:c@d>\nCall-ID: 1\n';
  it.each([
    ['no empty line', 'OPTIONS sip:a@b SIP/2.0\nVia: x', 400],
    ['another version', `OPTIONS sip:a@b SIP/7.0\n${base}CSeq: 1 OPTIONS\n\n`, 505],
    ['no request at all', 'GET / HTTP/1.1\nHost: a\n\n', 400],
    ['spaces in the address', `OPTIONS sip:a b@c SIP/2.0\n${base}CSeq: 1 OPTIONS\n\n`, 400],
    ['angle brackets around it', `OPTIONS <sip:a@b> SIP/2.0\n${base}CSeq: 1 OPTIONS\n\n`, 400],
    ['a body shorter than it says', `OPTIONS sip:a@b SIP/2.0\n${base}CSeq: 1 OPTIONS\nContent-Length: 999\n\nshort`, 400],
    ['a negative length', `OPTIONS sip:a@b SIP/2.0\n${base}CSeq: 1 OPTIONS\nContent-Length: -9\n\n`, 400],
    ['two lengths', `OPTIONS sip:a@b SIP/2.0\n${base}CSeq: 1 OPTIONS\nContent-Length: 0\nl: 3\n\nabc`, 400],
    ['a header without a name', `OPTIONS sip:a@b SIP/2.0\n${base}: nobody\n\n`, 400],
    ['CSeq of another method', `OPTIONS sip:a@b SIP/2.0\n${base}CSeq: 1 INVITE\n\n`, 400],
    ['CSeq beyond 31 bits', `OPTIONS sip:a@b SIP/2.0\n${base}CSeq: 36893488147419103232 OPTIONS\n\n`, 400],
    ['Call-ID twice', `OPTIONS sip:a@b SIP/2.0\n${base}Call-ID: 2\nCSeq: 1 OPTIONS\n\n`, 400],
    ['From missing', 'OPTIONS sip:a@b SIP/2.0\nVia: SIP/2.0/UDP a\nTo: <sip:c@d>\nCall-ID: 1\nCSeq: 1 OPTIONS\n\n', 400],
  ])('refuses %s', (_, text, status) => {
    const read = () => { const m = parseMessage(raw(text)); if (m.kind === 'request') assertRequest(m); };
    expect(read).toThrow(SipFault);
    try { read(); } catch (error) { expect((error as SipFault).status).toBe(status); }
  });

  it('knows the schemes it speaks', () => {
    expect(parseUri('sip:+86-21%205@[2001:db8::1]:5070;transport=tcp?Subject=x')).toEqual({ scheme: 'sip', user: '+86-21 5', host: '[2001:db8::1]', port: 5070, params: { transport: 'tcp' } });
    expect(parseUri('tel:+86-21-5442-0100')).toMatchObject({ scheme: 'tel', user: '+862154420100' });
    expect(() => parseUri('nobodyKnowsThisScheme:totallyopaque')).toThrow(expect.objectContaining({ status: 416 }));
    expect(() => parseUri('sip:a@b:99999')).toThrow(SipFault);
  });

  it('never fails otherwise, whatever comes', () => {
    fc.assert(fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.tuple(fc.nat(torture.length), fc.uint8Array({ maxLength: 6 })).map(([at, noise]) => Buffer.concat([torture.subarray(0, at), noise, torture.subarray(at + noise.length)]))), (bytes) => {
      try {
        const m = parseMessage(Buffer.from(bytes));
        if (m.kind === 'request') { assertRequest(m); parseVia(header(m, 'Via')); parseAddress(header(m, 'From')); }
      } catch (error) { expect(error).toBeInstanceOf(SipFault); }
    }), { numRuns: 500 });
  });
});

const word = fc.stringMatching(/^[A-Za-z0-9\-.!%*_+~]{1,12}$/);
const value = fc.stringMatching(/^[!-~]([ -~]{0,40}[!-~])?$/);
const message = fc.record({
  method: fc.constantFrom('INVITE', 'BYE', 'MESSAGE'), uri: word.map((w) => `sip:${w}@example.com`), status: fc.integer({ min: 100, max: 699 }), response: fc.boolean(),
  headers: fc.array(fc.record({ name: fc.constantFrom('Via', 'Contact', 'From', 'To', 'Call-ID', 'X-Note'), value }), { maxLength: 8 }), body: fc.uint8Array({ maxLength: 200 }).map((b) => Buffer.from(b)),
}).map((m): SipMessage => (m.response ? { kind: 'response', status: m.status, reason: 'Some Reason', headers: m.headers, body: m.body } : { kind: 'request', method: m.method, uri: m.uri, headers: m.headers, body: m.body }));
const withoutLength = (m: SipMessage) => ({ ...m, headers: m.headers.filter((h) => h.name !== 'Content-Length') });

describe('writing and reading again', () => {
  it('gives the same message', () => {
    fc.assert(fc.property(message, (m) => { expect(withoutLength(parseMessage(serialiseMessage(m)))).toEqual(m); }));
  });
  it('gives the same address', () => {
    const params = fc.dictionary(word.map((w) => `p${w.toLowerCase().replace(/[^a-z0-9]/g, 'x')}`), fc.oneof(word, fc.constant('')), { maxKeys: 3 });
    fc.assert(fc.property(fc.stringMatching(/^[A-Za-z "\\]{0,10}$/).map((s) => s.trim()), word, params, (display, user, p) => {
      const address = { display, uri: writeUri({ scheme: 'sip', user, host: 'example.com', port: 5080, params: {} }), params: { ...p } };
      expect(parseAddress(writeAddress(address))).toEqual(address);
      expect(parseUri(address.uri).user).toBe(user);
    }));
  });
  it('cuts a stream into the same messages wherever the network cuts it', () => {
    fc.assert(fc.property(fc.array(message, { minLength: 1, maxLength: 4 }), fc.array(fc.nat(400), { maxLength: 6 }), fc.boolean(), (messages, cuts, pinged) => {
      const stream = Buffer.concat(messages.flatMap((m) => [...(pinged ? [Buffer.from('\r\n\r\n')] : []), serialiseMessage(m)]));
      const framer = new Framer();
      const marks = [0, ...cuts.map((c) => c % stream.length).toSorted((a, b) => a - b), stream.length];
      const got = marks.slice(1).map((end, i) => framer.push(stream.subarray(marks[i], end)));
      expect(got.flatMap((g) => g.messages).map(withoutLength)).toEqual(messages);
      expect(got.reduce((n, g) => n + g.pings, 0)).toBe(pinged ? messages.length : 0);
    }));
  });
});
