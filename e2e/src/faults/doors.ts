import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import { signWebhook } from '../../../server/src/platform/crypto/webhook-signature.ts';

/** What a door acknowledged: from then on it must be there, exactly once. */
export interface Acknowledged { readonly door: string; readonly mark: string }
export interface Address { readonly port: number; readonly smtpPort: number; readonly mailbox: string; readonly webhook: { readonly name: string; readonly secret: string }; readonly site: string }

/** Every message carries a word of its own, so that it is found again whatever became of its ids. */
export const newMark = (door: string) => `mark-${door}-${randomUUID()}`;

/** Sends until told to stop, as a patient sender does: what was not acknowledged is sent again with the same id. */
export async function knock(address: Address, running: () => boolean, acknowledged: Acknowledged[]): Promise<void> {
  await Promise.all([mail(address, running, acknowledged), mail(address, running, acknowledged), portal(address, running, acknowledged), webhook(address, running, acknowledged), chat(address, running, acknowledged)]);
}
/** One message by each of the four doors, one after the other, every `pauseMs`. */
export async function knockNowAndThen(address: Address, running: () => boolean, acknowledged: Acknowledged[], pauseMs: number): Promise<void> {
  await Promise.all([mail, portal, webhook, chat].map(async (door) => {
    while (running()) {
      const begun = performance.now();
      let once = true;
      await door(address, () => { const go = once; once = false; return go; }, acknowledged);
      await sleep(Math.max(0, pauseMs - (performance.now() - begun)));
    }
  }));
}

/** Tries until it was acknowledged; also after `running` ended, so that nothing is left half-sent. */
export async function patiently(work: () => Promise<boolean>): Promise<boolean> {
  for (let tries = 0; tries < 300; tries++) {
    if (await work().catch(() => false)) return true;
    await sleep(100);
  }
  return false;
}

async function mail({ smtpPort, mailbox }: Address, running: () => boolean, out: Acknowledged[]): Promise<void> {
  while (running()) {
    const mark = newMark('mail');
    const message = { from: `${mark.slice(-6)}@example.org`, to: mailbox, subject: `Fault ${mark}`, text: `Something broke. ${mark}`, messageId: `<${mark}@example.org>` };
    const sent = await patiently(async () => {
      const transport = createTransport({ host: '127.0.0.1', port: smtpPort, ignoreTLS: true, connectionTimeout: 3000, socketTimeout: 5000 });
      try { await transport.sendMail(message); return true; } finally { transport.close(); }
    });
    if (sent) out.push({ door: 'mail', mark });
  }
}

async function post(url: string, body: string, headers: Record<string, string>): Promise<boolean> {
  const answer = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers }, signal: AbortSignal.timeout(5000) });
  await answer.arrayBuffer();
  if (answer.status === 429) await sleep(500);
  else if (answer.status >= 400 && answer.status < 500) throw new Error(`refused with ${answer.status}`);
  return answer.ok;
}

async function portal({ port }: Address, running: () => boolean, out: Acknowledged[]): Promise<void> {
  while (running()) {
    const mark = newMark('portal');
    const body = JSON.stringify({ name: 'Patient Person', email: `${mark.slice(-6)}@example.org`, language: 'en', text: `It leaks. ${mark}`, subject: mark });
    if (await patiently(() => post(`http://127.0.0.1:${port}/api/v1/portal/tickets`, body, { 'idempotency-key': mark }))) out.push({ door: 'portal', mark });
    await sleep(150);
  }
}

async function webhook({ port, webhook: hook }: Address, running: () => boolean, out: Acknowledged[]): Promise<void> {
  while (running()) {
    const mark = newMark('webhook');
    const body = JSON.stringify({ id: mark, from: { name: 'Shop', externalId: mark.slice(-6) }, subject: mark, text: `Returned. ${mark}` });
    if (await patiently(() => post(`http://127.0.0.1:${port}/api/v1/intake/webhook/${hook.name}`, body, { 'aftercare-signature': signWebhook(hook.secret, body, new Date()) }))) out.push({ door: 'webhook', mark });
    await sleep(30);
  }
}

/** One visitor who writes on and on; a new socket after each break, the same client id until it was acknowledged. */
async function chat({ port, site }: Address, running: () => boolean, out: Acknowledged[]): Promise<void> {
  let visitor: string | null = null;
  while (running()) {
    const mark = newMark('chat');
    const clientId = mark.slice(-36);
    const done = await patiently(() => new Promise<boolean>((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/chat/${site}`);
      const end = (ok: boolean) => { clearTimeout(timer); socket.close(); resolve(ok); };
      const timer = setTimeout(() => end(false), 5000);
      socket.onerror = () => end(false);
      socket.onopen = () => socket.send(JSON.stringify({ kind: 'hello', visitor, since: null, language: 'en', page: '' }));
      socket.onmessage = ({ data }) => {
        const frame = JSON.parse(String(data)) as { kind: string; visitor?: string; clientId?: string };
        if (frame.kind === 'welcome') { visitor = frame.visitor ?? visitor; socket.send(JSON.stringify({ kind: 'send', clientId, text: `Hello? ${mark}`, files: [] })); }
        if (frame.kind === 'ack' && frame.clientId === clientId) end(true);
      };
    }));
    if (done) out.push({ door: 'chat', mark });
    await sleep(50);
  }
}
