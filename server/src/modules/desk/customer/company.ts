import { type Principal } from '../../../platform/auth/index.ts';
import { Json, makeCursor, readCursor } from '../../../platform/http/index.ts';
import type { Platform } from '../../../platform/module/index.ts';
import type { Customers } from '../../customers/index.ts';
import type { Tickets } from '../../tickets/index.ts';
import { ticketsOfAll } from '../store-customer.ts';

/** So many people of a company are looked at; the newest requests of more would cost too much at once. */
const mostPeople = 5000;

/** Requests of a company and of everybody below it, newest first. */
export function createCompanyTickets({ db }: Pick<Platform, 'db'>, customers: Customers, tickets: Tickets) {
  return async (id: number, principal: Principal, after: string | undefined, limit: number): Promise<Json> => {
    await customers.load(db, principal, id);
    const people = await customers.contracts.treeBelow(db, id, mostPeople);
    const [before] = readCursor(after, 1);
    const { items, last, count } = (await ticketsOfAll(db, people, tickets.visible(principal), Number(before ?? 0) || null, limit)) ?? { items: '[]', last: null, count: 0 };
    return new Json(`{"items":${items},"next":${count === limit && last !== null ? JSON.stringify(makeCursor([last])) : 'null'},"people":${people.length}}`);
  };
}
