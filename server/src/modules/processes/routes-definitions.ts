import { processes as contract } from '@aftercare/contract/processes';
import { actorOf } from '../../platform/auth/index.ts';
import { Refusal, implement } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { ProcessEngine } from './processes.ts';
import { tryDiagram, tryTables } from './trying.ts';

/** Drawing, checking, deploying, comparing. */
export function definitionRoutes({ db, clock }: Pick<Platform, 'db' | 'clock'>, engine: ProcessEngine) {
  const { definitions } = engine;
  return [
    implement(contract.list, async ({ query }) => ({ items: await definitions.list(db, query.kind ?? null) })),
    implement(contract.get, async ({ params }) => {
      const row = await definitions.find(db, params.key);
      return { ...row, versions: await definitions.versions(db, params.key) };
    }),
    implement(contract.version, async ({ params }) => {
      const one = await definitions.version(db, params.key, params.version);
      return { ...one, key: params.key, ...(await definitions.file(db, params.key, params.version)) };
    }),
    implement(contract.draft, async ({ params }) => {
      const draft = await definitions.draft(db, params.key);
      return { ...draft, problems: await definitions.lint(db, draft.xml, draft.kind) };
    }),
    implement(contract.saveDraft, async ({ params, body, principal }) => {
      await db.tx((tx) => definitions.saveDraft(tx, { key: params.key, kind: body.kind, xml: body.xml, note: body.note, by: actorOf(principal).name }));
      return { problems: await definitions.lint(db, body.xml, body.kind) };
    }),
    implement(contract.discardDraft, async ({ params }) => {
      await db.tx((tx) => definitions.discardDraft(tx, params.key));
      return { done: true as const };
    }),
    implement(contract.lint, async ({ body }) => ({ problems: await definitions.lint(db, body.xml, body.kind) })),
    implement(contract.deploy, async ({ params, body, principal }) => {
      const version = await db.tx((tx) => definitions.deploy(tx, { ...params, ...body, actor: actorOf(principal) }));
      return definitions.version(db, params.key, version);
    }),
    implement(contract.rollBack, async ({ params, body, principal }) => {
      await db.tx((tx) => definitions.rollBack(tx, params.key, body.version, actorOf(principal)));
      return definitions.version(db, params.key, body.version);
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
