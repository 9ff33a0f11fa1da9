import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Call, CallEnd } from './call.ts';
import { answerChallenge, createDigestGuard } from './digest.ts';
import { type SipMessage, header } from './message.ts';
import { register } from './registration.ts';
import { FakeTimers } from './testing-timers.ts';
import { createNetwork } from './testing-network.ts';
import { createTransactions, newTag, responseTo } from './transactions.ts';
import { createUserAgent } from './user-agent.ts';

const sdp = Buffer.from('v=0\r\n');
/** Two ends and what happens to them: `b` is rung by `a`. */
function pair(o: { admit?: Parameters<typeof createUserAgent>[0]['admit']; protocol?: 'UDP' | 'TCP'; mostCalls?: number } = {}) {
  const timers = new FakeTimers();
  const network = createNetwork(timers, o.protocol);
  const taken: Call[] = [];
  const ends: CallEnd[] = [];
  const a = createUserAgent({ transport: network.transport(1), timers, mostCalls: 10, admit: () => 'yes', onCall: () => {} });
  const b = createUserAgent({ transport: network.transport(2), timers, mostCalls: o.mostCalls ?? 10, admit: o.admit ?? (() => 'yes'), onCall: (call) => { call.handlers = { onEnded: (e) => ends.push(e) }; taken.push(call); } });
  const log: string[] = [];
  const dial = (extra: Partial<Parameters<typeof a.call>[0]> = {}) => a.call({ target: 'sip:400@127.0.0.1:2', to: network.peer(2), from: { display: 'Wang "Fang"', uri: 'sip:138@127.0.0.1:1' }, sdp, handlers: { onRinging: (s) => log.push(`ringing ${s}`), onAnswered: () => log.push('answered'), onEnded: (e) => log.push(`ended by ${e.by} ${e.status}`) }, ...extra });
  return { timers, network, a, b, taken, ends, log, dial };
}

describe('a call', () => {
  it('rings, is answered, held, sends keys and ends', async () => {
    const t = pair();
    const call = t.dial();
    t.timers.advance(10);
    t.taken[0]?.ring();
    t.timers.advance(10);
    t.taken[0]?.accept(sdp);
    t.timers.advance(10);
    expect(t.log).toEqual(['ringing 180', 'answered']);
    expect(t.network.lines()).toEqual(['1 INVITE', '2 100', '2 180', '2 200', '1 ACK']);
    const heard: string[] = [];
    const them = t.taken[0] as Call;
    them.handlers = { onOffer: (offer) => { heard.push(`offer ${offer?.toString()}`); return Buffer.from('answer'); }, onInfo: (type, body) => heard.push(`${type} ${body}`), onRefer: (to) => { heard.push(to); return true; }, onEnded: (e) => t.ends.push(e) };
    const held = call.reoffer(Buffer.from('hold'));
    t.timers.advance(10);
    expect((await held)?.toString()).toBe('answer');
    void call.request('INFO', { headers: [{ name: 'Content-Type', value: 'application/dtmf-relay' }], body: Buffer.from('Signal=5') });
    const referred = call.refer('sip:shop@127.0.0.1', '<sip:us@127.0.0.1>');
    t.timers.advance(10);
    expect([await referred, heard]).toEqual([true, ['offer hold', 'application/dtmf-relay Signal=5', 'sip:shop@127.0.0.1']]);
    them.hangUp();
    t.timers.advance(60_000);
    expect(t.log.at(-1)).toBe('ended by them 200');
    expect([t.a.size(), t.b.size(), t.a.transactions.size(), t.b.transactions.size()]).toEqual([0, 0, { clients: 0, servers: 0, unacknowledged: 0 }, { clients: 0, servers: 0, unacknowledged: 0 }]);
  });

  it('comes about and ends whatever the network loses', () => {
    fc.assert(fc.property(fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }), (losses) => {
      const t = pair();
      // Never more than three in a row: a network that loses everything is no network.
      let run = 0;
      t.network.lose = (_, n) => { const lost = (losses[n % 40] ?? false) && run < 3; run = lost ? run + 1 : 0; return lost; };
      const call = t.dial();
      for (let i = 0; i < 40 && t.taken.length === 0; i++) t.timers.advance(500);
      t.taken[0]?.accept(sdp);
      t.timers.advance(20_000);
      expect([t.taken.length, t.log]).toEqual([1, ['answered']]);
      call.hangUp();
      // Where no ACK ever came through, the other side says BYE of its own when it gives up waiting, and that too may take its whole 32 s.
      t.timers.advance(70_000);
      expect([t.ends.map((e) => e.by), t.a.size(), t.b.size(), t.a.transactions.size().clients, t.b.transactions.size().unacknowledged]).toEqual([['them'], 0, 0, 0, 0]);
    }), { numRuns: 60, examples: [[[...'1011101110111011100101010111001101000110'].map((bit) => bit === '1')]] });
  });

  it('is given up by the caller, before and after it rang', () => {
    const t = pair();
    const call = t.dial();
    call.hangUp();
    t.timers.advance(50);
    expect(t.network.lines()).toEqual(['1 INVITE', '2 100', '1 CANCEL', '2 200', '2 487', '1 ACK']);
    expect([t.ends[0]?.status, t.log]).toEqual([487, ['ended by us 200']]);
  });

  it('is hung up at once when the answer crosses the giving up', () => {
    const t = pair();
    const call = t.dial();
    t.timers.advance(10);
    t.taken[0]?.accept(sdp);
    call.hangUp();
    t.timers.advance(100);
    expect([t.ends.map((e) => e.by), t.b.size()]).toEqual([['them'], 0]);
  });

  it('ends when nobody answers, when nobody is there and when all lines are taken', () => {
    const nobody = pair();
    nobody.network.lose = () => true;
    nobody.dial();
    nobody.timers.advance(33_000);
    // Timer A: 0, 0.5, 1.5, 3.5, 7.5, 15.5, 31.5 s; then B.
    expect([nobody.network.lines().length, nobody.log]).toEqual([7, ['ended by network 408']]);
    const unanswered = pair();
    unanswered.dial({ ringMs: 5_000 });
    unanswered.timers.advance(6_000);
    expect(unanswered.ends[0]?.status).toBe(487);
    const full = pair({ mostCalls: 0 });
    full.dial();
    full.timers.advance(50);
    expect(full.log).toEqual(['ended by them 486']);
  });

  it('is hung up when the caller never says that it heard the answer', () => {
    const t = pair();
    t.network.lose = (m) => m.kind === 'request' && m.method === 'ACK';
    t.dial();
    t.timers.advance(10);
    t.taken[0]?.accept(sdp);
    t.timers.advance(33_000);
    expect(t.ends[0]).toMatchObject({ by: 'us', status: 408 });
  });

  it('is kept alive by session timers, and ended when the other side is gone', async () => {
    const t = pair();
    t.dial();
    t.timers.advance(10);
    t.taken[0]?.accept(sdp);
    const them = t.taken[0] as Call;
    them.handlers = { onOffer: () => sdp, onEnded: (e) => t.ends.push(e) };
    t.timers.advance(10);
    t.network.lines();
    t.timers.advance(901_000);
    expect(t.network.lines()).toEqual(['1 INVITE', '2 200', '1 ACK']);
    await new Promise(setImmediate);
    t.network.lose = () => true;
    t.timers.advance(1_810_000);
    await new Promise(setImmediate);
    t.timers.advance(60_000);
    expect([t.ends[0]?.status, t.a.size()]).toEqual([408, 0]);
  });

  it('asks a trunk for its password and takes the right one only', () => {
    const guard = createDigestGuard({ realm: 'care', key: Buffer.alloc(32, 1), now: () => 1_000 });
    const admit: Parameters<typeof pair>[0] = { admit: (request) => (guard.verify({ ...request, headers: request.headers }, { user: 'trunk', password: 'right' }) === 'right' ? 'yes' : { status: 401, reason: 'Unauthorized', challenges: guard.challenge() }) };
    const right = pair(admit);
    right.dial({ credentials: { user: 'trunk', password: 'right' } });
    right.timers.advance(100);
    const wrong = pair(admit);
    wrong.dial({ credentials: { user: 'trunk', password: 'wrong' } });
    wrong.timers.advance(100);
    expect([right.taken.length, wrong.taken.length, wrong.log]).toEqual([1, 0, ['ended by them 401']]);
  });

  it('answers strangers by the book', () => {
    const t = pair();
    const answers: SipMessage[] = [];
    const x = createTransactions(t.network.transport(3), t.timers, { onRequest: () => {}, onAck: () => {}, onCancel: () => {}, onNeverAcknowledged: () => {} });
    const ask = (method: string, more: { name: string; value: string }[] = [], body = '') => x.request({ kind: 'request', method, uri: 'sip:b@127.0.0.1', body: Buffer.from(body), headers: [{ name: 'From', value: `<sip:x@127.0.0.1>;tag=${newTag()}` }, { name: 'To', value: '<sip:b@127.0.0.1>' }, { name: 'Call-ID', value: newTag() }, { name: 'CSeq', value: `1 ${method}` }, { name: 'Max-Forwards', value: '70' }, ...more].filter((h, i, all) => all.findLastIndex((o) => o.name === h.name) === i) }, t.network.peer(2), { onResponse: (r) => { if (r.status > 100) answers.push(r); }, onTimeout: () => {} });
    ask('OPTIONS');
    ask('PUBLISH');
    ask('BYE', [{ name: 'To', value: '<sip:b@127.0.0.1>;tag=nobody' }]);
    ask('INVITE', [{ name: 'Require', value: 'nothingSupportsThis' }]);
    ask('INVITE', [{ name: 'Content-Type', value: 'text/plain' }], 'hello');
    ask('INVITE', [{ name: 'Session-Expires', value: '10' }]);
    t.timers.advance(50);
    expect(answers.map((r) => (r.kind === 'response' ? r.status : 0))).toEqual([200, 405, 481, 420, 415, 422]);
    expect(header(answers[5] as SipMessage, 'Min-SE')).toBe('90');
  });
});

describe('registration', () => {
  function registrar(answer: (request: Parameters<typeof responseTo>[0], nth: number) => ReturnType<typeof responseTo>) {
    const timers = new FakeTimers();
    const network = createNetwork(timers);
    let nth = 0;
    createTransactions(network.transport(2), timers, { onRequest: (t) => t.respond(answer(t.request, (nth += 1))), onAck: () => {}, onCancel: () => {}, onNeverAcknowledged: () => {} });
    const transactions = createTransactions(network.transport(1), timers, { onRequest: () => {}, onAck: () => {}, onCancel: () => {}, onNeverAcknowledged: () => {} });
    const states: string[] = [];
    const running = register({ transactions, timers, registrar: 'sip:provider.example', to: network.peer(2), address: 'sip:400@provider.example', contact: '<sip:aftercare@127.0.0.1:1>', credentials: { user: '400', password: 'p' }, onState: (s) => states.push(s.registered ? 'registered' : String(s.fault)) });
    return { timers, states, running, count: () => nth };
  }
  it('answers the challenge, takes the registrar\'s time and comes back before it is over', async () => {
    const guard = createDigestGuard({ realm: 'p', key: Buffer.alloc(32), now: () => 0 });
    const expiries: string[] = [];
    const r = registrar((request) => {
      if (guard.verify(request, { user: '400', password: 'p' }) !== 'right') return responseTo(request, 401, 'Unauthorized', { headers: guard.challenge().map((value) => ({ name: 'WWW-Authenticate', value })) });
      expiries.push(header(request, 'Expires'));
      return responseTo(request, 200, 'OK', { headers: [{ name: 'Contact', value: '<sip:aftercare@127.0.0.1:1>;expires=200' }] });
    });
    r.timers.advance(100);
    expect([r.states, r.count()]).toEqual([['registered'], 2]);
    r.timers.advance(140_000);
    expect(r.states).toEqual(['registered', 'registered']);
    const stopped = r.running.stop();
    r.timers.advance(100);
    await stopped;
    expect(expiries).toEqual(['600', '600', '0']);
  });
  it('asks for more time when told to, and tries again with growing pauses when refused', () => {
    const brief = registrar((request, n) => (n === 1 ? responseTo(request, 423, 'Interval Too Brief', { headers: [{ name: 'Min-Expires', value: '3600' }] }) : responseTo(request, 200, 'OK')));
    brief.timers.advance(100);
    expect([brief.states, brief.count()]).toEqual([['registered'], 2]);
    const refused = registrar((request) => responseTo(request, 403, 'Forbidden'));
    refused.timers.advance(40_000);
    expect(refused.states).toEqual(['403 Forbidden', '403 Forbidden', '403 Forbidden', '403 Forbidden']);
  });
  it('proves itself as RFC 2617 §3.5 shows', () => {
    const challenge = { kind: 'response' as const, status: 401, reason: '', body: Buffer.alloc(0), headers: [{ name: 'WWW-Authenticate', value: 'Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"' }] };
    expect(answerChallenge(challenge, { method: 'GET', uri: '/dir/index.html' }, { user: 'Mufasa', password: 'Circle Of Life' }, { tried: false, cnonce: '0a4f113b' })?.value).toContain('response="6629fae49393a05397450978507c4ef1"');
  });
});
