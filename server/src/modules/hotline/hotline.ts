import type { Platform } from '../../platform/module/index.ts';
import { type CallsNeed, createCalls } from './calls.ts';
import { createCommands } from './commands.ts';
import { createLeftBehind } from './left-behind.ts';
import { createNumbers } from './numbers.ts';
import { type Recogniser, type SoundFile, createRecordings } from './recordings.ts';
import { createRules } from './rules.ts';
import { createTelephones } from './telephones.ts';

/** Numbers, calls, recordings: what the telephone is to the desk. The sound itself is the voice process's matter. */
export function createHotline(platform: Platform, o: Omit<CallsNeed, 'numbers' | 'rules' | 'telephones'> & { recogniser: Recogniser | null; sound: SoundFile }) {
  const numbers = createNumbers(platform, o.sound);
  const rules = createRules(platform.db);
  const telephones = createTelephones(platform);
  const calls = createCalls(platform, { ...o, numbers, rules, telephones });
  const recordings = createRecordings(platform, calls, numbers, o);
  return { numbers, rules, telephones, calls, recordings, commands: createCommands(platform), leftBehind: createLeftBehind(platform, calls, recordings), recogniser: o.recogniser };
}
export type Hotline = ReturnType<typeof createHotline>;
