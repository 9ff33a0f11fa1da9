import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { type Command, type CommandAnswer, type Hotline, numbersChanged } from '../modules/hotline/index.ts';
import type { Platform, Service } from '../platform/module/index.ts';
import { waitingCall } from './cloud/door.ts';
import type { SoundLeg } from './leg.ts';
import { createLines } from './lines.ts';
import { AudioPort, createPorts } from './media/audio-port.ts';
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
  const sessionOf = (call: ConstructorParameters<typeof CallSession>[0], number: { id: number; recording: { calls: boolean; consent: { zh: string; en: string; zhFileId: number | null; enFileId: number | null } } }, caller: SoundLeg) => {
    pace ??= startPace();
    const { calls: record, consent } = number.recording;
    const text = call.language === 'zh-CN' ? consent.zh || consent.en : consent.en || consent.zh;
    const session = new CallSession(call, caller, {
      hotline, pace, speech, log, sound: recorded, ring: (to) => ring(number.id, to), onClosed: () => void sessions.delete(call.id),
      consent: record ? [{ do: 'say', text, fileId: call.language === 'zh-CN' ? consent.zhFileId : consent.enFileId, language: call.language }] : null,
    });
    sessions.set(call.id, session);
    return session;
  };

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
      const session = sessionOf(row, number, leg);
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
    const session = sessionOf(begun.call, begun.number, leg);
    call.accept(Buffer.from(writeAnswer({ host: publicHost, port: audio.port, version: 1, offer: theirs, terms })));
    await session.run(begun.steps);
  }
  const telephoneLegOf = (call: Call, audio: AudioPort) => telephoneLeg(call, audio, publicHost, () => ports.give(audio.port));

  async function ring(numberId: number, to: string): Promise<SoundLeg | null> {
    const way = lines.wayOut(numberId, to);
    const audio = way && agent ? await AudioPort.open(config.SIP_HOST, ports) : undefined;
    if (!way || !agent || !audio) return null;
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
    });
  }

  async function obey(callId: number, command: Command): Promise<CommandAnswer> {
    const session = sessions.get(callId);
    if (!session) return { fault: 'hotline.no-voice' };
    const actor = { kind: 'agent' as const, id: command.agentId, name: '' };
    switch (command.do) {
      case 'answer': {
        // Loaded by the first answer: WebRTC is large, and most processes never need it.
        const { browserLeg } = await import('./browser-leg.ts');
        const { leg, answer } = await browserLeg(command.sdp);
        await hotline.calls.answered(callId, command.agentId, { ...actor, name: command.agentName }).catch((error: unknown) => { leg.hangUp(); throw error; });
        session.join(leg, { letGo: false });
        return { sdp: answer };
      }
      case 'hold': case 'resume': session.hold(command.do === 'hold'); await hotline.calls.hold(callId, command.do === 'hold', actor); return {};
      case 'decline': await hotline.calls.unanswered(callId, 'declined'); return {};
      case 'hangup': await session.end('agent'); return {};
      case 'keys': session.press(command.keys); return {};
      case 'part': void session.handedOver(); return {};
      case 'transfer': return (await session.transfer(command.to)) ? {} : { fault: 'hotline.failed' };
    }
  }

  async function open(): Promise<void> {
    if (agent || stopped) return;
    const rows = (await hotline.numbers.rows()).filter((n) => n.enabled);
    // No telephone line, no open port.
    if (rows.length === 0) return;
    try {
      const transport = await openTransport({ host: config.SIP_HOST, port: config.SIP_PORT, onTrouble: (error, peer) => log.debug({ err: error, peer }, 'a telephone message did not leave') });
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

  return {
    name: 'hotline.voice', role: 'voice',
    get port() { return port; },
    get gaps() { return pace?.gaps ?? { p99: 0, longest: 0 }; },
    sessions: () => sessions.size,
    async start(): Promise<void> {
      await hotline.calls.sweep(process_);
      stops.push(hotline.commands.serve((id) => sessions.has(id), obey));
      stops.push(signals.on(numbersChanged, () => void (agent ? lines.load(agent) : open()).catch((error: unknown) => log.error({ err: error }, 'the lines were not read'))));
      await open();
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
