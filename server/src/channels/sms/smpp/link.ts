import { randomUUID } from 'node:crypto';
import { type Socket, connect as connectPlain, isIP } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { TLSSocket, connect as connectTls } from 'node:tls';
import { createHostGuard } from '../../../platform/net/index.ts';
import type { SmsDesk } from '../settings.ts';
import { createArriving } from './arriving.ts';
import { LinkBroken, SmppConnection } from './connection.ts';
import { createLeaving, giveUpOld, settle } from './leaving.ts';
import { command, status } from './pdu.ts';
import { nameOf } from './status.ts';
import * as store from './store.ts';

const timing = { leaseSeconds: 12, renewMs: 3000, firstPauseMs: 1000, longestPauseMs: 60_000, connectMs: 15_000, answerMs: 30_000, sweepMs: 30_000 };
/** What was acknowledged so shortly before a line was last known to live may not have been heard. */
const doubtMs = 60_000;
const binds: Readonly<Record<SmsDesk['settings']['bind'], readonly number[]>> = { transceiver: [command.bindTransceiver], pair: [command.bindTransmitter, command.bindReceiver], transmitter: [command.bindTransmitter], receiver: [command.bindReceiver] };
export const smppSignal = 'sms.smpp';

/** Keeps one account bound to its message centre, whatever breaks, until told to stop. Over all processes one holds the line. */
export function keepLink(desk: SmsDesk): { stop(): Promise<void> } {
  const { account, context } = desk;
  const { work: db, log } = context.platform;
  const holder = randomUUID();
  const stopping = new AbortController();
  const pause = (ms: number) => sleep(ms, undefined, { signal: stopping.signal }).catch(() => {});
  const loop = (async () => {
    let failures = 0;
    while (!stopping.signal.aborted) {
      try {
        // Somebody else has it: look again when theirs would have ended.
        if (!(await store.takeLine(db, account.id, holder, timing.leaseSeconds))) { await pause(timing.renewMs); continue; }
        await session(desk, holder, stopping.signal, () => { failures = 0; });
      } catch (error) {
        if (stopping.signal.aborted) break;
        failures += 1;
        log.warn({ account: account.id, fault: (error as Error).message, failures }, 'the line to the message centre broke, connecting again');
        if (failures > 1) await context.health(account.id, (error as Error).message).catch(() => {});
        await store.noteBound(db, account.id, holder, null).catch(() => {});
        await giveUpOld(desk).catch(() => {});
        await pause(Math.min(timing.longestPauseMs, timing.firstPauseMs * 2 ** Math.min(failures - 1, 10)) * (0.75 + Math.random() / 2));
      }
    }
    await store.leaveLine(db, account.id, holder).catch(() => {});
  })();
  return { stop: async () => { stopping.abort(); await loop; } };
}

async function session(desk: SmsDesk, holder: string, stopping: AbortSignal, onBound: () => void): Promise<void> {
  const { account, context, settings } = desk;
  const { work: db, signals } = context.platform;
  const name = randomUUID();
  const aliveAt = (await store.lineOf(db, account.id))?.aliveAt ?? null;
  const arriving = createArriving(desk, name, aliveAt && new Date(aliveAt.getTime() - doubtMs));
  let broken: (reason: Error) => void = () => {};
  const end = new Promise<Error>((resolve) => { broken = resolve; });
  const connections: SmppConnection[] = [];
  try {
    const wanted = binds[settings.bind];
    for (const kind of wanted) connections.push(await bind(desk, kind, { asked: arriving.take, closed: broken, answerMs: timing.answerMs }));
    const sends = settings.bind === 'receiver' ? null : (connections[0] ?? null);
    const leaving = createLeaving(desk, { holder, session: name, connection: () => sends });
    await store.noteBound(db, account.id, holder, desk.now());
    await context.health(account.id, null);
    onBound();
    await settle(desk, null);
    const off = signals.on(smppSignal, () => leaving.hint());
    const pumping = leaving.run().catch((error: unknown) => broken(error as Error));
    const timers: NodeJS.Timeout[] = [];
    const every = (ms: number, work: () => Promise<unknown>) => timers.push(setInterval(() => void work().catch((error: unknown) => broken(error as Error)), ms));
    every(timing.renewMs, async () => { if (!(await store.keepLine(db, account.id, holder, timing.leaseSeconds, desk.now()))) throw new LinkBroken('another process took over the line'); });
    every(settings.enquireSeconds * 1000, () => Promise.all(connections.map((one) => one.ask(command.enquireLink))));
    every(timing.sweepMs, async () => { await arriving.sweep(); await settle(desk, null); await giveUpOld(desk); });
    // Written to an earlier line and not answered: a receipt that names its reference settles it; if none comes, nobody knows.
    timers.push(setTimeout(() => void store.giveUpUnanswered(db, account.id, name).then(async (messages) => { for (const { messageId } of messages) await context.report(messageId, 'unsure'); }).catch((error: unknown) => broken(error as Error)), settings.bind === 'transmitter' ? 0 : settings.doubtSeconds * 1000));
    try {
      const reason = await Promise.race([end, new Promise<null>((resolve) => { stopping.addEventListener('abort', () => resolve(null), { once: true }); if (stopping.aborted) resolve(null); })]);
      await leaving.stop();
      await pumping;
      if (reason) throw reason;
      await Promise.race([Promise.all(connections.map((one) => one.ask(command.unbind).catch(() => {}))), sleep(2000)]);
    } finally {
      off();
      for (const timer of timers) clearTimeout(timer);
    }
  } finally {
    for (const one of connections) one.end(new LinkBroken('ended by us'));
  }
}

/** Connects and binds. Ends with a sentence that says what to mend. */
async function bind({ context, settings }: SmsDesk, kind: number, options: ConstructorParameters<typeof SmppConnection>[1]): Promise<SmppConnection> {
  const { host, port, tls, tlsPin } = settings;
  const { address } = await createHostGuard({ allowPrivate: context.platform.config.ALLOW_PRIVATE_HOSTS }).assertPublicHost(host, port);
  const socket: Socket = tls ? connectTls({ host: address, port, rejectUnauthorized: tlsPin === '', ...(isIP(host) ? {} : { servername: host }) }) : connectPlain({ host: address, port });
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => { socket.destroy(); reject(new LinkBroken(`${host}:${port} does not answer`)); }, timing.connectMs);
    socket.once(tls ? 'secureConnect' : 'connect', () => { clearTimeout(timer); resolve(); });
    socket.once('error', (error) => { clearTimeout(timer); reject(new LinkBroken(error.message, { cause: error })); });
  });
  if (tlsPin !== '' && socket instanceof TLSSocket && socket.getPeerX509Certificate()?.fingerprint256.replaceAll(':', '') !== tlsPin) {
    socket.destroy();
    throw new LinkBroken(`${host}:${port} shows another certificate than the one that was agreed on`);
  }
  const connection = new SmppConnection(socket, options);
  const answer = await connection.ask(kind, { fields: { system_id: settings.user, password: settings.secret, system_type: settings.systemType, interface_version: 0x34 } });
  if (answer.status === status.ok) return connection;
  const refusal = new LinkBroken(`the message centre refused to bind: ${nameOf(answer.status)}`);
  connection.end(refusal);
  throw refusal;
}
