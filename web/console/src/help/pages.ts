import { topics } from './topics.ts';

export interface HelpText { readonly key: string; readonly title: string; readonly text: string }
const files = import.meta.glob<string>('./pages/*/*.md', { query: '?raw', import: 'default' });

/** One page in a language, the English one where there is no other. */
export async function loadPage(key: string, language: string): Promise<HelpText | null> {
  const load = files[`./pages/${language}/${key}.md`] ?? files[`./pages/en/${key}.md`];
  if (!load) return null;
  const text = await load();
  return { key, title: titleOf(text), text: text.slice(text.indexOf('\n') + 1) };
}

/** All of them, in the order of the list. */
export async function loadPages(language: string): Promise<HelpText[]> {
  return (await Promise.all(topics.map((topic) => loadPage(topic.key, language)))).filter((page) => page !== null);
}

export const titleOf = (text: string): string => /^# (.+)/.exec(text)?.[1]?.trim() ?? '';
