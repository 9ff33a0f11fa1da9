import type { AudioPort } from './media/audio-port.ts';
import { digitOfInfo } from './media/digits.ts';
import { agree, parseSdp, writeAnswer, writeOffer } from './media/sdp.ts';
import type { SoundLeg } from './leg.ts';
import type { Call } from './sip/call.ts';

/** A telephone: one SIP call with its RTP port. */
export function telephoneLeg(call: Call, audio: AudioPort, host: string, free: () => void): SoundLeg {
  let version = 2;
  const leg: SoundLeg = {
    onDigit: () => {}, onGone: () => {}, pull: () => audio.pull(), push: (frame) => audio.push(frame), press: (keys) => audio.press(keys), hangUp: () => call.hangUp(),
  };
  audio.onDigit = (key) => leg.onDigit(key);
  call.handlers = {
    ...call.handlers,
    onOffer(offer) {
      if (!offer) return Buffer.from(writeOffer({ host, port: audio.port, version: (version += 1) }));
      const theirs = parseSdp(offer.toString('utf8'));
      const terms = theirs && agree(theirs);
      if (!theirs || !terms) return null;
      audio.use(terms);
      return Buffer.from(writeAnswer({ host, port: audio.port, version: (version += 1), offer: theirs, terms }));
    },
    onInfo(type, body) { const key = digitOfInfo(type, body); if (key) leg.onDigit(key); },
    onEnded() { audio.close(); free(); leg.onGone(); },
  };
  return leg;
}
