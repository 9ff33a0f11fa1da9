import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const web = join(import.meta.dirname, '../../web');
/** First parts of the keys of all language files: "composer" of "composer.send". */
const roots = new Set(globSync('*/src/**/languages/en.json', { cwd: web }).flatMap((file) => Object.keys(JSON.parse(readFileSync(join(web, file), 'utf8')) as object)).map((key) => key.split(/[._]/)[0] ?? key));

/** Every text of the page that people see or hear: words, labels, titles, placeholders; shadow trees included. What the page marks as not to be translated (`translate="no"`: names of devices) is nobody's sentence. */
export function textsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    const put = (text: string | null | undefined) => { const trimmed = text?.replace(/\s+/g, ' ').trim(); if (trimmed) found.add(trimmed); };
    const walk = (node: Element | ShadowRoot) => {
      for (const child of node.childNodes) {
        if (child instanceof Text) put(child.data);
        if (!(child instanceof Element) || ['SCRIPT', 'STYLE', 'PRE', 'CODE', 'IFRAME'].includes(child.tagName) || child.getAttribute('translate') === 'no') continue;
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) put(child.getAttribute(name));
        if (child.shadowRoot) walk(child.shadowRoot);
        walk(child);
      }
    };
    put(document.title);
    walk(document.body);
    return [...found];
  });
}

/** The roots come from JSON; `ui:theme.dark` and `composer.send` are keys, `puddle.jpg` and `brook.example` are not. */
const isKey = (text: string) => /^([a-z]+:)?[a-z][\w-]*(\.[\w-]+)+$/i.test(text) && roots.has(text.replace(/^[a-z]+:/, '').split('.')[0] ?? '');

/**
 * Texts that nobody translated: bare keys, unfilled places, words of the other language.
 * @param own names and words of the company itself, which stay as they are
 */
export function untranslated(texts: readonly string[], language: 'zh-CN' | 'en', own: readonly string[]): string[] {
  const byLength = own.toSorted((a, b) => b.length - a.length);
  return texts.filter((text) => {
    if (isKey(text)) return true;
    const rest = byLength.reduce((left, word) => left.replaceAll(word, ''), text);
    if (/\{\{?\w+\}?\}/.test(rest)) return true;
    // One Latin word may be a name (Aftercare, OK, IMAP); two in a row are a sentence.
    return language === 'en' ? /[㐀-鿿]/.test(rest) : /[A-Za-z]{2,} [A-Za-z]{2,}/.test(rest);
  });
}

/** Times on the page that are written in the other language's way. */
export async function strangeTimes(page: Page, language: 'zh-CN' | 'en'): Promise<string[]> {
  const times = await page.evaluate(() => [...document.querySelectorAll('time')].map((time) => time.innerText));
  return times.filter((text) => (language === 'en' ? /[㐀-鿿]/.test(text) : /[A-Za-z]{2,}/.test(text)));
}
