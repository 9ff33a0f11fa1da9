import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
const read = (path: string): string => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '');
const word = (path: string, keys: readonly string[]): unknown => keys.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], JSON.parse(read(path) || '{}'));

/** What a kind of door still needs before people can use it, one sentence each. Folders are looked at, not run. */
export function missingOf(kind: string): string[] {
  const folder = `server/src/channels/${kind}`;
  const settings = (language: string) => `web/console/src/settings/languages/${language}.json`;
  const needs: readonly (readonly [boolean, string])[] = [
    ...['adapter.ts', 'settings.ts', 'simulator.ts', 'README.md'].map((name) => [existsSync(join(root, folder, name)), `${folder}/${name} is missing`] as const),
    [new RegExp(`channelKinds = \\[.*'${kind}'`).test(read('contract/src/basics.ts')), `contract/src/basics.ts: '${kind}' is not among channelKinds`],
    [read('server/src/doors.ts').includes(`./channels/${kind}/`), `server/src/doors.ts does not list it`],
    [new RegExp(`\\b${kind}: [A-Z]`).test(read('web/ui/src/mark/Marks.tsx')), `web/ui/src/mark/Marks.tsx: no icon`],
    [new RegExp(`^ {2}${kind}: \\{`, 'm').test(read('web/console/src/settings/channels/platforms.ts')) || new RegExp(`^ {2}${kind}: \\{`, 'm').test(read('web/console/src/settings/channels/doors.ts')), 'web/console/src/settings/channels: no form (platforms.ts or doors.ts)'],
    ...['zh-CN', 'en'].flatMap((language) => [
      [word(`web/ui/src/languages/${language}.json`, ['channel', kind]) !== undefined, `web/ui/src/languages/${language}.json: channel.${kind} is missing`] as const,
      ...['what', 'new', 'mine'].map((group) => [word(settings(language), ['channels', group, kind]) !== undefined, `${settings(language)}: channels.${group}.${kind} is missing`] as const),
      [word(settings(language), ['try', 'hint', kind]) !== undefined, `${settings(language)}: try.hint.${kind} is missing`] as const,
    ]),
  ];
  return needs.flatMap(([there, sentence]) => (there ? [] : [sentence]));
}

/** The page for administrators; doors that explain themselves on their own screen have none. */
export const pageOf = (kind: string): string => `docs/channels/${kind}.md`;
