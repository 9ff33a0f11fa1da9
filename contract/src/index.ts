import { analytics } from './analytics.ts';
import { channels } from './channels.ts';
import { conversations } from './conversations.ts';
import { customers } from './customers.ts';
import { desk } from './desk.ts';
import { intake } from './intake.ts';
import { dispatch } from './dispatch.ts';
import { field } from './field.ts';
import { org } from './org.ts';
import { portal } from './portal.ts';
import { processes } from './processes.ts';
import { orders } from './orders.ts';
import { products } from './products.ts';
import { routing } from './routing.ts';
import { session } from './session.ts';
import { sla } from './sla.ts';
import { tickets } from './tickets.ts';
import { sites } from './sites.ts';
import { parts } from './parts.ts';
import { charges } from './charges.ts';
import { warranty } from './warranty.ts';
import { casework } from './casework.ts';
import { repairs } from './repairs.ts';
import { returns } from './returns.ts';
import { shipments } from './shipments.ts';
import { vendorDesk, vendors } from './vendors.ts';
import { counter } from './counter.ts';
import { hotline } from './hotline.ts';

/** Every operation of the product, by the module that answers it. */
export const api = { session, org, customers, conversations, tickets, sla, routing, desk, analytics, channels, intake, portal, processes, sites, parts, casework, charges, shipments, repairs, returns, dispatch, field, vendors, vendorDesk, counter, hotline, products, warranty, orders } as const;

export { ApiError, createClient, uploadFile, urlOf } from './client.ts';
export type { CallOptions, ClientOptions } from './client.ts';
export { Problem, problemStatus } from './problem.ts';
export type { ProblemCode } from './problem.ts';
export type { CallInput, CallOutput, Method, RouteSpec, RouteTable, Schema } from './route.ts';
export { zodOf } from './route.ts';
