import { createHash, createHmac } from 'node:crypto';
import { equalInConstantTime } from '../encoding.ts';

/**
 * `X-Twilio-Signature`: base64 HMAC-SHA1 of the full URL followed by the sorted form fields, name and value; of a name
 * that comes several times the different values, sorted.
 * @param url exactly as configured at Twilio
 * @param fields of a form body; empty for GET and JSON
 */
export function twilioSignature(authToken: string, url: string, fields: readonly (readonly [string, string])[] = []): string {
  const valuesByName = new Map<string, Set<string>>();
  for (const [name, value] of fields) valuesByName.set(name, (valuesByName.get(name) ?? new Set()).add(value));
  let signed = url;
  for (const name of [...valuesByName.keys()].sort()) {
    for (const value of [...(valuesByName.get(name) ?? [])].sort()) signed += name + value;
  }
  return createHmac('sha1', authToken).update(signed).digest('base64');
}

/** Hex SHA-256 that Twilio puts into the query of a JSON webhook as `bodySHA256`. */
export function twilioBodyHash(body: string | Buffer): string {
  return createHash('sha256').update(body).digest('hex');
}

/**
 * Whether a request is Twilio's. With `body` (JSON webhooks) its hash must also be the `bodySHA256` of the URL. Proxies
 * add or drop the default port, so the URL is tried with and without it.
 */
export function verifyTwilio(
  authToken: string,
  request: { url: string; signature: string; fields?: readonly (readonly [string, string])[]; body?: string | Buffer | undefined },
): boolean {
  const signedUrls = [request.url, ...withOtherPort(request.url)];
  const genuine = signedUrls.map((url) => equalInConstantTime(twilioSignature(authToken, url, request.fields), request.signature)).includes(true);
  if (!genuine || request.body === undefined) return genuine;
  const hash = new URL(request.url).searchParams.get('bodySHA256') ?? '';
  return equalInConstantTime(twilioBodyHash(request.body), hash);
}

function withOtherPort(url: string): string[] {
  const match = /^(https?):\/\/([^/:?#]+)(:\d+)?(.*)$/s.exec(url);
  if (!match) return [];
  const [, scheme = '', host = '', port, rest = ''] = match;
  return [`${scheme}://${host}${port ? '' : scheme === 'https' ? ':443' : ':80'}${rest}`];
}
