import { setTimeout as sleep } from 'node:timers/promises';
import { hotline as contract } from '@aftercare/contract/hotline';
import { MediaStreamTrack, RTCPeerConnection, usePCMU } from 'werift';
import type { TestApp } from '../platform/testing/app.ts';
import { decode, encode } from './media/g711.ts';
import type { Pace } from './media/pace.ts';
import { serialiseRtp } from './media/rtp.ts';
import { tone } from './simulator.ts';

/** What tests of the voice process share: colleagues at browsers, and patience. */
export function voiceTesting(t: TestApp, admin: string, pace: () => Pace) {
  /** A colleague's request from their signed-in browser. */
  const post = async (cookie: string, path: string, body: object) => (await t.app.http()).inject({ method: 'POST', url: `/api/v1${path}`, headers: { cookie, origin: 'http://localhost:3000' }, payload: body });
  return {
    post,
    rows: async () => (await t.call(contract.calls, { query: {} }, { as: admin })).items,
    newest: async () => (await t.call(contract.calls, { query: { limit: 1 } }, { as: admin })).items[0],
    /** Lets events and jobs run until it is so; a machine that does much else loses frames and takes its time. */
    async until(right: () => Promise<boolean> | boolean, ms = 20_000): Promise<void> {
      for (const end = performance.now() + ms; performance.now() < end; await sleep(50)) { await t.drain(); if (await right()) return; }
      throw new Error('it never came to be');
    },
    /** What a browser does, by the other end of the same library: speaks a tone, keeps what it hears. */
    async browser(cookie: string, path: string, frequency: number, more: object = {}) {
      const pc = new RTCPeerConnection({ iceServers: [], codecs: { audio: [usePCMU()] } });
      const track = new MediaStreamTrack({ kind: 'audio' });
      const heard: Int16Array[] = [];
      const transceiver = pc.addTransceiver(track, { direction: 'sendrecv' });
      transceiver.onTrack.subscribe((theirs) => theirs.onReceiveRtp.subscribe((rtp) => void heard.push(decode('PCMU', rtp.payload))));
      await pc.setLocalDescription(await pc.createOffer());
      const answer = await post(cookie, path, { sdp: pc.localDescription?.sdp, ...more });
      if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${answer.body}`);
      const { sdp, callId } = answer.json() as { sdp: string; callId?: number };
      await pc.setRemoteDescription({ type: 'answer', sdp });
      const sound = tone(frequency);
      let sequence = 0;
      const stop = pace().add(() => { sequence += 1; track.writeRtp(serialiseRtp({ payloadType: 0, marker: false, sequence, timestamp: sequence * 160, ssrc: 7, payload: encode('PCMU', sound()) })); });
      return {
        callId: callId ?? 0,
        /** The last second that was heard. */
        heard: () => { const all = new Int16Array(50 * 160); heard.slice(-50).forEach((f, i) => all.set(f.subarray(0, 160), i * 160)); return all; },
        close: async () => { stop(); await pc.close(); },
      };
    },
  };
}
