import { randomInt } from 'node:crypto';
import type { Config } from '../config/index.ts';
import type { Database } from '../db/index.ts';
import type { Clock } from '../time/index.ts';
import * as store from './store.ts';

const alphabet = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
/** 64 bits: nobody finds one by trying. */
const codeLength = 11;
const link = /https?:\/\/[^\s<>"'，。！？、；：（）【】《》“”‘’]+/g;
/** What ends a sentence ends no link. */
const trailing = /[.,;:!?)\]]+$/;

export interface Shortening {
  /** Links to other places too. */
  readonly others: boolean;
  /** The same text again, by this name, has the same links. */
  readonly scope: string;
  readonly messageId: number | null;
  readonly days: number;
}

/** A text with its links made short, where that is shorter. Links to other places stay as they are unless wanted. */
export async function shortenLinks({ config, work: db, clock }: { config: Config; work: Database; clock: Clock }, text: string, o: Shortening): Promise<string> {
  const base = `${config.publicUrl}/s/`;
  const found = new Set([...text.matchAll(link)].map(([url]) => url.replace(trailing, '')));
  const wanted = [...found].filter((url) => url.length > base.length + codeLength && !url.startsWith(base) && (o.others || url.startsWith(`${config.publicUrl}/`)));
  if (wanted.length === 0) return text;
  const now = clock.now();
  const short = new Map<string, string>();
  for (const url of wanted) {
    const code = Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]).join('');
    short.set(url, base + (await store.keepLink(db, { code, url, scope: o.scope, messageId: o.messageId, at: now, expiresAt: new Date(now.getTime() + o.days * 86_400_000) })));
  }
  return text.replaceAll(link, (whole) => {
    const url = whole.replace(trailing, '');
    const to = short.get(url);
    return to === undefined ? whole : to + whole.slice(url.length);
  });
}
