import { terminalLanguage } from './platform/postgres/index.ts';
import { allRoles } from './serve.ts';
import { serveUntilTold } from './until-told.ts';

const known = ['--demo', '--no-demo'];
const foreign = process.argv.slice(2).find((word) => !known.includes(word));
if (foreign !== undefined) {
  process.stderr.write(`${terminalLanguage() === 'zh' ? '没有这个选项：' : 'There is no option '}${foreign}\n  npm start -- [${known.join(' | ')}]\n`);
  process.exit(2);
}
await serveUntilTold({ roles: allRoles, demo: process.argv.includes('--demo') ? true : process.argv.includes('--no-demo') ? false : null });
