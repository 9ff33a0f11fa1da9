import { z } from 'zod';
import { challenge, genuine, graph, graphSecrets, sameApp } from '../meta/graph.ts';
import { deliverer, read, toPieces, windowHours } from '../meta/messages.ts';
import { socialAdapter } from '../social/adapter.ts';
import type { SocialPlatform } from '../social/platform.ts';
import { step } from '../social/probe.ts';
import { InstagramSettings } from './settings.ts';

export const instagram: SocialPlatform<InstagramSettings> = {
  kind: 'instagram', settings: InstagramSettings, secretSettings: graphSecrets,
  textLimit: 1000, acknowledgement: { type: 'text/plain; charset=utf-8', text: 'EVENT_RECEIVED' },
  challenge, genuine, sameApp, read, windowHours, deliver: deliverer(false),
  pieces: ({ body }) => toPieces(body.toString('utf8')),
  probe: async (desk, language) => [await step(language, 'token', async () => {
    const page = await graph(desk, `${desk.account.address}?fields=name`, {}, z.looseObject({ id: z.string(), name: z.string().default('') }));
    return page.name || page.id;
  })],
  invite: async ({ account, settings }, code) => `https://ig.me/m/${encodeURIComponent(settings.username || account.address)}?ref=${encodeURIComponent(code)}`,
};

export const instagramAdapter = (options: { allowPrivate: readonly string[] }) => socialAdapter(instagram, options);
