import { ApiError, createClient } from '@aftercare/contract/client';
import { portal } from '@aftercare/contract/portal';
import { randomUUID } from 'node:crypto';
import { createGuardedFetch } from '../../platform/net/index.ts';

const send = createGuardedFetch({ allowPrivate: ['*'] });

/** A customer's browser on the portal: brings files, reports, comes back to the ticket's page. */
export function portalVisitor(base: string, language: 'zh-CN' | 'en' = 'zh-CN') {
  const call = createClient({
    base, language: () => language,
    fetch: (input, init) => send(String(input), { method: init?.method ?? 'GET', headers: init?.headers as Record<string, string>, ...(typeof init?.body === 'string' ? { body: init.body } : {}) }),
  });
  return {
    call,
    /** The token of a file that was brought. */
    async bring(name: string, bytes: Uint8Array, type = 'application/octet-stream'): Promise<string> {
      const response = await send(`${base}/api/v1${portal.upload.path}?name=${encodeURIComponent(name)}`, { method: 'POST', body: bytes, headers: { 'content-type': type } });
      if (response.status !== 201) throw new ApiError(await response.json() as never);
      return ((await response.json()) as { token: string }).token;
    },
  };
}

const reports = [
  { language: 'zh-CN', type: 'repair', name: '赵敏', product: '空气净化器 A1', subject: '', text: '净化器开机十分钟后自动关机，滤网刚换过。' },
  { language: 'en', type: 'support', name: 'Tom Baker', product: 'Router X2', subject: 'Wi-Fi drops every evening', text: 'Since the last update the router loses its connection around eight each evening.' },
  { language: 'zh-CN', type: 'exchange', name: '孙磊', product: '扫地机器人 R2', subject: '换货', text: '收到的颜色和下单的不一样，想换成白色。' },
] as const;

/** Customers who report something with a photo and look at their page. */
export async function simulatePortal(base: string, count: number): Promise<{ reported: number[] }> {
  const reported: number[] = [];
  for (let n = 0; n < count; n++) {
    const { language, ...given } = reports[n % reports.length] as (typeof reports)[number];
    const visitor = portalVisitor(base, language);
    const token = await visitor.bring('photo.txt', Buffer.from(`photo ${n}`), 'text/plain');
    const made = await visitor.call(portal.report, { body: { ...given, language, email: `portal-${randomUUID().slice(0, 8)}@example.com`, serial: `SN-${1000 + n}`, files: [{ token, purpose: 'photo' }] } }, { idempotencyKey: randomUUID() });
    await visitor.call(portal.ticket, { params: { id: made.id }, query: { token: made.token } });
    reported.push(made.id);
  }
  return { reported };
}
