import { spawn } from 'node:child_process';
import type { Log } from '../platform/log/index.ts';
import { joined } from './media/tones.ts';
import { readWav } from './media/wav.ts';

export type SpeechLanguage = 'zh-CN' | 'en';
/** Says a text at 8 kHz; null where it cannot. */
export type Voice = (text: string, language: SpeechLanguage) => Promise<Int16Array | null>;

const mostKept = 300;
const longestWav = 20 * 1024 * 1024;
const patienceMs = 15_000;

/** espeak-ng where the system has it. */
export function espeak(program = 'espeak-ng'): Voice {
  return (text, language) => new Promise((resolve) => {
    const child = spawn(program, ['-v', language === 'zh-CN' ? 'cmn' : 'en', '-s', '165', '--stdin', '--stdout'], { stdio: ['pipe', 'pipe', 'ignore'] });
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    child.stdout.on('data', (chunk: Buffer) => { size += chunk.length; if (size > longestWav) child.kill('SIGKILL'); else chunks.push(chunk); });
    child.on('error', () => { clearTimeout(timer); resolve(null); });
    child.on('close', () => { clearTimeout(timer); resolve(readWav(Buffer.concat(chunks)) ?? null); });
    child.stdin.on('error', () => {});
    child.stdin.end(text);
  });
}

/** An OpenAI-compatible speech endpoint: `POST …/audio/speech`, WAV back. */
export function speechEndpoint(o: { url: string; key: string | undefined; model: string; voice: string; fetch: (url: string, init: { method: string; headers: Record<string, string>; body: string; maxBytes: number }) => Promise<{ ok: boolean; bytes(): Promise<Uint8Array> }> }): Voice {
  return async (text) => {
    const answer = await o.fetch(`${o.url.replace(/\/+$/, '')}/audio/speech`, {
      method: 'POST', maxBytes: longestWav, headers: { 'content-type': 'application/json', ...(o.key ? { authorization: `Bearer ${o.key}` } : {}) },
      body: JSON.stringify({ model: o.model, voice: o.voice, input: text, response_format: 'wav' }),
    });
    return answer.ok ? (readWav(Buffer.from(await answer.bytes())) ?? null) : null;
  };
}

/** Voices in their order; what was said once is kept, and two who want the same sentence wait for one making of it. */
export function createSpeech(voices: readonly Voice[], log: Pick<Log, 'warn'>) {
  const kept = new Map<string, Promise<Int16Array>>();
  async function make(text: string, language: SpeechLanguage): Promise<Int16Array> {
    for (const voice of voices) {
      const sound = await voice(text, language).catch((error: unknown) => { log.warn({ err: error }, 'a voice failed'); return null; });
      if (sound && sound.length > 0) return joined([sound, new Int16Array(1_600)]);
    }
    log.warn({ text: text.slice(0, 40) }, 'nobody can say this: install espeak-ng or set SPEECH_URL');
    return new Int16Array(0);
  }
  return {
    say(text: string, language: SpeechLanguage): Promise<Int16Array> {
      const key = `${language}\n${text}`;
      const known = kept.get(key);
      if (known) return known;
      const making = make(text, language);
      kept.set(key, making);
      if (kept.size > mostKept) for (const oldest of kept.keys()) { kept.delete(oldest); break; }
      void making.then((sound) => { if (sound.length === 0) kept.delete(key); });
      return making;
    },
  };
}
export type Speech = ReturnType<typeof createSpeech>;
