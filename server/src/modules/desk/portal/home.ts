import type { Entitlement } from '@aftercare/contract/entitlement';
import type { MyHome, MyTicket, MyUnit, MyUnitPage, MyVisit, Warranty } from '@aftercare/contract/portal-home';
import type { Handle } from '../../../platform/db/index.ts';
import { signFileUrl } from '../../../platform/files/index.ts';
import { type Loose, Refusal, readCursor, toPage } from '../../../platform/http/index.ts';
import type { Dispatch } from '../../dispatch/index.ts';
import type { Products, UnitRow } from '../../products/index.ts';
import type { MyPapers } from './papers.ts';
import * as store from './store-home.ts';
import { type PortalParts, createTicketPage } from './ticket-page.ts';

export interface HomeParts extends PortalParts { readonly products: Products; readonly dispatch: Pick<Dispatch, 'forCustomers'>; readonly papers: MyPapers }

const hour = 3_600_000;
/** What a front page shows at most of each kind; the rest is a page further. */
const most = { units: 6, tickets: 20, visits: 5, papers: 4 };
const gone = new Set(['returned', 'replaced', 'scrapped']);

export function warrantyOf(e: Entitlement): Warranty {
  return { covered: e.covered, until: e.until, clause: e.clause?.text ?? null, reason: e.covered ? null : (e.reasons[0]?.text ?? null), start: e.start };
}

/** What belongs to one customer: their products with what these are owed, requests, visits, papers. */
export function createPortalHome(parts: HomeParts) {
  const { platform, customers, tickets, products, dispatch, papers } = parts;
  const { db, clock, secrets } = platform;
  const { waysOf } = createTicketPage(parts);

  /** Pictures and manuals are read without an account; the address stays the same for an hour, so that it is fetched once. */
  const open = (url: string) => signFileUrl(secrets.key('file-url'), url.split('/').at(-1) ?? '', new Date((Math.floor(clock.now().getTime() / hour) + 25) * hour));

  async function unitsView(customerId: number, rows: readonly UnitRow[], handle: Handle = db): Promise<(Loose<MyUnit> & { entitlement: Entitlement })[]> {
    const about = new Map((await store.aboutUnits(handle, customerId, rows.map((u) => u.id))).map((a) => [a.unitId, a]));
    return Promise.all(rows.map(async (u) => {
      const entitlement = await products.entitlement(handle, { unitId: u.id, on: clock.now() });
      return {
        id: u.id, serial: u.serial, name: u.model.name, model: u.model.key, brand: u.brand.name, variant: u.variantName, category: u.model.category, imageUrl: u.model.imageUrl ? open(u.model.imageUrl) : null, status: u.status,
        warranty: warrantyOf(entitlement), ticketId: about.get(u.id)?.ticketId ?? null, proof: about.get(u.id)?.proof ?? ('none' as const), entitlement,
      };
    }));
  }
  const plain = ({ entitlement: _, ...unit }: Loose<MyUnit> & { entitlement: Entitlement }) => unit;

  async function myTickets(customerId: number): Promise<Loose<MyTicket>[]> {
    const ids = await store.openTicketIds(db, customerId, most.tickets);
    const [rows, types] = [await tickets.getMany(ids), await tickets.types()];
    const ways = await waysOf(db, rows, new Map());
    return rows.toSorted((a, b) => b.id - a.id).map((ticket) => ({
      id: ticket.id, subject: ticket.subject, typeKey: ticket.type, typeName: types.find((type) => type.key === ticket.type)?.name ?? { zh: ticket.type, en: ticket.type }, status: ticket.status, product: ticket.product, unitId: ticket.unitId, openedAt: ticket.openedAt, updatedAt: ticket.updatedAt,
      step: ways.get(ticket.id)?.find((s) => s.state === 'current') ?? null,
    }));
  }
  const visit = ({ id, ticketId, title, state, windowFrom, windowTo, timeZone, engineer, etaAt, can, unitId }: Awaited<ReturnType<Dispatch['forCustomers']['ofCustomer']>>[number]): Loose<MyVisit> => ({ id, ticketId, title, state, windowFrom, windowTo, timeZone, engineer, etaAt, can, unitId });

  /** @throws Refusal `not-found` for another one's unit, whether it exists or not */
  async function own(customerId: number, unitId: number, handle: Handle = db): Promise<UnitRow> {
    const unit = await products.unit(unitId, handle);
    if (unit?.customerId !== customerId) throw new Refusal('not-found');
    return unit;
  }

  return {
    own,
    async home(customerId: number): Promise<Loose<MyHome>> {
      const [customer, rows, open_, past, visits, sheet] = await Promise.all([
        customers.get(customerId), products.units({ customerId, before: 0, limit: most.units + 1 }), myTickets(customerId), store.countClosed(db, customerId),
        dispatch.forCustomers.ofCustomer(customerId, { days: 2, limit: most.visits }), papers.list(customerId, { limit: most.papers }),
      ]);
      const units = await unitsView(customerId, rows.slice(0, most.units));
      // First what something happens to, then what is covered; what is no longer in use stands last.
      const rank = (u: (typeof units)[number]) => (gone.has(String(u.status)) ? 3 : u.ticketId !== null ? 0 : u.warranty.covered ? 1 : 2);
      const inOrder = units.toSorted((a, b) => rank(a) - rank(b));
      const address = (kind: string) => customer?.identities.find((i) => i.kind === kind)?.value ?? null;
      return {
        name: customer?.name ?? '', email: address('email'), phone: address('phone'), units: inOrder.map(plain), moreUnits: rows.length > most.units, tickets: open_, past, visits: visits.map(visit), papers: sheet.items, morePapers: sheet.next !== null,
      };
    },
    async units(customerId: number, query: { after?: string | undefined; limit: number }) {
      const page = toPage(await products.units({ customerId, before: Number(readCursor(query.after, 1)[0] ?? 0), limit: query.limit + 1 }), query.limit, (u) => [u.id]);
      return { items: (await unitsView(customerId, page.items)).map(plain), next: page.next };
    },
    async unit(customerId: number, unitId: number, handle: Handle = db): Promise<Loose<MyUnitPage>> {
      const unit = await own(customerId, unitId, handle);
      // One after the other: a transaction has one line to the database.
      const [view] = await unitsView(customerId, [unit], handle);
      const [proofs, plans] = [await products.proofsOf(unitId, handle), await products.plansOf(unitId, handle)];
      const [mine, manuals] = [await store.ticketsOfUnit(handle, customerId, unitId), await products.manuals(unit.modelId, handle)];
      const visits = await dispatch.forCustomers.ofCustomer(customerId, { unitId, days: 365, limit: 10 });
      if (!view) throw new Refusal('not-found');
      const { entitlement } = view;
      const owed = (kind: 'return' | 'exchange' | 'repair' | 'replace') => { const r = entitlement.remedies[kind]; return { owed: r.owed, until: r.until, clause: r.clause?.text ?? null, reason: r.reason.text }; };
      return {
        ...plain(view), producedOn: unit.producedOn, purchasedOn: unit.purchasedOn, seller: unit.seller,
        remedies: { return: owed('return'), exchange: owed('exchange'), repair: owed('repair'), replace: owed('replace') },
        notes: entitlement.reasons.slice(1).map((r) => r.text), exclusions: entitlement.exclusions.filter((e) => e.excludes.length > 0 && !e.covered).map((e) => e.text),
        proofs: proofs.map((p) => ({ id: p.id, kind: p.kind, state: p.state, purchasedOn: p.purchasedOn, submittedAt: p.submittedAt, reason: p.reason, files: p.files.map((f) => ({ name: f.name, type: f.type, size: f.size, url: open(f.url) })) })),
        plans: plans.filter((p) => p.cancelledAt === null).map((p) => ({ name: p.plan.name, clause: p.plan.clause, soldOn: p.soldOn })),
        tickets: mine, visits: visits.map(visit),
        // Service manuals and drawings are for who repairs.
        manuals: manuals.filter((m) => m.kind === 'manual').map((m) => ({ title: m.title, language: m.language, type: m.file.type, size: m.file.size, url: open(m.file.url) })),
      };
    },
  };
}
export type PortalHome = ReturnType<typeof createPortalHome>;
