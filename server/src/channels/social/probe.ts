import { say } from '../../platform/i18n/index.ts';
import type { Probe } from '../channel.ts';
import type { Desk } from './platform.ts';

/** One step of «try it», named in the reader's language; what the platform said stands beside it. */
export async function step(language: string, name: string, work: () => Promise<string>): Promise<Probe> {
  const title = say(language, `social.probe.${name}`);
  return work().then((detail) => ({ name: title, ok: true, detail }), (error: unknown) => ({ name: title, ok: false, detail: (error as Error).message }));
}

/** Platforms deliver to https on a public name only. */
export const hookStep = (desk: Pick<Desk<unknown>, 'hook'>, language: string): Promise<Probe> => step(language, 'address', async () => {
  if (!desk.hook.startsWith('https:')) throw new Error(say(language, 'social.no-https', { url: desk.hook }));
  return desk.hook;
});
