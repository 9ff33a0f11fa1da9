import { privacy as contract } from '@aftercare/contract/privacy';
import { actorOf } from '../../platform/auth/index.ts';
import { signFileUrl } from '../../platform/files/index.ts';
import { implement } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Privacy, RequestRow } from './privacy.ts';

const hour = 3_600_000;

export function privacyRoutes({ db, clock, secrets }: Pick<Platform, 'db' | 'clock' | 'secrets'>, privacy: Privacy) {
  const view = ({ fileId: _, fileKey, askedBy, ...r }: RequestRow) => ({ ...r, askedBy: askedBy.name, url: fileKey ? signFileUrl(secrets.key('file-url'), fileKey, new Date(clock.now().getTime() + hour)) : null });
  return [
    implement(contract.list, async ({ params }) => ({ items: (await privacy.of(params.id)).map(view) })),
    implement(contract.ask, async ({ params, body, principal }) => view(await db.tx((tx) => privacy.ask(tx, params.id, body.kind, actorOf(principal))))),
  ];
}
