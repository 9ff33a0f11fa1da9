import type { Platform } from '../../platform/module/index.ts';
import { createCalls } from './calls.ts';
import { createCommands } from './commands.ts';
import { createNumbers } from './numbers.ts';
import { type Recogniser, createRecordings } from './recordings.ts';

/** Numbers, calls, recordings: what the telephone is to the desk. The sound itself is the voice process's matter. */
export function createHotline(platform: Platform, o: Omit<Parameters<typeof createCalls>[1], 'numbers'> & { recogniser: Recogniser | null }) {
  const numbers = createNumbers(platform);
  const calls = createCalls(platform, { ...o, numbers });
  return { numbers, calls, recordings: createRecordings(platform, calls, numbers, o.recogniser), commands: createCommands(platform) };
}
export type Hotline = ReturnType<typeof createHotline>;
