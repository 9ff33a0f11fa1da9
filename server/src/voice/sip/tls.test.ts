import { expect, it } from 'vitest';
import { testCertificate } from '../../platform/testing/certificate.ts';
import type { CallEnd } from './call.ts';
import { systemTimers } from './timers.ts';
import { openTransport } from './transport.ts';
import { createUserAgent } from './user-agent.ts';

const sdp = Buffer.from('v=0\r\n');
it('a call by TLS: the certificate is looked at, and everything stays on one connection', async () => {
  const server = await openTransport({ host: '127.0.0.1', port: 0, tls: { port: 0, ...testCertificate } });
  const ended: CallEnd[] = [];
  const taken = Promise.withResolvers<void>();
  const us = createUserAgent({ transport: server, timers: systemTimers, mostCalls: 5, admit: (_request, from) => (from.protocol === 'TLS' ? 'yes' : { status: 403, reason: 'Forbidden' }), onCall: (call) => { call.handlers = { onEnded: (end) => { ended.push(end); taken.resolve(); } }; call.accept(sdp); } });
  const troubles: string[] = [];
  const dial = async (ca: string | undefined, name: string) => {
    const transport = await openTransport({ host: '127.0.0.1', port: 0, ...(ca ? { ca } : {}), onTrouble: (error) => troubles.push((error as { code?: string }).code ?? error.message) });
    const agent = createUserAgent({ transport, timers: systemTimers, mostCalls: 5, admit: () => 'yes', onCall: () => {} });
    const answered = Promise.withResolvers<string>();
    const call = agent.call({ target: 'sip:4001@mail.northwind.example', to: { protocol: 'TLS', host: '127.0.0.1', port: server.tlsPort ?? 0, name }, from: { display: '', uri: 'sip:138@127.0.0.1' }, sdp, handlers: { onAnswered: () => answered.resolve('answered'), onEnded: (end) => answered.resolve(`${end.by} ${end.status}`) } });
    return { call, answered: answered.promise, close: () => agent.close() };
  };
  const good = await dial(testCertificate.cert, 'mail.northwind.example');
  expect(await good.answered).toBe('answered');
  good.call.hangUp();
  await taken.promise;
  expect(ended).toMatchObject([{ by: 'them', status: 200 }]);
  await good.close();
  // Somebody else's name on the certificate, or nobody to vouch for it: not a word is said.
  for (const [ca, name] of [[testCertificate.cert, 'other.example'], [undefined, 'mail.northwind.example']] as const) {
    const bad = await dial(ca, name);
    for (let i = 0; i < 100 && troubles.length === 0; i++) await new Promise((resolve) => { setTimeout(resolve, 20); });
    expect(troubles.shift()).toMatch(/ALTNAME|SELF_SIGNED|UNABLE/);
    await bad.close();
  }
  await us.close();
});
