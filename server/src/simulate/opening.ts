import type { Answers } from './answers.ts';
import type { Addresses } from './doors.ts';
import type { Platform } from './platforms.ts';

const silent = 'comes in; an answer did not come out';

/** Says which doors are open, as far as a test message went through each, and what to do now. */
export async function printDoors(print: (text: string) => void, { doors, at, platforms, answers }: { doors: readonly string[]; at: Addresses; platforms: readonly Platform[]; answers: Answers | null }): Promise<void> {
  print(`\n${at.base}: a test message goes through each door …`);
  const own: Readonly<Record<string, string>> = {
    mail: `to ${at.mailbox ?? ''}${answers?.letters ? '; answers come here' : ''}`, chat: `site ${at.site ?? ''}`, portal: `${at.base}/portal/`, webhook: `${at.webhook?.name ?? ''}${answers?.shop ? '; answers come here' : ''}`,
  };
  const tried = new Map(await Promise.all(platforms.map(async (p) => [p.name, await stateOf(p)] as const)));
  for (const name of doors) print(`  ${name.padEnd(10)} ${own[name] ?? tried.get(name) ?? ''}`);
  if ([...tried.values()].some((state) => state.includes(silent))) {
    print('\n  Answers do not leave for this machine unless the server may reach it. Stop it, start it with');
    print('      ALLOW_PRIVATE_HOSTS=127.0.0.1 npm start');
    print('  and run this again. What comes in is seen all the same.');
  }
  print(`\n  What to do: sign in at ${at.base}/ (the first start printed the accounts), open a ticket in the inbox and answer it: «name ← your words» stands here.`);
  if (doors.includes('phone')) print('  For the telephone: sign in as somebody within their hours, be «online» (your name, bottom left) and allow the microphone; it rings in the console.');
  print('');
}

async function stateOf(platform: Platform): Promise<string> {
  if (!platform.trial) return `they ring ${platform.as}`;
  return platform.trial().then((answered) => `«${platform.as}» ${answered ? 'comes in, answers come out' : silent}`, (error: unknown) => `«${platform.as}» does not come in: ${(error as Error).message}`);
}
