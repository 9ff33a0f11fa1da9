export { webhooksModule } from './module.ts';
export { createWebhooks } from './webhooks.ts';
export type { Webhooks } from './webhooks.ts';
