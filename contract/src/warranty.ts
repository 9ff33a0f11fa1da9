import { z } from 'zod';
import { Id, IdParam, Instant, Names } from './basics.ts';
import { Entitlement } from './entitlement.ts';
import { route } from './route.ts';

/** A fault of an expression or table: where, and what it is in the caller's language. Rules and columns are counted from 1. */
export const RuleFault = z.object({ kind: z.string(), message: z.string(), rule: z.int().nullable(), column: z.int().nullable(), from: z.int().nullable(), to: z.int().nullable() });
export type RuleFault = z.infer<typeof RuleFault>;
export const PolicyRule = z.object({ id: z.string().min(1).max(60), inputs: z.array(z.string().max(500)), outputs: z.array(z.string().max(2000)), annotation: z.string().max(1000).default('') });
export const PolicyTable = z.object({
  id: z.string(), name: z.string(), hitPolicy: z.string(),
  inputs: z.array(z.object({ label: z.string(), expression: z.string(), type: z.string().nullable() })), outputs: z.array(z.object({ label: z.string(), name: z.string(), type: z.string().nullable() })), rules: z.array(PolicyRule),
});
export type PolicyTable = z.infer<typeof PolicyTable>;
export const PolicyKind = z.enum(['statutory', 'manufacturer', 'exclusions']);
export const PolicyVersion = z.object({ id: z.int(), version: z.int(), note: z.string(), appliesFrom: z.string().nullable(), author: z.string(), createdAt: Instant, publishedAt: Instant.nullable() });
export const PolicyRow = z.object({ id: z.int(), key: z.string(), name: Names, kind: PolicyKind, pausesInRepair: z.boolean(), active: z.boolean(), position: z.int(), live: z.int().nullable(), draft: z.int().nullable(), rules: z.int() });
export type PolicyRow = z.infer<typeof PolicyRow>;
export const PolicyPage = PolicyRow.extend({ versions: z.array(PolicyVersion), shown: z.int(), table: PolicyTable, faults: z.array(RuleFault), dmn: z.string(), /** Names its rules may ask for, with what they are. */ knows: z.array(z.object({ name: z.string(), type: z.string(), text: Names })) });
export type PolicyPage = z.infer<typeof PolicyPage>;

const manage = 'products.manage';
const Body = z.object({ rules: z.array(PolicyRule).max(500).optional(), dmn: z.string().max(2_000_000).optional(), note: z.string().max(500).default(''), appliesFrom: z.iso.date().nullable().default(null) });

export const warranty = {
  policies: route({ method: 'GET', path: '/warranty-policies', summary: 'Warranty policies', right: 'products.read', response: z.object({ items: z.array(PolicyRow) }) }),
  policy: route({ method: 'GET', path: '/warranty-policies/:id', summary: 'One policy as a table', right: 'products.read', params: IdParam, query: z.object({ version: z.coerce.number().int().positive().optional() }), response: PolicyPage }),
  create: route({ method: 'POST', path: '/warranty-policies', summary: 'Add a policy, as a copy of another or from a DMN file', right: manage, status: 201, body: z.object({ key: z.string().trim().regex(/^[a-z0-9][a-z0-9-]{1,40}$/), name: Names, kind: PolicyKind, copyOf: Id.optional(), dmn: z.string().max(2_000_000).optional() }), response: PolicyPage }),
  update: route({ method: 'PATCH', path: '/warranty-policies/:id', summary: 'Rename, switch on or off', right: manage, params: IdParam, body: z.object({ name: Names, active: z.boolean(), pausesInRepair: z.boolean(), position: z.int().min(0).max(10_000) }).partial(), response: PolicyPage }),
  draft: route({ method: 'PUT', path: '/warranty-policies/:id/draft', summary: 'Save changed rules as a draft', right: manage, params: IdParam, body: Body, response: PolicyPage }),
  publish: route({ method: 'POST', path: '/warranty-policies/:id/publication', summary: 'Make the draft hold', right: manage, params: IdParam, body: z.object({ version: z.int() }), response: PolicyPage }),
  /** Answers with the rules in the body in place of those that hold. */
  try: route({
    method: 'POST', path: '/warranty-policies/:id/trial', summary: 'What a unit would be owed under changed rules', right: 'products.read', params: IdParam,
    body: z.object({ unitId: Id, on: z.iso.date().optional(), rules: z.array(PolicyRule).max(500).optional(), partCategory: z.string().max(60).optional(), faultKey: z.string().max(60).optional() }),
    response: z.object({ before: Entitlement, after: Entitlement, hits: z.array(z.object({ rule: z.int(), remedy: z.string(), until: z.string().nullable() })), /** For each rule the first column (from 1) that does not fit; null where it does. */ missedAt: z.array(z.int().nullable()), inputs: z.array(z.object({ expression: z.string(), value: z.string() })) }),
  }),
  acceptRule: route({ method: 'GET', path: '/purchase-proof-rule', summary: 'When a proof of purchase is accepted without a look', right: 'products.read', response: z.object({ expression: z.string(), fault: RuleFault.nullable() }) }),
  saveAcceptRule: route({ method: 'PUT', path: '/purchase-proof-rule', summary: 'Change when a proof is accepted without a look', right: manage, body: z.object({ expression: z.string().min(1).max(4000) }), response: z.object({ expression: z.string(), fault: RuleFault.nullable() }) }),
};
