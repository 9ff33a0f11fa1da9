/// <reference types="node" />
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findPages } from './find.ts';
import { titleOf } from './pages.ts';
import { topicOf, topics } from './topics.ts';

const here = join(import.meta.dirname, 'pages');
const languages = ['en', 'zh-CN'] as const;
const read = (language: string, key: string) => readFileSync(join(here, language, `${key}.md`), 'utf8');
const outline = (text: string) => [...text.matchAll(/^(#+) /gm)].map((found) => found[1]);
const links = (text: string) => [...text.matchAll(/\]\(([^)]+)\)/g)].map((found) => found[1] ?? '').toSorted();
const keys = topics.map((topic) => topic.key);

describe('help pages', () => {
  test('are the same ones in every language', () => { for (const language of languages) expect(readdirSync(join(here, language)).toSorted()).toEqual(keys.map((key) => `${key}.md`).toSorted()); });
  test.each(keys)('%s has the same headings, links and keys in both, and fits a screen', (key) => {
    const [en, zh] = [read('en', key), read('zh-CN', key)];
    expect(outline(zh)).toEqual(outline(en));
    expect(links(zh)).toEqual(links(en));
    const pressed = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map((found) => found[1]).toSorted();
    expect(pressed(zh)).toEqual(pressed(en));
    expect([titleOf(en), titleOf(zh)]).not.toContain('');
    expect(en.split(/\s+/).length).toBeLessThan(280);
  });
  test('lead to pages there are', () => {
    const source = (file: string) => readFileSync(join(import.meta.dirname, '..', file), 'utf8');
    const routes = [...source('router.tsx').matchAll(/path: '(\/[^']*)'/g)].map((found) => new RegExp(`^${(found[1] ?? '').replaceAll(/\/\$(?=$)/g, '/(?:.+)').replaceAll(/\$\w+/g, '[^/]+')}$`));
    const parts = [...source('settings/parts.ts').matchAll(/part\('\w+', '([\w-]+)'/g)].map((found) => found[1]);
    expect(routes.length).toBeGreaterThan(40);
    const dead = keys.flatMap((key) => links(read('en', key)).filter((href) => {
      if (href.startsWith('help:')) return !keys.includes(href.slice(5));
      if (/^\/(?:portal\/|api\/docs)$/.test(href)) return false;
      const path = href.split('?')[0] ?? '';
      const part = /^\/settings\/([\w-]+)/.exec(path)?.[1];
      return !routes.some((route) => route.test(path)) || (part !== undefined && !parts.includes(part));
    }).map((href) => `${key}: ${href}`));
    expect(dead).toEqual([]);
  });
  test('every part of the settings and every large page has one', () => {
    expect([topicOf('/inbox/mine'), topicOf('/inbox/mine/7'), topicOf('/settings/sla/3'), topicOf('/settings'), topicOf('/settings/people/new'), topicOf('/dispatch/manage'), topicOf('/nowhere')]).toEqual(['views', 'answering', 'clocks', 'start', 'rights', 'visits', 'answering']);
  });
});

test('finding: titles before headings before text, all words, any language', () => {
  const pages = [{ key: 'a', title: 'Clocks', text: '\n## Warnings\nA text about promises.' }, { key: 'b', title: 'Rules', text: '\n- They may warn of [clocks](/x).' }, { key: 'c', title: '时限', text: '时限就是承诺。' }];
  expect(findPages(pages, 'clocks').map((hit) => hit.page.key)).toEqual(['a', 'b']);
  expect(findPages(pages, 'clocks')[1]?.words).toBe('They may warn of clocks.');
  expect(findPages(pages, 'warn clocks').map((hit) => hit.page.key)).toEqual(['a', 'b']);
  expect(findPages(pages, '承诺').map((hit) => hit.page.key)).toEqual(['c']);
  expect(findPages(pages, 'nothing')).toEqual([]);
});
