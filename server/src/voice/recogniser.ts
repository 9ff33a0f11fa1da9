import { randomUUID } from 'node:crypto';
import type { Recogniser } from '../modules/hotline/index.ts';
import type { Config } from '../platform/config/index.ts';
import { createGuardedFetch } from '../platform/net/index.ts';

const longestAnswer = 1024 * 1024;
const patienceMs = 300_000;
/** An hour of talk has some 60,000 characters. */
const longestTranscript = 60_000;

/** The form in which an OpenAI-compatible recogniser takes a recording; pure. */
export function transcriptionForm(wav: Buffer, fields: Readonly<Record<string, string>>, boundary: string): Buffer {
  const part = (head: string, body: Buffer) => Buffer.concat([Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`), body, Buffer.from('\r\n')]);
  return Buffer.concat([...Object.entries(fields).map(([name, value]) => part(`name="${name}"`, Buffer.from(value))), part('name="file"; filename="call.wav"\r\nContent-Type: audio/wav', wav), Buffer.from(`--${boundary}--\r\n`)]);
}

const instruction: Readonly<Record<'zh-CN' | 'en', string>> = {
  'zh-CN': '用两三句中文概括这段客服通话：客户要什么，约定了什么，还有什么没做。只写事实，不要客套。',
  en: 'Sum up this service call in two or three sentences: what the customer wants, what was agreed, what is still to do. Facts only, no pleasantries.',
};

/** Words of a recording by `POST …/audio/transcriptions`, in short by `POST …/chat/completions`; null where no recogniser is set up. */
export function createRecogniser(config: Config): Recogniser | null {
  const { RECOGNISER_URL: url, RECOGNISER_KEY: key, RECOGNISER_MODEL: model, SUMMARY_MODEL: summaryModel } = config;
  if (!url) return null;
  const fetch = createGuardedFetch({ allowPrivate: config.ALLOW_PRIVATE_HOSTS });
  const ask = async (path: string, type: string, body: string | Buffer): Promise<unknown> => {
    const answer = await fetch(`${url.replace(/\/+$/, '')}${path}`, { method: 'POST', maxBytes: longestAnswer, totalMs: patienceMs, headers: { 'content-type': type, ...(key ? { authorization: `Bearer ${key}` } : {}) }, body });
    if (!answer.ok) throw new Error(`the recogniser answered ${answer.status}`);
    return answer.json();
  };
  return {
    async words(wav, language) {
      const boundary = randomUUID();
      const { text } = (await ask('/audio/transcriptions', `multipart/form-data; boundary=${boundary}`, transcriptionForm(wav, { model, language: language.slice(0, 2), response_format: 'json' }, boundary))) as { text?: unknown };
      return typeof text === 'string' ? text : null;
    },
    summary: summaryModel === undefined ? null : async (transcript, language) => {
      const messages = [{ role: 'system', content: instruction[language === 'en' ? 'en' : 'zh-CN'] }, { role: 'user', content: transcript.slice(0, longestTranscript) }];
      const { choices } = (await ask('/chat/completions', 'application/json', JSON.stringify({ model: summaryModel, messages, temperature: 0.2, max_tokens: 300 }))) as { choices?: { message?: { content?: unknown } }[] };
      const text = choices?.[0]?.message?.content;
      return typeof text === 'string' && text.trim() ? text.trim().slice(0, 2_000) : null;
    },
  };
}
