import type { App } from './app.ts';
import * as demo from './demo/store.ts';
import { demoTemplates } from './demo/templates.ts';
import { systemActor } from './platform/bus/index.ts';
import type { Tx } from './platform/db/index.ts';

/** Prepared answers that fit any company. */
const shippedTemplates = new Set(['hello', 'wait', 'sorry', 'remind', 'bye']);

/** What every installation starts with, demo or not. Everything can be changed or removed in the settings. */
export async function seedInstallation(app: App, tx: Tx): Promise<void> {
  await app.org.seedRoles(tx);
  // Working days first: the first calendar is the one whose hours doors show.
  await app.sla.seedSla(tx);
  await app.afterSales.products.policies.seed(tx);
  const { id: teamId } = await app.org.createTeam(tx, '客服 · Support');
  await app.routing.createQueue(tx, { name: '全部工单 · All tickets', teamId, match: { channels: [], types: [], tiers: [], languages: [] }, skills: [], matchLanguage: false, position: 100, enabled: true }, systemActor);
  // Calls and forms of our own need no adapter.
  await demo.insertAccount(tx, { kind: 'phone', name: '电话 · Phone', address: 'phone', language: 'zh-CN', settings: {}, secrets: null });
  await app.conversations.accounts.create(tx, { kind: 'portal', name: '自助服务 · Self-service', address: 'portal', language: 'zh-CN', teamId: null, enabled: true, settings: {} });
  for (const t of demoTemplates.filter((d) => shippedTemplates.has(d.shortcut))) {
    const name = { zh: t.zhName, en: t.enName };
    await demo.insertTemplate(tx, { name, language: 'zh-CN', body: t.zh, channels: t.channels, shortcut: t.shortcut });
    await demo.insertTemplate(tx, { name, language: 'en', body: t.en, channels: t.channels, shortcut: t.shortcut });
  }
}
