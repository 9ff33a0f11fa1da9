// npm run new -- channel NAME: a folder whose conformance suite runs at once, and a list of what is still missing.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const [what, name] = process.argv.slice(2);
const fail = (words) => { process.stderr.write(`${words}\n`); process.exit(1); };

if (what !== 'channel' || !name) fail('npm run new -- channel NAME    NAME in small letters, such as viber');
if (!/^[a-z][a-z0-9]{1,30}$/.test(name)) fail(`«${name}» is no name of a channel: small letters and digits only`);
const folder = join(root, 'server/src/channels', name);
if (existsSync(folder)) fail(`server/src/channels/${name} is there already`);

const fill = (text) => text.replaceAll('__name__', name).replaceAll('__Name__', name[0].toUpperCase() + name.slice(1));
mkdirSync(folder);
for (const file of readdirSync(join(root, 'tools/new-channel'))) writeFileSync(join(folder, file.replace(/\.txt$/, '')), fill(readFileSync(join(root, 'tools/new-channel', file), 'utf8')));

const change = (path, edits) => {
  let text = readFileSync(join(root, path), 'utf8');
  for (const [from, to] of edits) {
    if (!from.test(text)) fail(`${path} does not look as expected; add «${name}» there by hand`);
    text = text.replace(from, to);
  }
  writeFileSync(join(root, path), text);
};
if (!new RegExp(`channelKinds = \\[.*'${name}'`).test(readFileSync(join(root, 'contract/src/basics.ts'), 'utf8'))) change('contract/src/basics.ts', [[/(channelKinds = \[.*)\] as const/, `$1, '${name}'] as const`]]);
change('server/src/doors.ts', [
  [/(import type \{ Platform \})/, `import { ${name}Adapter } from './channels/${name}/adapter.ts';\n$1`],
  [/\n {2}\];\n/, `\n    ${name}Adapter(outgoing),\n  ];\n`],
]);

const { missingOf } = await import('../server/src/channels/completeness.ts');
process.stdout.write(`server/src/channels/${name} stands and keeps what doors promise: npx vitest run server/src/channels/${name}\n\nStill missing:\n${missingOf(name).map((sentence) => `  - ${sentence}\n`).join('')}  - docs/channels/${name}.md\n\nThen put the platform's own words into settings.ts, map.ts, adapter.ts and simulator.ts.\n`);
