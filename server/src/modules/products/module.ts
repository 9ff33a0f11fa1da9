import { may } from '../../platform/auth/index.ts';
import type { LoggedEvent } from '../../platform/bus/index.ts';
import { type Platform, defineModule } from '../../platform/module/index.ts';
import { warrantyActions } from './actions.ts';
import { ExclusionRecorded, PlanSold, PolicyPublished, ProofDecided, ProofSubmitted, UnitChanged, UnitRegistered } from './events.ts';
import type { Products } from './products.ts';
import { productRoutes } from './routes.ts';
import { isOfCatalogue, isOfUnit } from './store.ts';
import { warrantyRoutes } from './warranty-routes.ts';

const customerTopic = (e: LoggedEvent): string[] => { const id = (e.payload as { customerId?: number | null }).customerId; return id ? [`customer:${id}`] : []; };

export function productsModule(platform: Platform, products: Products) {
  return defineModule({
    name: 'products',
    events: [UnitRegistered, UnitChanged, ProofSubmitted, ProofDecided, ExclusionRecorded, PlanSold, PolicyPublished],
    routes: [...productRoutes(platform, products), ...warrantyRoutes(platform, products)],
    actions: warrantyActions(products),
    belongings: [{ table: 'product_unit', key: 'id' }],
    // Manuals and pictures are for everybody who works with products, on a van or at a counter.
    files: async (principal, file) => may(principal, 'products.read') && ((await isOfCatalogue(platform.db, file.id)) || isOfUnit(platform.db, file.id, products.visibleUnits(principal))),
    rights: {
      'products.read': { zh: '查看产品、设备与保修', en: 'See products, units and warranty' },
      'products.write': { zh: '登记设备、提交凭证、记录除外', en: 'Register units, bring proofs, record exclusions' },
      'products.review': { zh: '审核购买凭证', en: 'Decide on proofs of purchase' },
      'products.manage': { zh: '管理产品目录与保修条款', en: 'Manage the catalogue and warranty terms' },
    },
    live: [UnitRegistered, UnitChanged, ProofSubmitted, ProofDecided].map((event) => ({ event, topics: customerTopic, data: (e: LoggedEvent) => ({ unitId: (e.payload as { unitId: number }).unitId }) })),
  });
}
