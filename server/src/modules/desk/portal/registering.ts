import type { SerialFound, portalHome as contract } from '@aftercare/contract/portal-home';
import type { Names } from '@aftercare/contract/basics';
import type { z } from 'zod';
import type { Actor } from '../../../platform/bus/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { readUpload, signFileUrl } from '../../../platform/files/index.ts';
import { type Loose, Refusal } from '../../../platform/http/index.ts';
import { say } from '../../../platform/i18n/index.ts';
import type { Platform } from '../../../platform/module/index.ts';
import type { Customers } from '../../customers/index.ts';
import type { Identified, Products, UnitRow } from '../../products/index.ts';

type Registration = z.output<typeof contract.register.body>;
type ProofBody = z.output<typeof contract.addProof.body>;
const both = (key: string, params: Record<string, unknown> = {}): Names => ({ zh: say('zh-CN', key, params), en: say('en', key, params) });
const gone = new Set(['returned', 'replaced', 'scrapped']);
const hour = 3_600_000;

/** The words beside a serial rule, written «中文 / English» where customers read both. */
const hintOf = (note: string) => {
  const said = note.split(' · ').map((one) => one.split(' / '));
  return { zh: said.map((one) => one[0]).join(' · '), en: said.map((one) => one[1] ?? one[0]).join(' · ') };
};

/** A customer says which products are theirs. Of another one's unit nothing is told but that the number is taken. */
export function createRegistering({ clock, secrets }: Pick<Platform, 'clock' | 'secrets'>, customers: Customers, products: Products) {
  async function choices(brandIds: readonly number[]) {
    const expires = new Date((Math.floor(clock.now().getTime() / hour) + 25) * hour);
    return (await products.choices(brandIds)).map(({ id, key, name, brand, imageUrl }) => ({ id, key, name, brand, imageUrl: imageUrl && signFileUrl(secrets.key('file-url'), imageUrl.split('/').at(-1) ?? '', expires) }));
  }
  /** Why a number is not taken, told so that the mistake can be found. */
  function problemOf(found: Identified): Names | null {
    if (found.problem === 'wrong-check') return both(`products.check.${found.check}`);
    return found.problem === 'wrong-form' ? both('products.serial-wrong-form') : null;
  }
  const free = (found: Identified) => found.units.filter((u) => u.customerId === null && !gone.has(u.status));

  async function look(customerId: number, serial: string): Promise<Loose<SerialFound>> {
    const found = await products.identify(serial);
    const answer = { serial: found.key, unitId: null, model: null, models: [], problem: null, hint: null };
    const mine = found.units.find((u) => u.customerId === customerId);
    if (mine) return { ...answer, state: 'mine', unitId: mine.id };
    const [one, another] = free(found);
    const shown = async (modelId: number, brandId: number) => (await choices([brandId])).find((m) => m.id === modelId) ?? null;
    if (one && !another) return { ...answer, state: 'known', model: await shown(one.modelId, one.brand.id) };
    if (found.units.length > 0 && !one) return { ...answer, state: found.units.some((u) => u.customerId !== null) ? 'taken' : 'gone' };
    const problem = problemOf(found);
    if (problem) return { ...answer, state: 'wrong', problem, hint: found.note ? hintOf(found.note) : null };
    const models = await choices(another ? free(found).map((u) => u.brand.id) : found.brandIds);
    return { ...answer, state: 'new', model: models.find((m) => m.id === found.modelId) ?? null, models: found.modelId === null ? models : [] };
  }

  const actorOf = async (customerId: number, tx: Tx): Promise<Actor> => ({ kind: 'customer', id: customerId, name: (await customers.get(customerId, tx))?.name ?? '' });
  return {
    look,
    /** @throws Refusal `conflict` when it is another one's or was taken back; `invalid-input` for a mistyped number, or where the model or the country of a new one must be said */
    async register(tx: Tx, customerId: number, body: Registration): Promise<UnitRow> {
      const actor = await actorOf(customerId, tx);
      const found = await products.identify(body.serial, tx);
      const mine = found.units.find((u) => u.customerId === customerId);
      if (mine) return mine;
      const modelId = found.modelId ?? body.modelId ?? null;
      const candidates = found.units.filter((u) => modelId === null || u.modelId === modelId);
      if (candidates[0] && !candidates[1]) return products.claim(tx, candidates[0].id, customerId, actor);
      const problem = problemOf(found);
      if (problem && found.units.length === 0) throw new Refusal('invalid-input', { fields: [{ path: 'serial', key: found.problem === 'wrong-check' ? `products.check.${found.check}` : 'products.serial-wrong-form' }] });
      const allowed = await products.choices(found.units.length > 0 ? found.units.map((u) => u.brand.id) : found.brandIds, tx);
      if (modelId === null || !allowed.some((m) => m.id === modelId)) throw new Refusal('invalid-input', { fields: [{ path: 'modelId', key: 'field.choice' }] });
      // Where it was bought decides whose law protects it; nobody guesses it.
      if (!body.country) throw new Refusal('invalid-input', { fields: [{ path: 'country', key: 'field.required' }] });
      return products.register(tx, { serial: body.serial, modelId, customerId, country: body.country }, 'customer', actor);
    },
    /** The day it was bought counts once the paper is accepted, by rule or by a person. */
    async addProof(tx: Tx, customerId: number, unitId: number, body: ProofBody): Promise<void> {
      const files = body.files.map((token) => {
        const id = readUpload(secrets, 'portal', token, clock.now());
        if (id === null) throw new Refusal('link-expired', { key: 'portal.file-gone' });
        return id;
      });
      await products.addProof(tx, unitId, { kind: body.kind, files, purchasedOn: body.purchasedOn, seller: body.seller, number: body.number, amountMinor: null, currency: 'CNY' }, await actorOf(customerId, tx), 'portal');
    },
  };
}
