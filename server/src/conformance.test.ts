import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
afterAll(() => rmSync(folder, { recursive: true }));

const monday = { calendar_tz: 'Asia/Shanghai', hours: { mon: [['09:00', '18:00']] }, holidays: [] };
const good = { ...monday, id: 'good', op: 'add', start: '2025-06-09 17:00:00', seconds: 7200, expect: '2025-06-16 10:00:00' };
const wrong = { ...monday, id: 'wrong', op: 'between', start: '2025-06-09 17:00:00', end: '2025-06-10 00:00:00', expect_seconds: 1 };
const strange = { ...monday, id: 'strange', op: 'guess', start: '2025-06-09', expect: null };

function file(name: string, content: object): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

interface Outcome { readonly code: number; readonly lines: unknown[]; readonly stderr: string }

function conformance(...args: string[]): Promise<Outcome> {
  return new Promise((done) => {
    execFile(process.execPath, [join(import.meta.dirname, 'conformance.ts'), ...args], (error, stdout, stderr) => {
      const lines = stdout.split('\n').filter(Boolean).map((line): unknown => JSON.parse(line));
      done({ code: typeof error?.code === 'number' ? error.code : 0, lines, stderr });
    });
  });
}

test('one line per case, a summary, and exit code 0 when all is well', async () => {
  const { code, lines, stderr } = await conformance('business-time', file('good.json', { cases: [good] }));
  expect(lines).toEqual([{ id: 'good', op: 'add', expected: good.expect, got: good.expect, ok: true }]);
  expect(stderr).toContain('business-time: 1 cases, 1 of 1 ok');
  expect(code).toBe(0);
});

test('exit code 1 when a case is not ok; a case that cannot be calculated does not stop the rest', async () => {
  const { code, lines } = await conformance('business-time', file('mixed.json', { cases: [strange, wrong, good] }));
  expect(lines).toMatchObject([{ id: 'strange', ok: false, error: expect.stringContaining('unknown op: guess') }, { id: 'wrong', got: 3600, ok: false }, { id: 'good', ok: true }]);
  expect(code).toBe(1);
});

test('signatures are told apart by their fields', async () => {
  const push = { id: 'push', secret: 's', body: 'b', header: 'sha256=00' };
  const { code, lines } = await conformance('signatures', file('signatures.json', { vectors: [push, { id: 'unknown', colour: 'red' }] }));
  expect(lines).toMatchObject([{ id: 'push', scheme: 'x-hub-signature-256', ok: false }, { id: 'unknown', ok: false, error: expect.stringContaining('no scheme') }]);
  expect(code).toBe(1);
});

test.each([
  [[], /A kind and at least one path/],
  [['mail'], /A kind and at least one path/],
  [['tea', 'leaves'], /There is no .*leaves/],
  [['tea', folder], /Unknown kind: tea/],
  [[folder], /Nothing to score in/],
])('called wrongly with %j it says how it is called', async (args, problem) => {
  const { code, stderr } = await conformance(...args);
  expect(stderr).toMatch(problem);
  expect(stderr).toContain('npm run conformance -- business-time FILE');
  expect(code).toBe(2);
});
