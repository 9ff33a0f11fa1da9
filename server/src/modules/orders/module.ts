import type { LoggedEvent } from '../../platform/bus/index.ts';
import { type Platform, defineModule } from '../../platform/module/index.ts';
import { OrderChanged, OrderReceived } from './events.ts';
import { type ShopKind, createOrderIntake } from './intake.ts';
import type { Orders } from './orders.ts';
import { orderRoutes } from './routes.ts';

const customerTopic = (e: LoggedEvent) => [`customer:${(e.payload as { customerId: number }).customerId}`];

export function ordersModule(platform: Platform, orders: Orders, kinds: readonly ShopKind[]) {
  const intake = createOrderIntake(platform, orders, kinds);
  return defineModule({
    name: 'orders',
    events: [OrderReceived, OrderChanged],
    routes: orderRoutes(platform, orders, intake),
    jobs: [intake.job as never],
    belongings: [{ table: 'shop_order', key: 'id' }],
    rights: {
      'orders.read': { zh: '查看订单', en: 'See orders' },
      'orders.write': { zh: '导入订单', en: 'Bring orders in' },
      'orders.manage': { zh: '管理商城连接', en: 'Manage connections to shops' },
    },
    live: [OrderReceived, OrderChanged].map((event) => ({ event, topics: customerTopic })),
  });
}
