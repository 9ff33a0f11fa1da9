import { ticketIn } from '@aftercare/contract/live';
import { VendorJobKind } from '@aftercare/contract/vendors';
import type { Conversations } from './modules/conversations/index.ts';
import type { Customers } from './modules/customers/index.ts';
import type { Org } from './modules/org/index.ts';
import type { AskVendor, Routing } from './modules/routing/index.ts';
import type { Sla } from './modules/sla/index.ts';
import { counterModule, createCounter } from './modules/counter/index.ts';
import { createDispatch, dispatchModule, vansOf } from './modules/dispatch/index.ts';
import { hostedPayments } from './integrations/payments/adapter.ts';
import { digitalInvoices } from './integrations/tax-invoices/adapter.ts';
import { chargesModule, createCharges } from './modules/charges/index.ts';
import { createOrders, ordersModule } from './modules/orders/index.ts';
import { createGoods, goodsModule } from './modules/goods/index.ts';
import { createParts, partsModule } from './modules/parts/index.ts';
import { createProducts, productsModule } from './modules/products/index.ts';
import { createBills, createBridge, createPartsDesk, createRepairs, createUnits, repairsModule } from './modules/repairs/index.ts';
import { createMoney, createParcels, createReturnPage, createReturns, returnsModule } from './modules/returns/index.ts';
import { createWho } from './modules/desk/index.ts';
import { createLabelPrinter, createShipments, shipmentsModule } from './modules/shipments/index.ts';
import { caseworkModule, createCasework } from './modules/casework/index.ts';
import { createProcesses, processesModule } from './modules/processes/index.ts';
import { createSites, sitesModule } from './modules/sites/index.ts';
import type { Surveys } from './modules/surveys/index.ts';
import { SurveyAnswered } from './modules/surveys/index.ts';
import type { Tickets } from './modules/tickets/index.ts';
import { TicketChanged } from './modules/tickets/index.ts';
import { createJobFiles, createVendors, vendorsModule } from './modules/vendors/index.ts';
import { unitsOf, vendorPorts } from './aftersales-ports.ts';
import { Refusal } from './platform/http/index.ts';
import type { Module, Platform } from './platform/module/index.ts';
import { ownCarrier } from './integrations/carriers/own/adapter.ts';
import { parcelCarrier } from './integrations/carriers/parcel/adapter.ts';
import { shopifyShop } from './integrations/shops/shopify/adapter.ts';
import { createPapers } from './platform/papers/index.ts';

/** What the after-sales half stands on. */
export interface Desk {
  readonly platform: Platform;
  readonly org: Org;
  readonly customers: Customers;
  readonly conversations: Conversations;
  readonly tickets: Tickets;
  readonly sla: Sla;
  readonly routing: Routing;
  readonly surveys: Surveys;
}

/** Products, warranty, processes, repair, return, visit, part and bill: made in the order of the modules. */
export function createAfterSales({ platform, org, customers, tickets, sla }: Desk) {
  const papers = createPapers();
  const sites = createSites(platform);
  const products = createProducts(platform, customers, {
    partFacts: async (handle, id) => (await parts.part(handle, id)) ?? null,
    ticketsVisible: tickets.visible,
    unitOf: async (handle, stream) => { const id = ticketIn(stream); return id ? (await tickets.get(id, handle))?.unitId ?? null : null; },
  });
  const orders = createOrders(platform, customers, products);
  const parts = createParts(platform);
  const goods = createGoods(platform, products);
  const ports = vendorPorts(customers, tickets, async (tx, message) => void (await processes.message(tx, message)));
  const vendors = createVendors(platform, org, ports);
  const processes = createProcesses(platform, org);
  const casework = createCasework(platform, org, tickets, sla, processes);
  const outside = { allowPrivate: platform.config.ALLOW_PRIVATE_HOSTS, clock: platform.clock };
  const charges = createCharges({ platform, org, customers, tickets, papers, payments: hostedPayments(outside), taxInvoices: digitalInvoices(outside) });
  const shipments = createShipments(platform, [parcelCarrier({ allowPrivate: platform.config.ALLOW_PRIVATE_HOSTS }), ownCarrier], createLabelPrinter(papers));
  const units = createUnits(products, parts, tickets, goods);
  const bills = createBills(charges);
  const repairs = createRepairs(platform, { org, sites, tickets, units, parts: createPartsDesk(parts), bills, decide: (handle, ref, variables) => processes.decide(handle, ref, variables) });
  const returns = createReturns(platform, { org, sites, tickets, repairs, units, money: createMoney(charges) });
  const parcels = createParcels({ org, customers, sites, tickets, repairs, shipments });
  const dispatch = createDispatch(platform, org, tickets, { vans: vansOf(parts) });
  const counter = createCounter(platform, { org, sites, customers, tickets, units: unitsOf(products, tickets, platform.clock), papers });
  const modules: Module[] = [
    sitesModule(platform, sites),
    productsModule(platform, products),
    ordersModule(platform, orders, [shopifyShop]),
    partsModule(platform, parts, sites),
    goodsModule(platform, goods, sites),
    vendorsModule({ platform, org, papers, vendors, ports, files: createJobFiles(platform) }, { ticketChanged: TicketChanged, surveyAnswered: SurveyAnswered }),
    processesModule(platform, processes, async (handle, principal, stream) => { const id = ticketIn(stream); if (id || principal.scope !== 'all') await tickets.load(handle, principal, id ?? 0); }),
    caseworkModule(platform, casework, { org, tickets, processes, papers, reaches: [repairs.reach, returns.reach, dispatch.reach] }),
    chargesModule(platform, charges, tickets),
    shipmentsModule(platform, shipments, tickets),
    repairsModule(platform, repairs, tickets, units, processes, products),
    returnsModule(platform, { returns, parcels, page: createReturnPage(platform, units, shipments, returns), shipments, tickets, units, bridge: createBridge(processes), assertMay: async (request, id, token) => void (await createWho(platform, tickets, customers).assertMay(request, id, token)) }),
    dispatchModule(dispatch),
    counterModule(platform, { org, sites, papers, counter }),
  ];
  /** A ticket that waited too long is offered to a vendor, once; whoever has no contract for it is not asked. */
  const askVendor: AskVendor = async (tx, ticketId, vendorId, actor) => {
    const ticket = await tickets.get(ticketId, tx);
    for (const kind of ticket ? VendorJobKind.options : []) {
      try {
        await vendors.work.offer(tx, { ticketId, key: `overflow:${ticketId}`, kind, summary: ticket?.subject || `#${ticketId}`, vendorIds: [vendorId], way: 'in-turn', files: [] }, actor);
        return true;
      } catch (error) {
        if (!(error instanceof Refusal) || error.detail.key !== 'vendors.no-vendor') throw error;
      }
    }
    return false;
  };
  return { papers, processes, askVendor, casework, sites, products, orders, parts, goods, vendors, charges, dispatch, shipments, repairs, returns, counter, modules };
}
