import { AudioPort, createPorts } from './media/audio-port.ts';
import { type Pace, startPace } from './media/pace.ts';
import { agree, parseSdp, writeAnswer, writeOffer } from './media/sdp.ts';
import type { Call } from './sip/call.ts';
import { openTransport } from './sip/transport.ts';
import { systemTimers } from './sip/timers.ts';
import { createUserAgent } from './sip/user-agent.ts';

const ports = createPorts({ from: 42_000, to: 43_998 });
export const tone = (frequency: number) => { let at = 0; return () => Int16Array.from({ length: 160 }, () => Math.round(6_000 * Math.sin((2 * Math.PI * frequency * (at += 1)) / 8_000))); };
/** How much of a frequency there is in a sound; near 1 for a pure tone of it (Goertzel). */
export function share(samples: Int16Array, frequency: number): number {
  const k = 2 * Math.cos((2 * Math.PI * frequency) / 8_000);
  let [a, b, energy] = [0, 0, 0];
  for (const s of samples) { [a, b] = [s + k * a - b, a]; energy += s * s; }
  return energy === 0 ? 0 : (2 * (a * a + b * b - k * a * b)) / (energy * samples.length);
}

function lastSecond(heard: readonly Int16Array[]): Int16Array {
  const frames = heard.slice(-50);
  const all = new Int16Array(frames.length * 160);
  frames.forEach((f, i) => all.set(f.subarray(0, 160), i * 160));
  return all;
}

/** A telephone that is none: rings, sounds a tone, hears, and notes the gaps between what arrives. */
export async function createCaller(options: { protocol?: 'UDP' | 'TCP'; /** Takes calls and sounds like this; busy without it. */ answers?: () => Int16Array } = {}) {
  const transport = await openTransport({ host: '127.0.0.1', port: 0 });
  const agent = createUserAgent({ transport, timers: systemTimers, mostCalls: 100, admit: () => 'yes', onCall: (call) => void (options.answers ? take(call, options.answers) : call.refuse(486, 'Busy Here')) });
  const pace: Pace = startPace();
  const taken: { heard: () => Int16Array }[] = [];
  async function take(call: Call, sound: () => Int16Array): Promise<void> {
    const theirs = call.offer ? parseSdp(call.offer.toString()) : undefined;
    const terms = theirs && agree(theirs);
    const audio = await AudioPort.open('127.0.0.1', ports);
    if (!audio || !theirs || !terms) { call.refuse(488, 'Not Acceptable Here'); return; }
    audio.use(terms);
    const heard: Int16Array[] = [];
    const unpace = pace.add(() => { const frame = audio.pull(); if (frame) { heard.push(frame); if (heard.length > 500) heard.shift(); } audio.push(sound()); });
    taken.push({ heard: () => lastSecond(heard) });
    call.handlers = { onEnded: () => { unpace(); audio.close(); ports.give(audio.port); } };
    call.ring();
    call.accept(Buffer.from(writeAnswer({ host: '127.0.0.1', port: audio.port, version: 1, offer: theirs, terms })));
  }
  return {
    pace,
    port: transport.port,
    /** Calls that were answered here, each with the last second that was heard. */
    taken: () => taken,
    async dial(number: string, o: { port: number; from: string; sound?: () => Int16Array | null }) {
      const audio = await AudioPort.open('127.0.0.1', ports);
      if (!audio) throw new Error('no port');
      const heard: Int16Array[] = [];
      const gaps: number[] = [];
      audio.onArrival = (gapMs) => { gaps.push(gapMs); };
      let ended: string | null = null;
      const unpace = pace.add(() => {
        const frame = audio.pull();
        if (frame) { heard.push(frame); if (heard.length > 500) heard.shift(); }
        audio.push(o.sound?.() ?? null);
      });
      const answered = Promise.withResolvers<void>();
      const over = Promise.withResolvers<string>();
      const call = agent.call({
        target: `sip:${number}@127.0.0.1:${o.port}`, to: { protocol: options.protocol ?? 'UDP', host: '127.0.0.1', port: o.port }, from: { display: '', uri: `sip:${o.from}@127.0.0.1:${transport.port}` }, sdp: Buffer.from(writeOffer({ host: '127.0.0.1', port: audio.port, version: 1 })),
        handlers: {
          onAnswered(sdp) { const theirs = parseSdp(sdp.toString()); const terms = theirs && agree(theirs); if (terms) audio.use(terms); answered.resolve(); },
          onEnded(end) { ended = `${end.by} ${end.status}`; unpace(); audio.close(); ports.give(audio.port); answered.resolve(); over.resolve(ended); },
        },
      });
      return {
        call, answered: answered.promise, over: over.promise, gaps,
        get ended() { return ended; },
        press: (keys: string) => audio.press(keys),
        /** The last second that was heard. */
        heard: () => lastSecond(heard),
        forget: () => void heard.splice(0),
        frames: () => heard.length,
      };
    },
    async close() { await agent.close(); pace.stop(); },
  };
}
