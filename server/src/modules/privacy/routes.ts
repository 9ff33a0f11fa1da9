import { privacy as contract } from '@aftercare/contract/privacy';
import { actorOf } from '../../platform/auth/index.ts';
import { signFileUrl } from '../../platform/files/index.ts';
import { implement } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Reveal } from './reveal.ts';
import type { Privacy, RequestRow } from './privacy.ts';

const hour = 3_600_000;

export function privacyRoutes({ db, clock, secrets }: Pick<Platform, 'db' | 'clock' | 'secrets'>, privacy: Privacy, customers: Pick<Customers, 'load'>, reveal: Reveal) {
  const view = ({ fileId: _, fileKey, askedBy, ...r }: RequestRow) => ({ ...r, askedBy: askedBy.name, url: fileKey ? signFileUrl(secrets.key('file-url'), fileKey, new Date(clock.now().getTime() + hour)) : null });
  return [
    implement(contract.reveal, ({ body, principal }) => db.tx((tx) => reveal(tx, principal, body))),
    implement(contract.list, async ({ params, principal }) => { await customers.load(db, principal, params.id); return { items: (await privacy.of(params.id)).map(view) }; }),
    implement(contract.ask, async ({ params, body, principal }) => view(await db.tx(async (tx) => { await customers.load(tx, principal, params.id); return privacy.ask(tx, params.id, body.kind, actorOf(principal)); }))),
  ];
}
