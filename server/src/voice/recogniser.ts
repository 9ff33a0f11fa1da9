import { randomUUID } from 'node:crypto';
import type { Recogniser } from '../modules/hotline/index.ts';
import type { Config } from '../platform/config/index.ts';
import { createGuardedFetch } from '../platform/net/index.ts';

const longestAnswer = 1024 * 1024;
const patienceMs = 300_000;

/** The form in which an OpenAI-compatible recogniser takes a recording; pure. */
export function transcriptionForm(wav: Buffer, fields: Readonly<Record<string, string>>, boundary: string): Buffer {
  const part = (head: string, body: Buffer) => Buffer.concat([Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`), body, Buffer.from('\r\n')]);
  return Buffer.concat([...Object.entries(fields).map(([name, value]) => part(`name="${name}"`, Buffer.from(value))), part('name="file"; filename="call.wav"\r\nContent-Type: audio/wav', wav), Buffer.from(`--${boundary}--\r\n`)]);
}

/** Words of a recording by `POST …/audio/transcriptions`; null where no recogniser is set up. */
export function createRecogniser(config: Config): Recogniser | null {
  const { RECOGNISER_URL: url, RECOGNISER_KEY: key, RECOGNISER_MODEL: model } = config;
  if (!url) return null;
  const fetch = createGuardedFetch({ allowPrivate: config.ALLOW_PRIVATE_HOSTS });
  return async (wav, language) => {
    const boundary = randomUUID();
    const answer = await fetch(`${url.replace(/\/+$/, '')}/audio/transcriptions`, {
      method: 'POST', maxBytes: longestAnswer, totalMs: patienceMs, headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, ...(key ? { authorization: `Bearer ${key}` } : {}) },
      body: transcriptionForm(wav, { model, language: language.slice(0, 2), response_format: 'json' }, boundary),
    });
    if (!answer.ok) throw new Error(`the recogniser answered ${answer.status}`);
    const { text } = (await answer.json()) as { text?: unknown };
    return typeof text === 'string' ? text : null;
  };
}
