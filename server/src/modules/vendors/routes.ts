import { randomUUID } from 'node:crypto';
import { vendors as contract } from '@aftercare/contract/vendors';
import { type Principal, actorOf, reachOf } from '../../platform/auth/index.ts';
import type { Handle } from '../../platform/db/index.ts';
import { Download, Refusal, implement, readCursor, toPage } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Papers } from '../../platform/papers/index.ts';
import type { Org } from '../org/index.ts';
import type { JobFiles } from './files.ts';
import type { VendorPorts } from './ports.ts';
import { settlementCsv, settlementPdf } from './settlement-papers.ts';
import type { Vendors } from './vendors.ts';
import { jobView, rowView } from './views.ts';

export interface VendorParts { readonly platform: Platform; readonly org: Org; readonly papers: Papers; readonly vendors: Vendors; readonly ports: VendorPorts; readonly files: JobFiles }

/** A settlement as a file, for us and for the vendor it is about. */
export async function exportSettlement({ platform, org, papers, vendors }: VendorParts, id: number, form: 'csv' | 'pdf', language: 'zh-CN' | 'en'): Promise<Download> {
  const [settlement, lines, company] = await Promise.all([vendors.settlements.load(platform.db, id), vendors.settlements.lines(id), org.company()]);
  const name = `settlement-${settlement.period}-${settlement.id}.${form}`;
  if (form === 'csv') return new Download(settlementCsv(settlement, lines, language), { type: 'text/csv; charset=utf-8', name });
  return new Download(await settlementPdf(papers, settlement, lines, { language, company: company.name, timeZone: company.timeZone }), { type: 'application/pdf', name });
}

/** Our side: who works for us, what we give out, what we pay. */
export function vendorRoutes(parts: VendorParts) {
  const { platform, vendors, ports, files } = parts;
  const { db } = platform;
  /** The job where its ticket may be seen by the caller. */
  const seen = async (principal: Principal, id: number) => {
    const job = await vendors.work.load(db, id);
    await ports.assertTicket(db, principal, job.ticketId);
    return job;
  };
  /** What vendors are paid concerns who is limited only where a role names the vendor. */
  const ours = <T extends { vendor: { id: number } }>(principal: Principal, rows: readonly T[]): T[] => {
    const named = new Set(reachOf(principal).flatMap((r) => r.vendors));
    return rows.filter((row) => principal.scope === 'all' || named.has(row.vendor.id));
  };
  const settlement = async (handle: Handle, principal: Principal, id: number) => {
    const row = await vendors.settlements.load(handle, id);
    if (ours(principal, [row]).length === 0) throw new Refusal('not-found');
    return row;
  };
  const view = async (id: number) => jobView(db, files, await vendors.work.load(db, id));

  return [
    implement(contract.list, async ({ principal }) => {
      const rows = await vendors.listFor(principal);
      const scores = await vendors.scoresOf(rows.map((v) => v.id));
      return { items: rows.flatMap((v) => { const score = scores.get(v.id); return score ? [{ ...v, score }] : []; }) };
    }),
    implement(contract.get, async ({ params, principal }) => {
      const row = await vendors.loadFor(db, principal, params.id);
      const [score, contracts, users] = await Promise.all([vendors.scoreOf(row.id), vendors.contracts(row.id), vendors.users(row.id)]);
      return { ...row, score, contracts, users };
    }),
    implement(contract.create, ({ body, transact }) => transact((tx) => vendors.create(tx, body))),
    implement(contract.update, ({ params, body, principal }) => db.tx(async (tx) => { await vendors.loadFor(tx, principal, params.id); return vendors.update(tx, params.id, body); })),
    implement(contract.makeKey, ({ params, principal }) => db.tx(async (tx) => { await vendors.loadFor(tx, principal, params.id); return vendors.makeKey(tx, params.id); })),
    implement(contract.addUser, async ({ params, body, principal }) => {
      const { id, link } = await db.tx(async (tx) => { await vendors.loadFor(tx, principal, params.id); return vendors.addUser(tx, params.id, body, actorOf(principal)); });
      return { user: { agentId: id, name: body.name, email: body.email, status: 'invited' as const }, link };
    }),
    implement(contract.addContract, ({ params, body, principal }) => db.tx(async (tx) => { await vendors.loadFor(tx, principal, params.id); return vendors.addContract(tx, params.id, body); })),
    implement(contract.saveContract, ({ params, body, principal }) => db.tx(async (tx) => {
      await vendors.loadFor(tx, principal, (await vendors.contract(params.id, tx))?.vendorId ?? 0);
      return vendors.saveContract(tx, params.id, body);
    })),

    implement(contract.jobs, async ({ query, principal }) => {
      const [before] = readCursor(query.after, 1);
      const rows = await vendors.work.list(db, { vendorId: query.vendorId, state: query.state, before: before ? Number(before) : null, limit: query.limit + 1, visible: ports.visible(principal) });
      return toPage(rows.map(rowView), query.limit, (r) => [r.id]);
    }),
    implement(contract.job, async ({ params, principal }) => jobView(db, files, await seen(principal, params.id))),
    implement(contract.ofTicket, async ({ params, principal }) => {
      await ports.assertTicket(db, principal, params.id);
      return { items: await Promise.all((await vendors.work.ofTicket(db, params.id)).map((job) => jobView(db, files, job))) };
    }),
    implement(contract.matches, async ({ params, query, principal }) => {
      await ports.assertTicket(db, principal, params.id);
      const about = await ports.about(db, params.id);
      if (!about) throw new Refusal('not-found');
      const wanted = { kind: query.kind, region: query.region ?? about.region, product: about.product };
      const found = await vendors.candidates(db, wanted);
      const scores = await vendors.scoresOf(found.map((c) => c.vendorId));
      return {
        region: wanted.region, product: wanted.product,
        items: found.map((c) => ({ vendorId: c.vendorId, name: c.vendorName, contract: c.name, amountMinor: c.rates[query.kind]?.amountMinor ?? 0, currency: c.currency, acceptMinutes: c.acceptMinutes, doneMinutes: c.doneMinutes, acceptance: scores.get(c.vendorId)?.acceptance ?? null, onTime: scores.get(c.vendorId)?.onTime ?? null })),
      };
    }),
    implement(contract.offer, async ({ params, body, principal, transact }) => {
      await ports.assertTicket(db, principal, params.id);
      return transact(async (tx) => jobView(tx, files, await vendors.work.offer(tx, { ...body, ticketId: params.id, key: `asked:${randomUUID()}` }, actorOf(principal))));
    }),
    implement(contract.cancel, async ({ params, body, principal }) => {
      await seen(principal, params.id);
      await db.tx((tx) => vendors.work.cancel(tx, params.id, body.reason, actorOf(principal)));
      return view(params.id);
    }),
    implement(contract.check, async ({ params, body, principal }) => {
      await seen(principal, params.id);
      await db.tx((tx) => vendors.work.check(tx, params.id, body, actorOf(principal)));
      return view(params.id);
    }),
    implement(contract.dispute, async ({ params, body, principal }) => {
      await seen(principal, params.id);
      await db.tx(async (tx) => vendors.claims.raiseByHouse(tx, params.id, { ...body, files: await files.take(tx, `${principal.kind}:${principal.id}`, body) }, actorOf(principal)));
      return view(params.id);
    }),
    implement(contract.decide, async ({ params, body, principal }) => {
      await seen(principal, await vendors.claims.jobOf(db, params.id));
      return view(await db.tx((tx) => vendors.claims.decide(tx, params.id, body, actorOf(principal))));
    }),

    implement(contract.settlements, async ({ query, principal }) => ({ items: ours(principal, await vendors.settlements.list(query)) })),
    implement(contract.settlement, async ({ params, principal }) => ({ ...(await settlement(db, principal, params.id)), lines: await vendors.settlements.lines(params.id) })),
    implement(contract.settle, async ({ body, principal }) => {
      if (principal.scope !== 'all') await vendors.loadFor(db, principal, body.vendorId ?? 0);
      const added = await db.tx((tx) => vendors.settlements.run(tx, body.period, body.vendorId ?? null, actorOf(principal)));
      return { items: ours(principal, await vendors.settlements.list(body)), added };
    }),
    implement(contract.approve, ({ params, principal }) => db.tx(async (tx) => { await settlement(tx, principal, params.id); return vendors.settlements.approve(tx, params.id, actorOf(principal)); })),
    implement(contract.pay, ({ params, body, principal }) => db.tx(async (tx) => { await settlement(tx, principal, params.id); return vendors.settlements.pay(tx, params.id, body.reference, actorOf(principal)); })),
    implement(contract.exportSettlement, async ({ params, query, principal, language }) => { await settlement(db, principal, params.id); return exportSettlement(parts, params.id, query.form, language); }),
  ];
}
