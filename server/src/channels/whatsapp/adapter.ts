import { z } from 'zod';
import { challenge, genuine, graph, graphSecrets, sameApp } from '../meta/graph.ts';
import { socialAdapter } from '../social/adapter.ts';
import { beforehand } from '../social/fault.ts';
import type { Desk, Part, Recipient, SocialPlatform } from '../social/platform.ts';
import { step } from '../social/probe.ts';
import { read, toPieces } from './map.ts';
import { WhatsAppSettings } from './settings.ts';

type Here = Desk<WhatsAppSettings>;
const Sent = z.object({ messages: z.array(z.object({ id: z.string() })).min(1) });
const types = { 'image/jpeg': 'image', 'image/png': 'image', 'video/mp4': 'video', 'video/3gpp': 'video', 'audio/aac': 'audio', 'audio/mpeg': 'audio', 'audio/mp4': 'audio', 'audio/amr': 'audio', 'audio/ogg': 'audio' } as const;

/** WhatsApp, Cloud API. */
export const whatsapp: SocialPlatform<WhatsAppSettings> = {
  kind: 'whatsapp', settings: WhatsAppSettings, secretSettings: graphSecrets,
  textLimit: 4096, acknowledgement: { type: 'text/plain; charset=utf-8', text: 'OK' },
  challenge, genuine, sameApp, read, deliver,
  pieces: ({ body }) => toPieces(body.toString('utf8')),
  // Its statuses carry our key of the part.
  tellsWithinSeconds: 90,
  windowHours: () => 24,
  hasTemplate: ({ settings }) => settings.template !== '',
  probe: async (desk, language) => [await step(language, 'token', async () => {
    const number = await graph(desk, `${desk.account.address}?fields=display_phone_number,verified_name`, {}, z.object({ display_phone_number: z.string(), verified_name: z.string().optional() }));
    return [number.verified_name, number.display_phone_number].filter(Boolean).join(' · ');
  })],
  invite: async ({ settings }, code) => `https://wa.me/${settings.phone.replace(/\D/g, '')}?text=${encodeURIComponent(code)}`,
};

export const whatsappAdapter = (options: { allowPrivate: readonly string[] }) => socialAdapter(whatsapp, options);

async function deliver(part: Part, to: Recipient, desk: Here): Promise<string> {
  const send = async (message: Record<string, unknown>): Promise<string> =>
    (await graph(desk, `${desk.account.address}/messages`, { json: { messaging_product: 'whatsapp', recipient_type: 'individual', to: to.id, biz_opaque_callback_data: to.key, ...message } }, Sent)).messages[0]?.id ?? '';
  if (part.kind === 'text') return send({ type: 'text', text: { body: part.text, preview_url: false } });
  if (part.kind === 'template') {
    const { template, templateLanguage } = desk.settings;
    return send({ type: 'template', template: { name: template, language: { code: templateLanguage }, components: [{ type: 'body', parameters: [{ type: 'text', text: part.text }] }] } });
  }
  const { file } = part;
  const type: string = types[file.type as keyof typeof types] ?? 'document';
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('type', file.type);
  form.set('file', new Blob([new Uint8Array(await desk.fileBytes(file.fileId))], { type: file.type }), file.name);
  const { id } = await beforehand(() => graph(desk, `${desk.account.address}/media`, { form, totalMs: 30_000 }, z.object({ id: z.string() })));
  return send({ type, [type]: { id, ...(type === 'document' ? { filename: file.name } : {}) } });
}
