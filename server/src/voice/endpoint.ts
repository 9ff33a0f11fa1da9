import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { type CallRow, type Command, type CommandAnswer, type Hotline, aliveEveryMs, numbersChanged } from '../modules/hotline/index.ts';
import type { Platform, Service } from '../platform/module/index.ts';
import { waitingCall } from './cloud/door.ts';
import { echoTest } from './echo.ts';
import type { SoundLeg } from './leg.ts';
import { createLines } from './lines.ts';
import { AudioPort, createPorts } from './media/audio-port.ts';
import { keptMusic } from './music.ts';
import { startPace } from './media/pace.ts';
import { agree, parseSdp, writeAnswer, writeOffer } from './media/sdp.ts';
import { readWav } from './media/wav.ts';
import { CallSession } from './session.ts';
import { telephoneLeg } from './telephone-leg.ts';
import { parseUri } from './sip/address.ts';
import type { Call } from './sip/call.ts';
import { type SipRequest, header } from './sip/message.ts';
import { systemTimers } from './sip/timers.ts';
import { openTransport } from './sip/transport.ts';
import { type UserAgent, createUserAgent } from './sip/user-agent.ts';
import { createSpeech, espeak, speechEndpoint, type Voice } from './speech.ts';
import { pem } from '../platform/config/index.ts';
import { createGuardedFetch } from '../platform/net/index.ts';

const mostCalls = 200;
const tryAgainMs = 30_000;

/** The process with the sound (role `voice`): telephones on one side, browsers on the other, the menu between them. */
export function createVoice(platform: Platform, hotline: Hotline, options: { voices?: readonly Voice[] } = {}) {
  const { config, log, signals, secrets, files } = platform;
  /** Stable for a machine and port, so that a restart finds the calls its forerunner left. */
  const process_ = `${hostname()}:${config.SIP_PORT || randomUUID()}`;
  const fetch = createGuardedFetch({ allowPrivate: config.ALLOW_PRIVATE_HOSTS });
  const endpoint = config.SPEECH_URL ? [speechEndpoint({ url: config.SPEECH_URL, key: config.SPEECH_KEY, model: config.SPEECH_MODEL, voice: config.SPEECH_VOICE, fetch: async (url, init) => { const a = await fetch(url, init); return { ok: a.ok, bytes: async () => new Uint8Array(await a.arrayBuffer()) }; } })] : [];
  const speech = createSpeech(options.voices ?? [...endpoint, espeak()], log);
  const lines = createLines({ numbers: hotline.numbers, timers: systemTimers, log, key: secrets.key('sip-nonce') });
  const ports = createPorts(config.RTP_PORTS);
  const sessions = new Map<number, CallSession>();
  const publicHost = config.SIP_PUBLIC_HOST ?? config.SIP_HOST;
  let pace: ReturnType<typeof startPace> | null = null;
  let agent: UserAgent | null = null;
  let port = 0;
  let stopped = false;
  const stops: (() => void)[] = [];

  const recorded = async (fileId: number) => readWav(Buffer.from(await files.read(fileId))) ?? null;
  const music = keptMusic(recorded);
  const beat = () => (pace ??= startPace());
  function sessionOf(call: CallRow, numberId: number): CallSession {
    const session = new CallSession(call, { hotline, pace: beat(), speech, log, sound: recorded, music, ring: (to, enough) => ring(numberId, to, enough), onClosed: () => void sessions.delete(call.id) });
    sessions.set(call.id, session);
    return session;
  }

  const roomOf = (request: SipRequest): number | null => waitingCall(platform, (() => { try { return parseUri(request.uri).user; } catch { return ''; } })());

  async function takeCall(call: Call, request: SipRequest): Promise<void> {
    const theirs = call.offer ? parseSdp(call.offer.toString('utf8')) : undefined;
    const terms = theirs && agree(theirs);
    if (!theirs || !terms) { call.refuse(488, 'Not Acceptable Here'); return; }
    const audio = await AudioPort.open(config.SIP_HOST, ports);
    if (!audio) { call.refuse(503, 'Service Unavailable'); return; }
    const leg = telephoneLegOf(call, audio);
    const waiting = roomOf(request);
    if (waiting !== null) {
      // A cloud service brings somebody who went through the menu there.
      const row = await hotline.calls.get(waiting);
      const number = await hotline.numbers.get(row.numberId);
      if (row.state === 'ended' || !number || sessions.has(row.id)) { call.refuse(404, 'Not Found'); return; }
      audio.use(terms);
      await hotline.calls.held(row.id, process_);
      const session = sessionOf(row, number.id);
      session.receive(leg);
      call.accept(Buffer.from(writeAnswer({ host: publicHost, port: audio.port, version: 1, offer: theirs, terms })));
      await session.run([{ do: 'queue', teamId: row.teamId, vip: row.vip, mostSeconds: 7_200, callback: true }]);
      return;
    }
    let begun: Awaited<ReturnType<typeof hotline.calls.begin>> = null;
    for (const number of lines.dialled(request)) {
      begun = await hotline.calls.begin({ number, caller: lines.caller(request), externalId: header(request, 'Call-ID'), via: 'sip', process: process_ });
      if (begun) break;
    }
    if (!begun) { call.refuse(404, 'Not Found'); return; }
    if (call.state === 'ended') { await hotline.calls.ended(begun.call.id, 'caller'); return; }
    audio.use(terms);
    const session = sessionOf(begun.call, begun.number.id);
    session.receive(leg);
    call.accept(Buffer.from(writeAnswer({ host: publicHost, port: audio.port, version: 1, offer: theirs, terms })));
    await session.run(begun.steps);
  }
  const telephoneLegOf = (call: Call, audio: AudioPort) => telephoneLeg(call, audio, publicHost, () => ports.give(audio.port));

  async function ring(numberId: number, to: string, enough: AbortSignal): Promise<SoundLeg | null> {
    const way = lines.wayOut(numberId, to);
    const audio = way && agent ? await AudioPort.open(config.SIP_HOST, ports) : undefined;
    if (!way || !agent || !audio || enough.aborted) { audio?.close(); if (audio) ports.give(audio.port); return null; }
    const user = agent;
    return new Promise((resolve) => {
      const failed = () => { audio.close(); ports.give(audio.port); resolve(null); };
      const call: Call = user.call({
        target: way.target, to: way.peer, from: { display: '', uri: way.from }, credentials: way.credentials, sdp: Buffer.from(writeOffer({ host: publicHost, port: audio.port, version: 1 })),
        handlers: {
          onEnded: failed,
          onAnswered(sdp) {
            const theirs = parseSdp(sdp.toString('utf8'));
            const terms = theirs && agree(theirs);
            if (!terms) { call.hangUp(488, 'Not Acceptable Here'); return; }
            audio.use(terms);
            resolve(telephoneLegOf(call, audio));
          },
        },
      });
      enough.addEventListener('abort', () => { if (call.state === 'calling') call.hangUp(); }, { once: true });
    });
  }

  /** A colleague's browser. WebRTC is large and most processes never need it: loaded by the first answer. */
  const browser = async (sdp: string) => (await import('./browser-leg.ts')).browserLeg(sdp);
  async function obeyAnybody(command: Command): Promise<CommandAnswer> {
    if (command.do === 'echo') {
      const { leg, answer } = await browser(command.sdp);
      echoTest(leg, beat());
      return { sdp: answer };
    }
    if (command.do !== 'dial') return { fault: 'hotline.failed' };
    const call = await hotline.calls.get(command.callId);
    const { leg, answer } = await browser(command.sdp);
    await hotline.calls.held(call.id, process_);
    void sessionOf(call, call.numberId).dial(leg, command.to).catch((error: unknown) => log.error({ err: error, call: call.id }, 'a call of ours was lost'));
    return { sdp: answer };
  }
  async function obey(callId: number | null, command: Command): Promise<CommandAnswer> {
    if (callId === null) return obeyAnybody(command);
    const session = sessions.get(callId);
    if (!session) return { fault: 'hotline.no-voice' };
    const { talk } = session;
    const actor = { kind: 'agent' as const, id: command.agentId, name: 'agentName' in command ? command.agentName : '' };
    switch (command.do) {
      case 'answer': {
        const call = await hotline.calls.get(callId);
        const { leg, answer } = await browser(command.sdp);
        const partyId = talk.guestOf(command.agentId, call);
        if (partyId !== null) { await talk.guestIn(partyId, leg); return { sdp: answer }; }
        await hotline.calls.answered(callId, command.agentId, actor).catch((error: unknown) => { leg.hangUp(); throw error; });
        talk.answer(leg);
        return { sdp: answer };
      }
      case 'supervise': {
        const { leg, answer } = await browser(command.sdp);
        talk.supervise(command.agentId, leg, command.mode === 'whisper');
        return { sdp: answer };
      }
      case 'supervise-as': talk.superviseAs(command.agentId, command.mode === 'whisper'); return {};
      case 'hold': case 'resume': talk.hold(command.do === 'hold'); await hotline.calls.hold(callId, command.do === 'hold', actor); return {};
      case 'decline': {
        if (talk.guestOf(command.agentId, await hotline.calls.get(callId)) !== null) await talk.leave(command.agentId, 'declined');
        else await hotline.calls.unanswered(callId, 'declined');
        return {};
      }
      case 'consult': talk.consult(command.partyId, command.number === null ? await guestAgent(callId, command.partyId) : null, command.number); return {};
      case 'join': await talk.join(actor); return {};
      case 'take-back': await talk.takeBack(actor); return {};
      case 'pass': await talk.pass(actor); return {};
      case 'leave': await talk.leave(command.agentId); return {};
      case 'hangup': await session.end('agent'); return {};
      case 'keys': talk.press(command.keys); return {};
      case 'part': void session.handedOver(); return {};
      case 'transfer': await talk.transfer(command.to, actor); return {};
      default: return { fault: 'hotline.failed' };
    }
  }
  const guestAgent = async (callId: number, partyId: number) => (await hotline.calls.get(callId)).parties.find((p) => p.id === partyId)?.agentId ?? null;

  async function open(): Promise<void> {
    if (agent || stopped) return;
    const rows = (await hotline.numbers.rows()).filter((n) => n.enabled);
    // No telephone line, no open port.
    if (rows.length === 0) return;
    try {
      const tls = config.SIP_TLS_CERT && config.SIP_TLS_KEY ? { port: config.SIP_TLS_PORT, cert: pem(config.SIP_TLS_CERT), key: pem(config.SIP_TLS_KEY) } : null;
      const transport = await openTransport({ host: config.SIP_HOST, port: config.SIP_PORT, tls, onTrouble: (error, peer) => log.debug({ err: error, peer }, 'a telephone message did not leave') });
      port = transport.port;
      agent = createUserAgent({ transport, timers: systemTimers, publicHost, mostCalls, admit: (request, from) => (roomOf(request) === null ? lines.admit(request, from) : 'yes'), onCall: (call, request) => void takeCall(call, request).catch((error: unknown) => { log.error({ err: error }, 'a call was not taken'); call.hangUp(500, 'Server Internal Error'); }) });
      log.info({ port }, 'the hotline listens');
    } catch (error) {
      log.error({ err: error, port: config.SIP_PORT }, 'the SIP port cannot be opened; trying again');
      const timer = setTimeout(() => void open(), tryAgainMs);
      stops.push(() => clearTimeout(timer));
      return;
    }
    await lines.load(agent);
  }

  /** A signal may be lost, a number must not be: looked at again and again, read anew when it has changed. */
  let known = '';
  async function refresh(): Promise<void> {
    const stands = JSON.stringify((await hotline.numbers.rows()).map((n) => [n.id, n.version]));
    if (stands === known || stopped) return;
    known = stands;
    await (agent ? lines.load(agent) : open());
  }
  const readAgain = (): void => void refresh().catch((error: unknown) => { known = ''; log.error({ err: error }, 'the lines were not read'); });

  return {
    name: 'hotline.voice', role: 'voice',
    get port() { return port; },
    get gaps() { return pace?.gaps ?? { p99: 0, longest: 0 }; },
    sessions: () => sessions.size,
    async start(): Promise<void> {
      await hotline.leftBehind.sweep(process_);
      await hotline.leftBehind.alive(process_);
      const living = setInterval(() => { readAgain(); hotline.leftBehind.alive(process_).catch((error: unknown) => log.warn({ err: error }, 'the voice process could not say that it is alive')); }, aliveEveryMs);
      stops.push(() => clearInterval(living));
      stops.push(hotline.commands.serve(process_, (id) => sessions.has(id), obey));
      stops.push(signals.on(numbersChanged, readAgain));
      await refresh();
    },
    async stop(): Promise<void> {
      stopped = true;
      for (const stop of stops) stop();
      await Promise.all([...sessions.values()].map((s) => s.end('shutdown')));
      await lines.stop();
      await agent?.close();
      pace?.stop();
    },
  } satisfies Service & Record<string, unknown>;
}
export type VoiceProcess = ReturnType<typeof createVoice>;
