import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { DefinitionKind, Problem, Words } from '@aftercare/contract/processes';
import { type Actor, systemActor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { type Decisions, loadDecisions, readDecisions } from '../../platform/feel/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { DefinitionDeployed } from './events.ts';
import { lintXml } from './lint.ts';
import type { LintSurroundings } from './lint-model.ts';
import { compileDiagram } from './model/compile.ts';
import type { Model } from './model/model.ts';
import { readDiagram } from './model/read.ts';
import * as store from './store-definitions.ts';

export const shippedFolder = join(import.meta.dirname, '../../../../processes');
/** Parsed versions kept per process; a version never changes, so nothing is ever stale. */
const mostKept = 300;

/** Diagrams and tables by key and version: what is live, what was, what is being drawn. */
export function createDefinitions(platform: Pick<Platform, 'bus' | 'clock' | 'log'>, surroundings: (handle: Handle) => Promise<LintSurroundings>) {
  const { bus, clock, log } = platform;
  const models = new Map<string, Promise<Model>>();
  const tables = new Map<string, Promise<Decisions>>();

  const kept = <T>(cache: Map<string, Promise<T>>, name: string, make: () => Promise<T>): Promise<T> => {
    let known = cache.get(name);
    if (!known) {
      if (cache.size >= mostKept) cache.delete(cache.keys().next().value ?? '');
      known = make();
      cache.set(name, known);
      known.catch(() => cache.delete(name));
    }
    return known;
  };
  const xmlOf = async (handle: Handle, key: string, version: number) => {
    const found = await store.xmlOf(handle, key, version);
    if (!found) throw new Refusal('not-found', { key: 'processes.unknown', params: { key } });
    return found;
  };
  const liveVersion = async (handle: Handle, key: string, kind: DefinitionKind): Promise<number> => {
    const row = await store.findLive(handle, key);
    if (!row?.live || row.kind !== kind) throw new Refusal('not-found', { key: 'processes.unknown', params: { key } });
    return row.live;
  };

  const self = {
    liveVersion: (handle: Handle, key: string) => liveVersion(handle, key, 'bpmn'),
    /** A version ready to be walked. */
    model: (handle: Handle, key: string, version: number): Promise<Model> =>
      kept(models, `${key}@${version}`, async () => compileDiagram(await readDiagram((await xmlOf(handle, key, version)).xml)).model),
    /** Answer of a live table. `ref`: its key, or `key#decision`. */
    async decide(handle: Handle, ref: string, variables: Readonly<Record<string, unknown>>, now: Date): Promise<unknown> {
      const [key = '', decision] = ref.split('#');
      const version = await liveVersion(handle, key, 'dmn');
      const decisions = await kept(tables, `${key}@${version}`, async () => loadDecisions((await xmlOf(handle, key, version)).xml));
      return decisions.decide(variables, { now }, decision).value;
    },
    /** A table to be asked many times: the live version, or one of them; null where there is none. */
    async table(handle: Handle, key: string, version?: number): Promise<{ version: number; decisions: Decisions } | null> {
      const live = version ?? (await store.findLive(handle, key))?.live;
      return live ? { version: live, decisions: await kept(tables, `${key}@${live}`, async () => loadDecisions((await xmlOf(handle, key, live)).xml)) } : null;
    },
    list: (handle: Handle, kind: DefinitionKind | null) => store.listDefinitions(handle, kind),
    async find(handle: Handle, key: string) {
      const row = (await store.listDefinitions(handle, null)).find((d) => d.key === key);
      if (!row) throw new Refusal('not-found');
      return row;
    },
    /** Versions of a key, newest first. */
    async versions(handle: Handle, key: string) {
      const { live } = await self.find(handle, key);
      return (await store.versionsOf(handle, key)).map(({ seed: _, ...v }) => ({ ...v, state: v.version === live ? 'live' as const : 'retired' as const }));
    },
    async version(handle: Handle, key: string, version: number) {
      const one = (await self.versions(handle, key)).find((v) => v.version === version);
      if (!one) throw new Refusal('not-found');
      return one;
    },
    file: xmlOf,
    async draft(handle: Handle, key: string) {
      const draft = await store.findDraft(handle, key);
      if (!draft) throw new Refusal('not-found');
      return draft;
    },
    saveDraft: (tx: Tx, draft: Omit<store.DraftRow, 'at'>) => store.saveDraft(tx, { ...draft, at: clock.now() }),
    discardDraft: (tx: Tx, key: string) => store.deleteDraft(tx, key),
    lint: async (handle: Handle, xml: string, kind: DefinitionKind): Promise<Problem[]> => lintXml(xml, kind, await surroundings(handle)),

    /** Makes a file live as a new version. @throws Refusal('invalid-input') naming what is wrong with it */
    async deploy(tx: Tx, input: { key: string; kind: DefinitionKind; xml: string; note?: string; actor: Actor; seed?: string }): Promise<number> {
      const problems = await self.lint(tx, input.xml, input.kind);
      const faults = problems.filter((p) => p.severity === 'error');
      if (faults.length > 0) throw new Refusal('invalid-input', { key: 'processes.faulty', params: { faults: faults.length }, fields: faults.slice(0, 20).map((p) => ({ path: p.elementId ?? 'xml', key: 'processes.fault', params: { zh: p.message.zh, en: p.message.en } })) });
      const known = await store.findLive(tx, input.key);
      if (known && known.kind !== input.kind) throw new Refusal('conflict', { key: 'processes.other-kind' });
      const version = await store.addVersion(tx, { key: input.key, kind: input.kind, title: await titleIn(input.xml, input.kind), xml: input.xml, note: input.note ?? '', by: input.actor.name, at: clock.now(), seed: input.seed ?? null });
      await store.deleteDraft(tx, input.key);
      await bus.publish(tx, DefinitionDeployed, { stream: `process:${input.key}`, payload: { key: input.key, kind: input.kind, version }, actor: input.actor });
      return version;
    },
    async rollBack(tx: Tx, key: string, version: number, actor: Actor): Promise<void> {
      const { xml, kind } = await xmlOf(tx, key, version);
      await store.setLive(tx, key, version, clock.now());
      await store.setTitle(tx, key, await titleIn(xml, kind));
      await bus.publish(tx, DefinitionDeployed, { stream: `process:${key}`, payload: { key, kind, version }, actor });
    },
    /** Deploys shipped files that are new, or newer than a shipped version nobody has replaced. @returns their keys */
    async seed(tx: Tx, folder = shippedFolder): Promise<string[]> {
      const files = (await readdir(folder).catch(() => [] as string[])).filter((f) => /\.(bpmn|dmn)$/.test(f)).toSorted((a, b) => Number(a.endsWith('.bpmn')) - Number(b.endsWith('.bpmn')) || a.localeCompare(b));
      const done: string[] = [];
      const keyOf = (file: string) => basename(file).replace(/\.\w+$/, '');
      const known = new Map((await store.newestOf(tx, files.map(keyOf))).map((v) => [v.key, v]));
      for (const file of files) {
        const [key, kind] = [keyOf(file), file.endsWith('.dmn') ? 'dmn' as const : 'bpmn' as const];
        const xml = await readFile(join(folder, file), 'utf8');
        const seed = createHash('sha256').update(xml).digest('base64url').slice(0, 22);
        const newest = known.get(key);
        if (newest && (newest.seed === seed || newest.seed === null)) continue;
        try {
          await self.deploy(tx, { key, kind, xml, note: '', actor: systemActor, seed });
          done.push(key);
        } catch (error) {
          // A file that does not fit must not keep the house from opening; the one before it stays live.
          if (!(error instanceof Refusal)) throw error;
          log.error({ key, faults: error.detail.fields?.map((f) => `${f.path}: ${String(f.params?.['en'] ?? '')}`) }, 'a shipped diagram cannot go live');
        }
      }
      return done;
    },
  };
  return self;
}
export type Definitions = ReturnType<typeof createDefinitions>;

/** What a file calls itself. */
async function titleIn(xml: string, kind: DefinitionKind): Promise<Words> {
  if (kind === 'bpmn') return compileDiagram(await readDiagram(xml)).model.title;
  const name = /<(?:\w+:)?definitions[^>]*\sname="([^"]+)"/.exec(xml)?.[1] ?? (await readDecisions(xml))[0]?.name ?? '';
  const [zh = name, en = zh] = name.split('|').map((w) => w.trim());
  return { zh, en };
}
