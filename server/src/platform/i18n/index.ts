import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Sentences the server itself says: errors, mails, pages. One JSON file per language in `languages/`; more by adding a file. */
type Sentences = { readonly [key: string]: string | Sentences };

const folder = join(import.meta.dirname, 'languages');
const files = new Map<string, Sentences>(
  readdirSync(folder).filter((f) => f.endsWith('.json')).map((f) => [f.slice(0, -5), JSON.parse(readFileSync(join(folder, f), 'utf8')) as Sentences]),
);
export const languages: readonly string[] = [...files.keys()];

function find(language: string, key: string): string | undefined {
  let node: string | Sentences | undefined = files.get(language);
  for (const part of key.split('.')) node = typeof node === 'object' ? node[part] : undefined;
  return typeof node === 'string' ? node : undefined;
}

/** The sentence for a key with {{values}} filled in; English when the language lacks it, the key itself when nobody has it. */
export function say(language: string, key: string, params: Readonly<Record<string, unknown>> = {}): string {
  const text = find(language, key) ?? find('en', key) ?? key;
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? ''));
}
export const hasSentence = (language: string, key: string): boolean => find(language, key) !== undefined;

/** Best of our languages for an Accept-Language header: zh in any form is zh-CN; English when nothing fits. */
export function negotiate(header: string | undefined): 'zh-CN' | 'en' {
  const wanted = (header ?? '').split(',').map((part) => {
    const [tag = '', ...rest] = part.trim().split(';');
    const q = rest.map((r) => /^\s*q=([\d.]+)/.exec(r)?.[1]).find(Boolean);
    return { tag: tag.toLowerCase(), q: q ? Number(q) : 1 };
  }).filter((w) => w.tag).sort((a, b) => b.q - a.q);
  for (const { tag } of wanted) {
    if (tag.startsWith('zh')) return 'zh-CN';
    if (tag.startsWith('en')) return 'en';
  }
  return 'en';
}
export { sentimentOf, soundOf } from './sound.ts';
export type { Sentiment, Sound, Topic } from './sound.ts';
