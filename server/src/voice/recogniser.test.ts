import { expect, it } from 'vitest';
import { transcriptionForm } from './recogniser.ts';

it('hands a recording over as a form that any server reads', async () => {
  const wav = Buffer.from([82, 73, 70, 70, 0, 13, 10, 45, 45]);
  const bytes = transcriptionForm(wav, { model: 'whisper-1', language: 'zh' }, 'a-boundary');
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': 'multipart/form-data; boundary=a-boundary' } }).formData();
  expect([form.get('model'), form.get('language')]).toEqual(['whisper-1', 'zh']);
  expect(Buffer.from(await (form.get('file') as File).arrayBuffer())).toEqual(wav);
});
