import { z } from 'zod';

const Words = z.object({ zh: z.string().max(500).default(''), en: z.string().max(500).default('') });

/** Settings of a chat on a site; the account's address is the site key that the page names. */
export const ChatSettings = z.object({
  /** Pages that may open the chat, such as `https://shop.example.com`; empty: every page. */
  origins: z.array(z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin)).max(50).default([]),
  /** First words in the empty window; a sentence of ours where empty. */
  greeting: Words.prefault({}),
  /** Opening hours; the company's first calendar unless told. */
  calendarId: z.number().int().positive().nullable().default(null),
  /** An answer that nobody saw for so long goes out by mail; 0 = never. */
  followUpMinutes: z.number().int().min(0).max(1440).default(5),
});
export type ChatSettings = z.infer<typeof ChatSettings>;

/** May a page of this origin use the chat? A caller without an origin is no browser page. */
export function originAllowed(settings: Pick<ChatSettings, 'origins'>, origin: string | undefined): boolean {
  return settings.origins.length === 0 || (origin !== undefined && settings.origins.includes(origin));
}
