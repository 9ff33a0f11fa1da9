import { cutAtLinks } from '@aftercare/ui/text/links.ts';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { LanguageCode, Translate } from '../language.ts';

export interface Speech { readonly language: LanguageCode; readonly t: Translate }
export const SpeechContext = createContext<Speech>({ language: 'en', t: (key) => key });
export const useSpeech = () => useContext(SpeechContext);

/** Hour and minute of an instant. */
export function clockTime(language: string, at: string): string {
  return new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at));
}

/** Today, yesterday or the date, in the visitor's time zone. */
export function dayName(speech: Speech, at: string, now: number): string {
  const day = (ms: number) => new Date(ms).toDateString();
  const when = Date.parse(at);
  if (day(when) === day(now)) return speech.t('day.today');
  if (day(when) === day(now - 86_400_000)) return speech.t('day.yesterday');
  const sameYear = new Date(when).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(speech.language, { month: 'long', day: 'numeric', weekday: 'short', ...(sameYear ? {} : { year: 'numeric' }) }).format(when);
}

/** When we open, as one says it: weekday and time within a week, the date beyond. */
export function opening(speech: Speech, at: string, now: number): string {
  const when = Date.parse(at);
  const near = when - now < 6 * 86_400_000;
  const time = clockTime(speech.language, at);
  if (new Date(when).toDateString() === new Date(now).toDateString()) return speech.language === 'zh-CN' ? `今天 ${time} ` : `today at ${time}`;
  const day = new Intl.DateTimeFormat(speech.language, near ? { weekday: 'long' } : { month: 'long', day: 'numeric' }).format(when);
  return speech.language === 'zh-CN' ? `${day} ${time} ` : `${near ? '' : 'on '}${day} at ${time}`;
}

/** File size in the unit people read. */
export function fileSize(language: string, bytes: number): string {
  const [value, unit] = bytes < 1_000_000 ? [Math.max(1, Math.round(bytes / 1000)), 'KB'] : [Math.round(bytes / 100_000) / 10, 'MB'];
  return `${new Intl.NumberFormat(language).format(value)} ${unit}`;
}

/** Text with its web addresses as links; everything else stays text. */
export function Linked({ text }: { text: string }) {
  const parts = cutAtLinks(text);
  return <>{parts.map((part, at) => (at % 2 === 1 ? <a key={at} href={part} target="_blank" rel="noopener noreferrer nofollow">{part}</a> : part))}</>;
}
