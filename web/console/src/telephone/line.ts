/** The browser's end of a call: microphone in, their voice out. */
export interface Line { readonly mute: (muted: boolean) => void; readonly close: () => void }

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
  const microphone = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true } });
  const peer = new RTCPeerConnection();
  const speaker = new Audio();
  const close = () => {
    peer.close();
    speaker.pause();
    speaker.srcObject = null;
    for (const track of microphone.getTracks()) track.stop();
  };
  try {
    for (const track of microphone.getAudioTracks()) peer.addTrack(track, microphone);
    peer.addEventListener('track', ({ streams: [stream] }) => { speaker.srcObject = stream ?? null; void speaker.play(); });
    peer.addEventListener('connectionstatechange', () => { if (peer.connectionState === 'failed') { close(); onLost(); } });
    await peer.setLocalDescription(await peer.createOffer());
    await gathered(peer);
    await peer.setRemoteDescription({ type: 'answer', sdp: await exchange(peer.localDescription?.sdp ?? '') });
  } catch (error) {
    close();
    throw error;
  }
  return { mute: (muted) => { for (const track of microphone.getAudioTracks()) track.enabled = !muted; }, close };
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
