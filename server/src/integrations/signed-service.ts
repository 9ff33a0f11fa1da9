import { SIGNATURE_HEADER, signWebhook } from '../platform/crypto/webhook-signature.ts';
import type { GuardedFetch } from '../platform/net/index.ts';
import { type ServiceAccount, ServiceRefused } from './payment.ts';

/** It will say the same again, whatever we do. */
const final = new Set([400, 401, 403, 404, 409, 410, 413, 415, 422]);

/**
 * Posts JSON to a service, signed as our webhooks are (`Aftercare-Signature: t=…,v1=…`), and reads its JSON.
 * Throws `ServiceRefused` with the service's own `error` for answers that will not change, an Error for those that may.
 */
export async function askService(send: GuardedFetch, account: ServiceAccount, path: string, question: unknown, idempotencyKey: string, now: Date): Promise<unknown> {
  const body = JSON.stringify(question);
  const response = await send(account.endpoint.replace(/\/+$/, '') + path, {
    method: 'POST', body, maxRedirects: 0, maxBytes: 256 * 1024,
    headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey, [SIGNATURE_HEADER]: signWebhook(account.secret, body, now) },
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer;
  const error = typeof answer === 'object' && answer !== null && 'error' in answer && typeof answer.error === 'string' ? answer.error.slice(0, 500) : `HTTP ${response.status}`;
  throw final.has(response.status) ? new ServiceRefused(error) : new Error(`the service answered ${response.status}: ${error}`);
}
