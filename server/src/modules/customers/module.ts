import { defineModule, type Platform } from '../../platform/module/index.ts';
import { may } from '../../platform/auth/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import { consentRoutes } from './consent-routes.ts';
import type { Customers } from './customers.ts';
import { CountryRuleChanged, CustomerChanged, CustomersImported, CustomersJoined, JoiningUndone } from './events.ts';
import { contractRoutes } from './contracts/routes.ts';
import { countryRoutes } from './countries/routes.ts';
import { mergeRoutes } from './merge-routes.ts';
import { customerRoutes } from './routes.ts';

export function customersModule(platform: Platform, customers: Customers) {
  return defineModule({
    name: 'customers',
    belongings: [{ table: 'consent', key: 'id' }, { table: 'contact_hours', key: 'id' }, { table: 'customer_contract', key: 'id' }],
    events: [CountryRuleChanged, CustomerChanged, CustomersImported, CustomersJoined, JoiningUndone],
    routes: [...customerRoutes(platform, customers), ...mergeRoutes(platform, customers), ...consentRoutes(platform, customers), ...countryRoutes(platform, customers.countries), ...contractRoutes(platform, customers)],
    jobs: [customers.contracts.job as Job<never>],
    files: async (principal, file) => may(principal, 'customers.read') && customers.contracts.isPaper(platform.db, file.id, customers.visible(principal)),
    rights: {
      'customers.read': { zh: '查看客户', en: 'See customers' },
      'customers.write': { zh: '修改客户', en: 'Change customers' },
      'customers.contracts': { zh: '管理客户合同', en: "Manage customers' contracts" },
    },
    live: [{ event: CustomerChanged, topics: (e) => [`customer:${(e.payload as { customerId: number }).customerId}`] }],
  });
}
