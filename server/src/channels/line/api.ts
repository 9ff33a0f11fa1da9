import { z } from 'zod';
import { ask, type Question, statusFault } from '../social/api.ts';
import { PlatformFault } from '../social/fault.ts';
import type { Desk } from '../social/platform.ts';
import type { LineSettings } from './settings.ts';

type Here = Desk<LineSettings>;
export const bearer = ({ settings }: Here): Record<string, string> => ({ authorization: `Bearer ${settings.accessToken}` });

/** 409: a push with this retry key was taken before, which is what we wanted. */
export function judge(status: number, body: unknown): PlatformFault | 'fine' | null {
  if (status === 409) return 'fine';
  if (status < 400) return null;
  const words = z.looseObject({ message: z.string() }).safeParse(body).data?.message ?? '';
  // The month's share of messages is used up: trying again today helps nobody.
  if (status === 429 && /monthly limit/i.test(words)) return new PlatformFault('refused', words);
  return statusFault(status, words);
}

export const call = <T>(desk: Here, path: string, question: Question, answer: z.ZodType<T>): Promise<T> =>
  ask(desk.fetch, `${desk.settings.apiBase}${path}`, { ...question, headers: { ...bearer(desk), ...question.headers } }, answer, judge);
