import { vendorDesk as contract } from '@aftercare/contract/vendors';
import { Refusal, implement, readCursor, toPage } from '../../platform/http/index.ts';
import { createCallers, type VendorCaller } from './caller.ts';
import { type VendorParts, exportSettlement } from './routes.ts';
import { listMine } from './store-desk.ts';
import { myJobView } from './views.ts';

/** The vendor's side: the same for people at their page and for programs that sign. Every row is looked up by whose it is. */
export function vendorDeskRoutes(parts: VendorParts) {
  const { platform, org, vendors, files } = parts;
  const { db } = platform;
  const { work, claims, settlements } = vendors;
  const whoAsks = createCallers(platform, vendors);
  const view = (caller: VendorCaller, jobId: number) => myJobView(db, files, caller.vendorId, jobId, caller.program);
  /** A settlement of theirs that we have approved. */
  const settled = async (caller: VendorCaller, id: number) => {
    const row = await settlements.load(db, id);
    if (row.vendor.id !== caller.vendorId || row.state === 'draft') throw new Refusal('not-found');
    return row;
  };

  return [
    implement(contract.me, async ({ request, principal }) => {
      const caller = await whoAsks(request, principal);
      const [vendor, company, score, counts] = await Promise.all([vendors.load(db, caller.vendorId), org.company(), vendors.scoreOf(caller.vendorId), vendors.counts(caller.vendorId)]);
      return { vendor: { id: vendor.id, key: vendor.key, name: vendor.name }, company: company.name, score, counts };
    }),
    implement(contract.jobs, async ({ request, principal, query }) => {
      const caller = await whoAsks(request, principal);
      const [before] = readCursor(query.after, 1);
      return toPage(await listMine(db, caller.vendorId, { part: query.part, before: before ? Number(before) : null, limit: query.limit + 1 }), query.limit, (r) => [r.id]);
    }),
    implement(contract.job, async ({ request, principal, params }) => view(await whoAsks(request, principal), params.id)),
    implement(contract.accept, async ({ request, principal, params }) => {
      const caller = await whoAsks(request, principal);
      await db.tx((tx) => work.accept(tx, caller.vendorId, params.id, caller.actor));
      return view(caller, params.id);
    }),
    implement(contract.decline, async ({ request, principal, params, body }) => {
      const caller = await whoAsks(request, principal);
      await db.tx((tx) => work.decline(tx, caller.vendorId, params.id, body.reason, caller.actor));
      return { done: true as const };
    }),
    implement(contract.progress, async ({ request, principal, params, body }) => {
      const caller = await whoAsks(request, principal);
      await db.tx(async (tx) => work.progress(tx, caller.vendorId, params.id, { kind: body.kind, text: body.text, files: await files.take(tx, caller.owner, body) }, caller.actor));
      return view(caller, params.id);
    }),
    implement(contract.proof, async ({ request, principal, params, body }) => {
      const caller = await whoAsks(request, principal);
      await db.tx(async (tx) => {
        const photos = await files.take(tx, caller.owner, body);
        const [signature = null] = body.signature ? await files.take(tx, caller.owner, { files: [body.signature], attach: [] }) : [];
        await work.prove(tx, caller.vendorId, params.id, { photos, signature, serial: body.serial, signedBy: body.signedBy, note: body.note }, caller.actor);
      });
      return view(caller, params.id);
    }),
    implement(contract.claim, async ({ request, principal, params, body }) => {
      const caller = await whoAsks(request, principal);
      await db.tx(async (tx) => claims.raiseByVendor(tx, caller.vendorId, params.id, { ...body, files: await files.take(tx, caller.owner, body) }, caller.actor));
      return view(caller, params.id);
    }),
    implement(contract.settlements, async ({ request, principal }) => {
      const caller = await whoAsks(request, principal);
      return { items: await settlements.list({ vendorId: caller.vendorId, shown: true }) };
    }),
    implement(contract.settlement, async ({ request, principal, params }) => ({ ...(await settled(await whoAsks(request, principal), params.id)), lines: await settlements.lines(params.id) })),
    implement(contract.exportSettlement, async ({ request, principal, params, query, language }) => {
      const { id } = await settled(await whoAsks(request, principal), params.id);
      return exportSettlement(parts, id, query.form, language);
    }),
  ];
}
