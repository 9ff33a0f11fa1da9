import { z } from 'zod';
import { Id, IdParam, Names } from './basics.ts';
import { route } from './route.ts';

export const SiteKind = z.enum(['shop', 'centre', 'depot', 'warehouse', 'van']);
export type SiteKind = z.infer<typeof SiteKind>;

/** What people say of a place where products and parts can be. */
export const SiteWrite = z.object({
  /** Short and lasting: on labels and in files, such as `SHA-1`. */
  key: z.string().trim().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,23}$/),
  kind: SiteKind,
  name: Names,
  address: z.string().trim().max(400).default(''),
  /** Province, state or the like, as dispatch and warranty rules name it. */
  region: z.string().trim().max(100).default(''),
  /** Degrees, WGS 84; both or neither. */
  lat: z.number().min(-90).max(90).nullable().default(null),
  lon: z.number().min(-180).max(180).nullable().default(null),
  phone: z.string().trim().max(40).default(''),
  /** Opening hours. */
  calendarId: z.int().positive().nullable().default(null),
  /** Who drives a van. */
  agentId: z.int().positive().nullable().default(null),
  /** The site it is supplied from and goes home to. */
  homeId: z.int().positive().nullable().default(null),
  active: z.boolean().default(true),
  /** Who works there: people limited to their own rows see these sites. */
  staff: z.array(z.int().positive()).max(500).default([]),
}).refine((s) => (s.lat === null) === (s.lon === null), { path: ['lon'] });
export type SiteWrite = z.infer<typeof SiteWrite>;

export const Site = z.object({ ...SiteWrite.shape, id: z.int(), name: Names });
export type Site = z.infer<typeof Site>;

export const sites = {
  list: route({
    method: 'GET', path: '/sites', summary: 'Shops, service centres, depots, warehouses and vans', right: 'sites.read',
    query: z.object({ kind: SiteKind.optional(), active: z.enum(['true', 'false']).optional(), mine: z.enum(['true']).optional() }), response: z.object({ items: z.array(Site) }),
  }),
  get: route({ method: 'GET', path: '/sites/:id', summary: 'One site', right: 'sites.read', params: IdParam, response: Site }),
  create: route({ method: 'POST', path: '/sites', summary: 'Add a site', right: 'sites.manage', status: 201, idempotent: true, body: SiteWrite, response: Site }),
  update: route({ method: 'PUT', path: '/sites/:id', summary: 'Change a site', right: 'sites.manage', params: z.object({ id: Id }), body: SiteWrite, response: Site }),
};
