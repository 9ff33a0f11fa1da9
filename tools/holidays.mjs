/**
 * Writes the Chinese statutory holidays and make-up days of some years as data the server reads:
 *   node tools/holidays.mjs 2020 2026 [--force]
 * The files are meant to be edited by hand afterwards, so an existing one is only replaced with --force.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const packageFolder = dirname(createRequire(join(import.meta.dirname, '../server/package.json')).resolve('chinese-days/package.json'));
const dataFolder = join(import.meta.dirname, '../server/src/platform/time/data');
// The package gives the short names; on a customer's page the festival has its full one.
const FULL_NAMES = { 清明: '清明节', 端午: '端午节', 中秋: '中秋节' };

const force = process.argv.includes('--force');
const [first, last = first] = process.argv.slice(2).filter((word) => /^\d{4}$/.test(word)).map(Number);
if (!first || !last) {
  console.error('Usage: node tools/holidays.mjs FIRST-YEAR [LAST-YEAR] [--force]');
  process.exit(2);
}
mkdirSync(dataFolder, { recursive: true });
const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
for (let year = first; year <= last; year++) writeYear(year);

function writeYear(year) {
  const source = join(packageFolder, `dist/years/${year}.json`);
  const target = join(dataFolder, `cn-${year}.json`);
  if (!existsSync(source)) return console.error(`${year}: not announced in chinese-days ${version} yet`);
  if (existsSync(target) && !force) return console.error(`${year}: ${target} exists, kept (--force replaces it)`);
  const days = JSON.parse(readFileSync(source, 'utf8'));
  const lines = (entries) => Object.entries(entries).sort(([a], [b]) => a.localeCompare(b)).map(([date, text]) => {
    const [en, zh] = text.split(',');
    return `    ${JSON.stringify({ date, name: { zh: FULL_NAMES[zh] ?? zh, en } })}`;
  }).join(',\n');
  writeFileSync(target, `{\n  "year": ${year},\n  "source": "State Council notice, by way of chinese-days ${version}",\n`
    + `  "holidays": [\n${lines(days.holidays)}\n  ],\n  "makeUpDays": [\n${lines(days.workdays)}\n  ]\n}\n`);
  console.error(`${year}: ${Object.keys(days.holidays).length} holidays, ${Object.keys(days.workdays).length} make-up days`);
}
