import { processes as contract } from '@aftercare/contract/processes';
import { actorOf } from '../../platform/auth/index.ts';
import { Refusal, implement } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { ProcessEngine } from './processes.ts';
import * as store from './store-definitions.ts';
import { tryDiagram, tryTables } from './trying.ts';

/** Drawing, checking, deploying, comparing. */
export function definitionRoutes({ db, clock }: Pick<Platform, 'db' | 'clock'>, engine: ProcessEngine) {
  const { definitions } = engine;
  const versions = async (key: string, live: number | null) => (await store.versionsOf(db, key)).map(({ seed: _, ...v }) => ({ ...v, state: v.version === live ? 'live' as const : 'retired' as const }));
  const found = async (key: string) => {
    const row = (await store.listDefinitions(db, null)).find((d) => d.key === key);
    if (!row) throw new Refusal('not-found');
    return row;
  };
  const version = async (key: string, number: number) => {
    const one = (await versions(key, (await found(key)).live)).find((v) => v.version === number);
    if (!one) throw new Refusal('not-found');
    return one;
  };
  return [
    implement(contract.list, async ({ query }) => ({ items: await store.listDefinitions(db, query.kind ?? null) })),
    implement(contract.get, async ({ params }) => {
      const row = await found(params.key);
      return { ...row, versions: await versions(params.key, row.live) };
    }),
    implement(contract.version, async ({ params }) => {
      const one = await version(params.key, params.version);
      const file = await store.xmlOf(db, params.key, params.version);
      return { ...one, key: params.key, kind: file?.kind ?? 'bpmn', xml: file?.xml ?? '' };
    }),
    implement(contract.draft, async ({ params }) => {
      const draft = await store.findDraft(db, params.key);
      if (!draft) throw new Refusal('not-found');
      return { ...draft, problems: await definitions.lint(db, draft.xml, draft.kind) };
    }),
    implement(contract.saveDraft, async ({ params, body, principal }) => {
      await db.tx((tx) => store.saveDraft(tx, { key: params.key, kind: body.kind, xml: body.xml, note: body.note, by: actorOf(principal).name, at: clock.now() }));
      return { problems: await definitions.lint(db, body.xml, body.kind) };
    }),
    implement(contract.discardDraft, async ({ params }) => {
      await db.tx((tx) => store.deleteDraft(tx, params.key));
      return { done: true as const };
    }),
    implement(contract.lint, async ({ body }) => ({ problems: await definitions.lint(db, body.xml, body.kind) })),
    implement(contract.deploy, async ({ params, body, principal }) => version(params.key, await db.tx((tx) => definitions.deploy(tx, { ...params, ...body, actor: actorOf(principal) })))),
    implement(contract.rollBack, async ({ params, body, principal }) => {
      await db.tx((tx) => definitions.rollBack(tx, params.key, body.version, actorOf(principal)));
      return version(params.key, body.version);
    }),
    implement(contract.actions, () => Promise.resolve({ items: engine.registry.entries() })),
    implement(contract.try, ({ body }) => tryDiagram(engine, db, clock.now(), body)),
    implement(contract.tryTable, ({ body }) => tryTables(body, clock.now())),
    implement(contract.checkMigration, ({ params, body }) => engine.migrations.check(db, params.key, body.from, body.to, body.mapping)),
    implement(contract.migrate, async ({ params, body }) => {
      const running = body.instanceIds ?? (await engine.migrations.runningOn(db, params.key, body.from));
      const refused: { instanceId: number; reason: string }[] = [];
      let moved = 0;
      for (const id of running) {
        try {
          await db.tx((tx) => engine.migrate(tx, id, body.to, body.mapping));
          moved += 1;
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          refused.push({ instanceId: id, reason: String(error.detail.params?.['zh'] ?? error.message) });
        }
      }
      return { moved, refused };
    }),
  ];
}
