import type { Bench } from './harness.ts';

/** One question to the product, answered or thrown. */
export async function ask<T>(bench: Bench, method: string, path: string, body?: unknown, type = 'application/json'): Promise<T> {
  const answer = await fetch(`${bench.base}/api/v1${path}`, { method, headers: { authorization: `Bearer ${bench.key}`, ...(body === undefined ? {} : { 'content-type': type }) }, ...(body === undefined ? {} : { body: type === 'application/json' ? JSON.stringify(body) : (body as string) }) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}
