import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadConfig } from '../platform/config/index.ts';
import { writeWav } from './media/wav.ts';
import { createRecogniser, transcriptionForm } from './recogniser.ts';
import { share, tone } from './simulator.ts';
import { createSpeechSimulator } from './speech-simulator.ts';

let service: Awaited<ReturnType<typeof createSpeechSimulator>>;
beforeAll(async () => { service = await createSpeechSimulator({ key: 'secret', words: (samples) => (share(samples, 600) > 0.5 ? '转人工' : '') }); });
afterAll(() => service?.close());
const recogniser = (more: Record<string, string>) => createRecogniser(loadConfig({}, { RECOGNISER_URL: service.url, ALLOW_PRIVATE_HOSTS: '127.0.0.1', ...more }));

it('hands a recording over as a form that any server reads', async () => {
  const wav = Buffer.from([82, 73, 70, 70, 0, 13, 10, 45, 45]);
  const bytes = transcriptionForm(wav, { model: 'whisper-1', language: 'zh' }, 'a-boundary');
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': 'multipart/form-data; boundary=a-boundary' } }).formData();
  expect([form.get('model'), form.get('language')]).toEqual(['whisper-1', 'zh']);
  expect(Buffer.from(await (form.get('file') as File).arrayBuffer())).toEqual(wav);
});
it('gets words and a summary from an OpenAI-compatible service, and says what went wrong', async () => {
  const hum = tone(600);
  const sound = new Int16Array(1_600);
  for (let i = 0; i < 10; i++) sound.set(hum(), i * 160);
  const good = recogniser({ RECOGNISER_KEY: 'secret', SUMMARY_MODEL: 'small' });
  expect([await good?.words(writeWav(sound), 'zh-CN'), await good?.summary?.('转人工', 'zh-CN')]).toEqual(['转人工', 'In short: 转人工']);
  expect(service.heard.map((h) => [h.path, h.model, h.language])).toEqual([['/v1/audio/transcriptions', 'whisper-1', 'zh'], ['/v1/chat/completions', 'small', '']]);
  await expect(recogniser({ RECOGNISER_KEY: 'wrong' })?.words(writeWav(sound), 'en')).rejects.toThrow('401');
  expect(recogniser({})?.summary).toBeNull();
  expect(createRecogniser(loadConfig({}, {}))).toBeNull();
});
