import { createHmac, randomUUID } from 'node:crypto';
import type { Stage } from './main.ts';
import { expect } from './until.ts';

export interface ShopMessage { readonly id?: string; readonly thread?: string; readonly from: { readonly name: string; readonly email?: string }; readonly subject: string; readonly text: string; readonly type?: string }

/** Posts as the webhook's page says: `t=<seconds>,v1=<hex HMAC-SHA256 of "t.body">`. Its own code, so that the documented form is proved. */
export async function postSigned({ system, house }: Pick<Stage, 'system' | 'house'>, message: ShopMessage, secret = house.webhook.secret): Promise<Response> {
  const body = JSON.stringify({ id: randomUUID(), ...message });
  const time = Math.floor(system.clock.now().getTime() / 1000);
  const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  return fetch(`${system.base}/api/v1/intake/webhook/${house.webhook.name}`, { method: 'POST', body, headers: { 'content-type': 'application/json', 'aftercare-signature': `t=${time},v1=${signature}` } });
}

export async function sendWebhook(stage: Pick<Stage, 'system' | 'house'>, message: ShopMessage): Promise<void> {
  const answer = await postSigned(stage, message);
  expect(answer.status === 202, `the webhook answered ${answer.status}: ${await answer.text()}`);
}
