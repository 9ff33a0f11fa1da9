import { expect, test } from 'vitest';
import { createTitleNotice } from './title-notice.ts';

const format = (count: number, title: string) => `(${count}) ${title}`;

test('counts in front of the page\'s title and gives it back', () => {
  const page = { title: 'Shop' };
  const show = createTitleNotice(page, format);
  show(1);
  show(2);
  expect(page.title).toBe('(2) Shop');
  show(0);
  expect(page.title).toBe('Shop');
});

test('a page that renames itself meanwhile keeps its new name', () => {
  const page = { title: 'Shop' };
  const show = createTitleNotice(page, format);
  show(1);
  page.title = 'Basket';
  show(2);
  expect(page.title).toBe('(2) Basket');
  page.title = 'Till';
  show(0);
  expect(page.title).toBe('Till');
});
