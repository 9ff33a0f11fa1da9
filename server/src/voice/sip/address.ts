/** Addresses and parameters inside SIP headers. Pure. */
import { SipFault } from './message.ts';

export type Params = Readonly<Record<string, string>>;
export interface SipUri { readonly scheme: 'sip' | 'sips' | 'tel'; readonly user: string; readonly host: string; readonly port: number | null; readonly params: Params }
export interface NameAddress { readonly display: string; readonly uri: string; readonly params: Params }
export interface Via { readonly transport: string; readonly host: string; readonly port: number | null; readonly params: Params }

const safeDecode = (text: string): string => { try { return decodeURIComponent(text); } catch { return text; } };
const portOf = (text: string | undefined): number | null => {
  if (text === undefined) return null;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new SipFault(400, 'the port is wrong');
  return port;
};

/** `;a=b;c` with quoted values. */
export function parseParams(text: string): Params {
  const params: Record<string, string> = {};
  for (const [, name, quoted, plain] of text.matchAll(/;\s*([^\s=;,"]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^;,"]*)))?/g)) {
    const key = name?.toLowerCase();
    if (key && !Object.hasOwn(params, key)) params[key] = quoted === undefined ? (plain ?? '').trim() : quoted.replace(/\\(.)/g, '$1');
  }
  return params;
}
const writeParam = ([name, value]: readonly [string, string]) => (value === '' ? `;${name}` : /^[A-Za-z0-9\-.!%*_+`'~:[\]]+$/.test(value) ? `;${name}=${value}` : `;${name}="${value.replace(/(["\\])/g, '\\$1')}"`);
export const writeParams = (params: Params): string => Object.entries(params).map(writeParam).join('');

/** @throws SipFault 416 for a scheme that is not spoken, 400 for what is no address */
export function parseUri(text: string): SipUri {
  const tel = /^tel:([+\d\-.()*#A-Da-d]+)((?:;[^\s]*)?)$/i.exec(text);
  if (tel) return { scheme: 'tel', user: (tel[1] ?? '').replace(/[-.()]/g, ''), host: '', port: null, params: parseParams(tel[2] ?? '') };
  const match = /^(sips?):(?:([^@\s]+)@)?(\[[0-9a-f:.]+\]|[A-Za-z0-9.\-_]+)(?::(\d+))?((?:;[^\s?]*)?)(?:\?\S*)?$/i.exec(text);
  if (!match) throw new SipFault(/^[a-z][a-z0-9+.-]*:/i.test(text) && !/^sips?:/i.test(text) ? 416 : 400, 'not an address');
  const user = safeDecode((match[2] ?? '').split(':')[0] ?? '');
  return { scheme: (match[1] ?? 'sip').toLowerCase() as 'sip' | 'sips', user, host: (match[3] ?? '').toLowerCase(), port: portOf(match[4]), params: parseParams(match[5] ?? '') };
}
export function writeUri(uri: SipUri): string {
  if (uri.scheme === 'tel') return `tel:${uri.user}${writeParams(uri.params)}`;
  const user = encodeURIComponent(uri.user).replace(/%(2B|24|26|3D|2C|3B|3F|2F)/g, (s) => decodeURIComponent(s));
  return `${uri.scheme}:${uri.user ? `${user}@` : ''}${uri.host}${uri.port ? `:${uri.port}` : ''}${writeParams(uri.params)}`;
}

/** `"Name" <sip:…>;tag=…` and the bare form, whose parameters belong to the header. @throws SipFault */
export function parseAddress(text: string): NameAddress {
  const bracketed = /^\s*(?:"((?:[^"\\]|\\.)*)"|([^<"]*?))\s*<([^>]*)>\s*(.*)$/s.exec(text);
  if (bracketed) return { display: (bracketed[1]?.replace(/\\(.)/g, '$1') ?? bracketed[2] ?? '').trim(), uri: (bracketed[3] ?? '').trim(), params: parseParams(bracketed[4] ?? '') };
  const bare = /^\s*([^\s;<>"]+)\s*(.*)$/s.exec(text);
  if (!bare?.[1]) throw new SipFault(400, 'not an address');
  return { display: '', uri: bare[1], params: parseParams(bare[2] ?? '') };
}
export function writeAddress(address: NameAddress): string {
  const display = address.display ? `"${address.display.replace(/(["\\])/g, '\\$1').replace(/[\r\n]+/g, ' ')}" ` : '';
  return `${display}<${address.uri}>${writeParams(address.params)}`;
}

/** @throws SipFault */
export function parseVia(text: string): Via {
  const match = /^SIP\s*\/\s*2\.0\s*\/\s*([A-Za-z]+)\s+(\[[0-9a-f:.]+\]|[A-Za-z0-9.\-_]+)\s*(?::\s*(\d+))?\s*(.*)$/is.exec(text);
  if (!match) throw new SipFault(400, 'Via is wrong');
  return { transport: (match[1] ?? '').toUpperCase(), host: (match[2] ?? '').toLowerCase(), port: portOf(match[3]), params: parseParams(match[4] ?? '') };
}
export const writeVia = (via: Via): string => `SIP/2.0/${via.transport} ${via.host}${via.port ? `:${via.port}` : ''}${writeParams(via.params)}`;
