import type { PersonSees } from '@aftercare/contract/desk';
import { may } from '../../platform/auth/index.ts';
import { type Loose, Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Customers } from '../customers/index.ts';
import { type Org, principalOf } from '../org/index.ts';
import type { Tickets } from '../tickets/index.ts';
import * as store from './store-sees.ts';

/** What a person sees, told by the very conditions that lists and pages are read with. */
export function createSees({ db }: Pick<Platform, 'db'>, org: Org, tickets: Tickets, customers: Customers) {
  return async (agentId: number): Promise<Loose<PersonSees>> => {
    const [agent, roles, teams] = await Promise.all([org.agent(agentId), org.roles(), org.teams()]);
    if (!agent) throw new Refusal('not-found');
    const held = roles.filter((r) => agent.roles.includes(r.key));
    const principal = principalOf({ kind: 'agent', id: agent.id, name: agent.name, teams: agent.teams, language: agent.language }, held);
    const mayRead = may(principal, 'tickets.read');
    const mayCustomers = may(principal, 'customers.read');
    const names = await store.names(db, { brands: held.flatMap((r) => r.limits.brands), sites: held.flatMap((r) => r.limits.sites), vendors: held.flatMap((r) => r.limits.vendors) });
    const named = <T>(kind: string, ids: readonly number[]): T[] => ids.flatMap((id) => { const found = names.find((n) => n.kind === kind && n.id === id); return found ? [found.name as T] : []; });
    return {
      all: principal.scope === 'all', mayRead, mayCustomers, tickets: mayRead ? await store.countTickets(db, tickets.visible(principal)) : 0, customers: mayCustomers ? await store.countCustomers(db, customers.visible(principal)) : 0,
      masked: [...(principal.masked ?? [])], mustEnrol: held.some((r) => r.secondFactor) && !agent.secondFactor, teams: teams.filter((t) => agent.teams.includes(t.id)).map((t) => t.name),
      reach: held.map((r) => ({ role: r.name, of: r.scope, regions: [...r.limits.regions], brands: named('brand', r.limits.brands), sites: named('site', r.limits.sites), vendors: named('vendor', r.limits.vendors) })),
    };
  };
}
export type SeesOf = ReturnType<typeof createSees>;
