import { type IncomingMessage, createServer } from 'node:http';
import { readWav, writeWav } from './media/wav.ts';
import { tone } from './simulator.ts';

interface Heard { readonly path: string; readonly model: string; readonly language: string }
const bodyOf = async (request: IncomingMessage) => { const chunks: Buffer[] = []; for await (const chunk of request) chunks.push(chunk as Buffer); return Buffer.concat(chunks); };

/**
 * An OpenAI-compatible speech service that is none: speaks a note, understands what it is told to understand, sums up in one sentence.
 * Wants its key, refuses what lacks a field, and can be made to answer 429.
 */
export async function createSpeechSimulator(o: { key: string; /** What a recording says. */ words: (samples: Int16Array) => string }) {
  const heard: Heard[] = [];
  let busy = 0;
  const server = createServer((request, reply) => void (async () => {
    const answer = (status: number, body: unknown) => reply.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const fault = (status: number, message: string) => answer(status, { error: { message, type: 'invalid_request_error' } });
    const body = await bodyOf(request);
    const path = request.url ?? '';
    if (request.method !== 'POST') { fault(405, 'POST only'); return; }
    if (request.headers.authorization !== `Bearer ${o.key}`) { fault(401, 'Incorrect API key provided'); return; }
    if (busy > 0 && path.endsWith('/transcriptions')) { busy -= 1; fault(429, 'Rate limit reached'); return; }
    if (path === '/v1/audio/transcriptions') {
      const form = await new Response(new Uint8Array(body), { headers: { 'content-type': request.headers['content-type'] ?? '' } }).formData();
      const file = form.get('file');
      const samples = file instanceof File ? readWav(Buffer.from(await file.arrayBuffer())) : undefined;
      if (!samples || !form.get('model')) { fault(400, 'file and model are required'); return; }
      heard.push({ path, model: String(form.get('model')), language: String(form.get('language') ?? '') });
      answer(200, { text: o.words(samples) });
      return;
    }
    const asked = JSON.parse(body.toString('utf8')) as { model?: string; input?: string; voice?: string; messages?: { role: string; content: string }[] };
    if (path === '/v1/audio/speech') {
      if (!asked.model || !asked.input || !asked.voice) { fault(400, 'model, input and voice are required'); return; }
      heard.push({ path, model: asked.model, language: '' });
      const note = tone(350);
      const samples = new Int16Array(160 * 15);
      for (let i = 0; i < 15; i++) samples.set(note(), i * 160);
      reply.writeHead(200, { 'content-type': 'audio/wav' }).end(writeWav(samples));
      return;
    }
    if (path === '/v1/chat/completions') {
      if (!asked.model || !asked.messages?.length) { fault(400, 'model and messages are required'); return; }
      heard.push({ path, model: asked.model, language: '' });
      answer(200, { choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: `In short: ${asked.messages.at(-1)?.content ?? ''}` } }] });
      return;
    }
    fault(404, 'Unknown request URL');
  })());
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}/v1`,
    heard,
    /** The recogniser answers 429 so many times. */
    beBusy: (times: number) => { busy = times; },
    close: () => new Promise<void>((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }),
  };
}
