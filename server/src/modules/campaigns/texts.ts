/** What a message says to one customer; pure. */
import { campaignVariables } from '@aftercare/contract/campaigns';
import { fillWords, wordsIn } from '../tickets/index.ts';

interface Both { readonly zh: string; readonly en: string }
const blank = Object.fromEntries(campaignVariables.map((name) => [name, '']));

/** Variables that are none. */
export const unknownIn = (text: Both): string[] => [...new Set(fillWords(`${text.zh} ${text.en}`, blank).unknown)];
export const isEmpty = (text: Both): boolean => text.zh.trim() === '' && text.en.trim() === '';

/** In their language, else in the other. */
export const textFor = (text: Both, language: 'zh-CN' | 'en', values: Readonly<Record<(typeof campaignVariables)[number], string>>): string => fillWords(wordsIn(text, language).trim(), values).text;
