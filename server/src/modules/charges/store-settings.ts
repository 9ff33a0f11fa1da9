import type { ChargeSettings } from '@aftercare/contract/charges';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';

export interface SettingsRow { settings: ChargeSettings; paymentSecret: Buffer | null; taxSecret: Buffer | null }
export const findSettings = (db: Handle) => db.one<SettingsRow>(sql`select settings, payment_secret as "paymentSecret", tax_secret as "taxSecret" from charge_settings`);
export const saveSettings = (tx: Tx, s: SettingsRow) => tx.run(sql`insert into charge_settings (settings, payment_secret, tax_secret) values (${JSON.stringify(s.settings)}::jsonb, ${s.paymentSecret}, ${s.taxSecret})
  on conflict (id) do update set settings = excluded.settings, payment_secret = excluded.payment_secret, tax_secret = excluded.tax_secret`);
