import { z } from 'zod';
import { ChannelKind, Instant } from './basics.ts';

/** Ways to go on elsewhere with the same matter: scan, tap, or write the code to us anywhere. Pictures are SVG. */
export const GoOn = z.object({
  code: z.string(), expiresAt: Instant, page: z.object({ url: z.string(), qr: z.string() }),
  ways: z.array(z.object({ kind: ChannelKind, name: z.string(), address: z.string(), url: z.string().nullable(), qr: z.string().nullable() })),
});
export type GoOn = z.infer<typeof GoOn>;
