import type { MessageRow } from '../conversations/index.ts';

const heads = { 'zh-CN': '—— 此前的沟通 ——', en: '—— What was said so far ——' } as const;
const most = 240;

/** What was said on other channels, short, for the first message on a new one. Null when there is nothing to tell. */
export function historyWords(messages: readonly MessageRow[], language: 'zh-CN' | 'en'): string | null {
  const told = messages.filter((m) => m.body.trim() !== '' && !m.flag && !m.meta['followUpOf']);
  if (told.length === 0) return null;
  const line = (m: MessageRow) => {
    const words = m.body.replace(/\s+/g, ' ').trim();
    return `${m.authorName || (m.direction === 'in' ? (language === 'en' ? 'You' : '您') : '')}${language === 'en' ? ': ' : '：'}${words.length > most ? `${words.slice(0, most)}…` : words}`;
  };
  return [heads[language], ...told.map(line)].join('\n');
}
