/**
 * Scores parts of the product on anybody's own data, one JSON line per case on stdout:
 *   npm run conformance -- KIND PATH…      one kind on its files
 *   npm run conformance -- FOLDER          every kind whose usual place exists in the folder
 * Exit code 1 when a case is not ok, 2 when it was called wrongly.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

interface Suite {
  /** One object per case; a case that can be judged has `ok`. */
  run(args: string[]): AsyncIterable<object>;
}

interface Kind {
  readonly takes: string;
  readonly load: () => Promise<Suite>;
  /** What to pass when only a data folder was given: the paths in it that belong to this kind. */
  readonly usual: (folder: string) => string[];
}

const KINDS: Record<string, Kind> = {
  bpmn: { takes: 'PATH… | --run FILE [SCRIPT.json]', load: () => import('./conformance/bpmn.ts'), usual: (folder) => existing(join(folder, 'bpmn')) },
  mail: { takes: 'DIR…', load: () => import('./conformance/mail.ts'), usual: (folder) => existing(join(folder, 'mail')) },
  reply: { takes: 'FILE…', load: () => import('./conformance/reply.ts'), usual: (folder) => files(join(folder, 'mail'), /repl.*\.txt$/) },
  html: { takes: 'FILE…', load: () => import('./conformance/html.ts'), usual: (folder) => files(folder, /\.html?$/) },
  'business-time': {
    takes: 'FILE…', load: () => import('./conformance/business-time.ts'),
    usual: (folder) => files(join(folder, 'business-time'), /^[^/]+\.json$/),
  },
  dispatch: { takes: 'DIR…', load: () => import('./conformance/dispatch.ts'), usual: (folder) => existing(join(folder, 'dispatch')) },
  signatures: {
    takes: 'FILE…', load: () => import('./conformance/signatures.ts'),
    usual: (folder) => files(join(folder, 'signatures'), /^[^/]+\.json$/),
  },
};

const score = { cases: 0, ok: 0, failed: 0 };
const [kindName, ...paths] = process.argv.slice(2);
const kind = kindName === undefined ? undefined : KINDS[kindName];
const missing = paths.find((path) => !path.startsWith('--') && !existsSync(path));
if (kindName === undefined || (kind && paths.length === 0)) usage('A kind and at least one path are needed.');
else if (missing !== undefined) usage(`There is no ${resolve(missing)}`);
else if (kind) await scoreKind(kindName, kind, paths);
else if (paths.length === 0 && isFolder(kindName)) await scoreFolder(kindName);
else usage(`Unknown kind: ${kindName}`);
process.exitCode ??= score.failed > 0 ? 1 : 0;

async function scoreFolder(folder: string): Promise<void> {
  for (const [name, each] of Object.entries(KINDS)) {
    const usual = each.usual(folder);
    if (usual.length === 0) continue;
    try {
      await scoreKind(name, each, usual, true); // lines of many kinds in one stream say which
    } catch (error) {
      // One kind that cannot run must not hide the score of the others.
      process.stderr.write(`${name}: stopped: ${error instanceof Error ? error.message : String(error)}\n`);
      score.failed++;
    }
  }
  if (score.cases + score.failed === 0) usage(`Nothing to score in ${resolve(folder)}`);
}

async function scoreKind(name: string, each: Kind, args: string[], withKind = false): Promise<void> {
  const before = { ...score };
  const { run } = await each.load();
  for await (const result of run(args)) {
    process.stdout.write(`${JSON.stringify(withKind ? { kind: name, ...result } : result)}\n`);
    score.cases++;
    if ('ok' in result) score[result.ok === true ? 'ok' : 'failed']++;
  }
  const [cases, ok, failed] = [score.cases - before.cases, score.ok - before.ok, score.failed - before.failed];
  process.stderr.write(`${name}: ${cases} cases${ok + failed > 0 ? `, ${ok} of ${ok + failed} ok` : ''}\n`);
}

function usage(problem: string): void {
  const kinds = Object.entries(KINDS).map(([name, { takes }]) => `  npm run conformance -- ${name} ${takes}\n`).join('');
  process.stderr.write(`${problem}\n\nUsage:\n${kinds}  npm run conformance -- FOLDER   (every kind found in its usual place there)\n`);
  process.exitCode = 2;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function existing(path: string): string[] {
  return existsSync(path) ? [path] : [];
}

function files(folder: string, pattern: RegExp): string[] {
  if (!isFolder(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => pattern.test(name) && !basename(name).startsWith('.')).sort().map((name) => join(folder, name));
}
