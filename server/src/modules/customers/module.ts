import { defineModule, type Platform } from '../../platform/module/index.ts';
import { consentRoutes } from './consent-routes.ts';
import type { Customers } from './customers.ts';
import { CustomerChanged, CustomersJoined, JoiningUndone } from './events.ts';
import { mergeRoutes } from './merge-routes.ts';
import { customerRoutes } from './routes.ts';

export function customersModule(platform: Platform, customers: Customers) {
  return defineModule({
    name: 'customers',
    belongings: [{ table: 'consent', key: 'id' }, { table: 'contact_hours', key: 'id' }],
    events: [CustomerChanged, CustomersJoined, JoiningUndone],
    routes: [...customerRoutes(platform, customers), ...mergeRoutes(platform, customers), ...consentRoutes(platform, customers)],
    rights: {
      'customers.read': { zh: '查看客户', en: 'See customers' },
      'customers.write': { zh: '修改客户', en: 'Change customers' },
    },
    live: [{ event: CustomerChanged, topics: (e) => [`customer:${(e.payload as { customerId: number }).customerId}`] }],
  });
}
