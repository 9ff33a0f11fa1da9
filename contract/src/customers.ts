import { z } from 'zod';
import { ChannelKind, Done, Id, IdParam, Instant, Language, PageQuery, Tier, page } from './basics.ts';
import { route } from './route.ts';

export const IdentityKind = z.enum(['email', 'phone', 'chat', 'external']);
export type IdentityKind = z.infer<typeof IdentityKind>;
export const Identity = z.object({ id: z.int(), kind: IdentityKind, value: z.string(), verified: z.boolean() });
export const Customer = z.object({
  id: z.int(),
  kind: z.enum(['person', 'company']),
  name: z.string(),
  companyId: z.int().nullable(),
  companyName: z.string().nullable(),
  tier: Tier,
  language: Language,
  preferredChannel: ChannelKind.nullable(),
  tags: z.array(z.string()),
  note: z.string(),
  identities: z.array(Identity),
  createdAt: Instant,
  version: z.int(),
});
export type Customer = z.infer<typeof Customer>;

const Write = z.object({
  name: z.string().min(1).max(200), kind: z.enum(['person', 'company']), companyId: Id.nullable(), tier: Tier, language: Language,
  preferredChannel: ChannelKind.nullable(), tags: z.array(z.string().min(1).max(40)).max(30), note: z.string().max(10_000),
});

export const customers = {
  list: route({ method: 'GET', path: '/customers', summary: 'Customers, found by name, mail or phone', right: 'customers.read', query: PageQuery.extend({ q: z.string().max(200).optional() }), response: page(Customer) }),
  get: route({ method: 'GET', path: '/customers/:id', summary: 'One customer', right: 'customers.read', params: IdParam, response: Customer }),
  create: route({
    method: 'POST', path: '/customers', summary: 'Add a customer; an identity that exists gives its customer back', right: 'customers.write', status: 201, idempotent: true,
    body: Write.partial().extend({ name: z.string().min(1).max(200), identities: z.array(z.object({ kind: IdentityKind, value: z.string().min(1).max(320) })).max(20).default([]) }), response: Customer,
  }),
  update: route({ method: 'PATCH', path: '/customers/:id', summary: 'Change a customer', right: 'customers.write', params: IdParam, body: Write.partial(), response: Customer }),
  addIdentity: route({ method: 'POST', path: '/customers/:id/identities', summary: 'Add an address', right: 'customers.write', params: IdParam, body: z.object({ kind: IdentityKind, value: z.string().min(1).max(320) }), response: Customer }),
  removeIdentity: route({ method: 'DELETE', path: '/customers/:id/identities/:identityId', summary: 'Remove an address', right: 'customers.write', params: IdParam.extend({ identityId: Id }), response: Done }),
};
