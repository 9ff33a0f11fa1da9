import type { ChargeSettings } from '@aftercare/contract/charges';
import type { ServiceAccount } from '../../integrations/payment.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Org } from '../org/index.ts';
import * as store from './store-settings.ts';

/** Of credit notes, where nobody said otherwise. */
const series = 'CN-{year}-{number:5}';

/** How the house bills, with what it starts with before anybody said otherwise. */
export function createChargeSettings({ db, secrets }: Pick<Platform, 'db' | 'secrets'>, org: Pick<Org, 'company'>) {
  async function read(handle: Handle = db): Promise<ChargeSettings> {
    const row = await store.findSettings(handle);
    if (row) return { ...row.settings, creditSeries: (row.settings as { creditSeries?: string }).creditSeries ?? series, payments: { ...row.settings.payments, secretSet: row.paymentSecret !== null }, taxInvoices: { ...row.settings.taxInvoices, secretSet: row.taxSecret !== null } };
    const { name } = await org.company(handle);
    return {
      currency: 'CNY', taxRate: 1300, validDays: 7, dueDays: 14, invoiceSeries: 'INV-{year}-{number:5}', creditSeries: series, electronic: 'none',
      seller: { name, address: '', city: '', postcode: '', country: 'CN', taxId: '', email: '', phone: '', bank: '', account: '' },
      payments: { endpoint: '', secretSet: false }, taxInvoices: { endpoint: '', secretSet: false },
    };
  }
  const account = (endpoint: string, box: Buffer | null | undefined): ServiceAccount | null => (endpoint && box ? { endpoint, secret: secrets.decrypt(box) } : null);
  return {
    read,
    /** A secret left out stays as it is. */
    async save(tx: Tx, input: ChargeSettings): Promise<ChargeSettings> {
      const before = await store.findSettings(tx);
      const box = (given: string | undefined, old: Buffer | null | undefined) => (given === undefined ? (old ?? null) : given === '' ? null : secrets.encrypt(given));
      const bare = (s: ChargeSettings['payments']) => ({ endpoint: s.endpoint, secretSet: false });
      await store.saveSettings(tx, { settings: { ...input, payments: bare(input.payments), taxInvoices: bare(input.taxInvoices) }, paymentSecret: box(input.payments.secret, before?.paymentSecret), taxSecret: box(input.taxInvoices.secret, before?.taxSecret) });
      return read(tx);
    },
    /** The payment service we use; null when there is none. */
    async payments(handle: Handle = db): Promise<ServiceAccount | null> {
      const row = await store.findSettings(handle);
      return account(row?.settings.payments.endpoint ?? '', row?.paymentSecret);
    },
    async taxInvoices(handle: Handle = db): Promise<ServiceAccount | null> {
      const row = await store.findSettings(handle);
      return account(row?.settings.taxInvoices.endpoint ?? '', row?.taxSecret);
    },
  };
}
export type SettingsOfCharges = ReturnType<typeof createChargeSettings>;
