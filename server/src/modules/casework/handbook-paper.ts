import type { Block, Paper } from '../../platform/papers/index.ts';
import { say } from '../../platform/i18n/index.ts';
import { deadlineWords } from './deadline.ts';
import type { Book } from './handbook.ts';
import { type Words, inLanguage } from './words.ts';

/** The handbook as a paper: contents, a chapter for each process, a frame for each step's script. */
export function handbookPaper(book: Book, language: 'zh-CN' | 'en', roles: ReadonlyMap<string, Words>, day: string): Paper {
  const words = (w: Words) => inLanguage(w, language);
  const t = (key: string, params: Record<string, unknown> = {}) => say(language, `casework.handbook.${key}`, params);
  const blocks: Block[] = [
    { kind: 'text', text: t('about'), muted: true },
    { kind: 'gap', points: 10 },
    { kind: 'contents', title: t('contents') },
  ];
  for (const [i, chapter] of book.chapters.entries()) {
    blocks.push({ kind: 'page-break' }, { kind: 'heading', level: 1, text: `${i + 1}  ${words(chapter.title)}` });
    blocks.push({ kind: 'text', muted: true, text: [t('version', { version: chapter.version, day: chapter.deployedAt.toISOString().slice(0, 10) }), chapter.types.length > 0 ? t('types', { types: chapter.types.map((x) => words(x)).join(language === 'en' ? ', ' : '、') }) : ''].filter(Boolean).join('  ·  ') });
    if (chapter.about) blocks.push({ kind: 'text', text: words(chapter.about) });
    for (const [n, step] of chapter.steps.entries()) {
      const role = step.role ? roles.get(step.role) : undefined;
      const head: Block[] = [{ kind: 'heading', level: 2, text: `${i + 1}.${n + 1}  ${words(step.title)}` }, { kind: 'facts', columns: 2, items: [{ label: t('role'), value: role ? words(role) : (step.role ?? '') }, { label: t('deadline'), value: step.deadline ? deadlineWords(step.deadline, language) : '' }] }];
      if (step.standard) head.push({ kind: 'text', text: words(step.standard) });
      if (step.script) head.push({ kind: 'frame', blocks: [{ kind: 'text', text: t('script'), strong: true, size: 9 }, { kind: 'text', text: words(step.script) }] });
      blocks.push({ kind: 'together', blocks: head });
      if (step.checklist.length > 0) blocks.push({ kind: 'checklist', items: step.checklist.map((c) => ({ text: words(c) })) });
      if (step.form.length > 0) blocks.push({ kind: 'text', muted: true, text: t('writeDown', { fields: step.form.map((f) => words(f)).join(language === 'en' ? ', ' : '、') }) });
      if (step.customer) blocks.push({ kind: 'text', muted: true, text: t('customer', { words: words(step.customer) }) });
    }
  }
  return { size: 'A4', language, title: t('title'), head: { company: book.company, what: t('title'), number: day }, foot: t('foot', { company: book.company, day }), blocks };
}
