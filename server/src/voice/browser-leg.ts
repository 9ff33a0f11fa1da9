import { randomInt } from 'node:crypto';
import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters } from 'werift';
import { DigitReader } from './media/digits.ts';
import { type Law, decode, encode, frameSamples } from './media/g711.ts';
import { JitterBuffer } from './media/jitter.ts';
import { serialiseRtp } from './media/rtp.ts';
import type { SoundLeg } from './leg.ts';

const codecs = () => [
  new RTCRtpCodecParameters({ mimeType: 'audio/PCMU', clockRate: 8_000, channels: 1, payloadType: 0 }),
  new RTCRtpCodecParameters({ mimeType: 'audio/PCMA', clockRate: 8_000, channels: 1, payloadType: 8 }),
];
const lawOf = (payloadType: number): Law | undefined => (payloadType === 0 ? 'PCMU' : payloadType === 8 ? 'PCMA' : undefined);

/** A colleague's browser by WebRTC: the same telephone sound as outside, so that nothing is converted twice. */
export async function browserLeg(offer: string, options: { portRange?: [number, number] } = {}): Promise<{ leg: SoundLeg; answer: string }> {
  const peer = new RTCPeerConnection({ iceServers: [], codecs: { audio: codecs() }, ...(options.portRange ? { icePortRange: options.portRange } : {}) });
  const jitter = new JitterBuffer<Int16Array>();
  const digits = new DigitReader();
  const own = new MediaStreamTrack({ kind: 'audio' });
  const ssrc = randomInt(1, 0xffff_ffff);
  let sequence = randomInt(0, 0xffff);
  let timestamp = randomInt(0, 0xffff_ffff);
  let gone = false;
  const leg: SoundLeg = {
    onDigit: () => {}, onGone: () => {}, press: () => {},
    pull: () => jitter.pull(),
    push(frame) {
      timestamp = (timestamp + frameSamples) >>> 0;
      if (gone) return;
      sequence = (sequence + 1) & 0xffff;
      // Silence is sent as well: a browser that hears nothing takes the line for dead.
      own.writeRtp(serialiseRtp({ payloadType: 0, marker: false, sequence, timestamp, ssrc, payload: encode('PCMU', frame ?? quiet) }));
    },
    hangUp() { if (!gone) { gone = true; void peer.close(); } },
  };
  const left = () => { if (!gone) { gone = true; void peer.close(); leg.onGone(); } };
  peer.connectionStateChange.subscribe((state) => { if (state === 'failed' || state === 'closed' || state === 'disconnected') left(); });
  peer.onRemoteTransceiverAdded.subscribe((transceiver) => {
    transceiver.setDirection('sendrecv');
    void transceiver.sender.replaceTrack(own);
    transceiver.onTrack.subscribe((track) => track.onReceiveRtp.subscribe(({ header, payload }) => {
      const law = lawOf(header.payloadType);
      if (law) { jitter.push(header.sequenceNumber, decode(law, payload)); return; }
      const key = digits.read(payload, header.timestamp);
      if (key) leg.onDigit(key);
    }));
  });
  await peer.setRemoteDescription({ type: 'offer', sdp: offer });
  await peer.setLocalDescription(await peer.createAnswer());
  return { leg, answer: peer.localDescription?.sdp ?? '' };
}
const quiet = new Int16Array(frameSamples);
