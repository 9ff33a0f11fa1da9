import { api, createClient } from '@aftercare/contract';
import type { Address } from './doors.ts';
import type { Cluster } from './processes.ts';

/** The four doors of an installation, opened through the API as an administrator would. */
export async function prepare(cluster: Cluster): Promise<Address> {
  const call = createClient({ base: `http://127.0.0.1:${cluster.port}`, language: () => 'en', headers: () => ({ authorization: `Bearer ${cluster.key}` }) });
  const common = { language: 'en', teamId: null, enabled: true } as const;
  const secret = 'a-secret-of-the-fault-test-0123456789';
  const have = (await call(api.channels.list, {})).items;
  await call(api.channels.create, { body: { ...common, kind: 'mail', name: 'Support', address: 'support@faults.example', settings: {} } });
  await call(api.channels.create, { body: { ...common, kind: 'webhook', name: 'Shop', address: 'shop', settings: { secret } } });
  await call(api.channels.create, { body: { ...common, kind: 'chat', name: 'Site', address: 'faults', settings: {} } });
  if (!have.some((c) => c.kind === 'portal')) await call(api.channels.create, { body: { ...common, kind: 'portal', name: 'Portal', address: 'portal', settings: {} } });
  return { port: cluster.port, smtpPort: cluster.smtpPort, mailbox: 'support@faults.example', webhook: { name: 'shop', secret }, site: 'faults' };
}
