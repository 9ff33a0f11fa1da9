import { chosenDevices, speakerCanBeChosen } from './devices.ts';

/** The browser's end of a call: microphone in, their voice out. */
export interface Line { readonly mute: (muted: boolean) => void; /** How loud it is what arrives, 0 to 1. */ readonly level: () => number; readonly close: () => void }

/** Until the browser knows its addresses; longer waiting brings nothing in a network of our own. */
const gatherMs = 2000;

async function gathered(peer: RTCPeerConnection): Promise<void> {
  if (peer.iceGatheringState === 'complete') return;
  await new Promise<void>((resolve) => {
    setTimeout(resolve, gatherMs);
    peer.addEventListener('icegatheringstatechange', () => { if (peer.iceGatheringState === 'complete') resolve(); });
  });
}

/**
 * Opens the microphone and connects.
 * @param exchange gives our offer to the server and returns its answer
 * @param onLost the connection broke
 */
export async function openLine(exchange: (sdp: string) => Promise<string>, onLost: () => void): Promise<Line> {
  const chosen = chosenDevices();
  const sound = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  const microphone = await navigator.mediaDevices.getUserMedia({ audio: { ...sound, ...(chosen.microphone ? { deviceId: { exact: chosen.microphone } } : {}) } })
    // A headset that is not plugged in today must not keep anybody from the telephone.
    .catch((error: unknown) => { if (error instanceof DOMException && (error.name === 'OverconstrainedError' || error.name === 'NotFoundError') && chosen.microphone) return navigator.mediaDevices.getUserMedia({ audio: sound }); throw error; });
  const peer = new RTCPeerConnection();
  const speaker = new Audio();
  if (chosen.speaker && speakerCanBeChosen) await speaker.setSinkId(chosen.speaker).catch(() => undefined);
  const meter = new AudioContext();
  const ear = meter.createAnalyser();
  ear.fftSize = 512;
  const wave = new Float32Array(ear.fftSize);
  const close = () => {
    peer.close();
    void meter.close().catch(() => undefined);
    speaker.pause();
    speaker.srcObject = null;
    for (const track of microphone.getTracks()) track.stop();
  };
  try {
    for (const track of microphone.getAudioTracks()) peer.addTrack(track, microphone);
    peer.addEventListener('track', ({ streams: [stream] }) => { speaker.srcObject = stream ?? null; void speaker.play(); if (stream) meter.createMediaStreamSource(stream).connect(ear); });
    peer.addEventListener('connectionstatechange', () => { if (peer.connectionState === 'failed') { close(); onLost(); } });
    await peer.setLocalDescription(await peer.createOffer());
    await gathered(peer);
    await peer.setRemoteDescription({ type: 'answer', sdp: await exchange(peer.localDescription?.sdp ?? '') });
  } catch (error) {
    close();
    throw error;
  }
  return { mute: (muted) => { for (const track of microphone.getAudioTracks()) track.enabled = !muted; }, level: () => { ear.getFloatTimeDomainData(wave); return Math.min(1, 4 * Math.sqrt(wave.reduce((sum, x) => sum + x * x, 0) / wave.length)); }, close };
}

/** Rings until stopped; silent where the browser allows no sound before a first click. */
export function ringAloud(): () => void {
  const audio = new AudioContext();
  const ring = () => {
    for (const [at, frequency] of [[0, 660], [0.25, 880], [0.5, 660]] as const) {
      const note = audio.createOscillator();
      const loudness = audio.createGain();
      note.frequency.value = frequency;
      loudness.gain.setValueAtTime(0.12, audio.currentTime + at);
      loudness.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + at + 0.22);
      note.connect(loudness).connect(audio.destination);
      note.start(audio.currentTime + at);
      note.stop(audio.currentTime + at + 0.24);
    }
  };
  ring();
  const timer = setInterval(ring, 2500);
  return () => { clearInterval(timer); void audio.close(); };
}
