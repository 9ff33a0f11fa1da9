import { PlatformFault } from '../social/fault.ts';

const token = new Set([21314, 21315, 21316, 21317, 21327, 21332]);
const busy = new Set([10001, 10002, 10009, 10022, 10023, 10024]);
/** 21334: the 48 hours are over, or the person unfollowed. */
const window = new Set([21334, 20064]);

export function judge(status: number, body: unknown): PlatformFault | null {
  const { error_code: code = 0, error = '' } = (typeof body === 'object' && body !== null ? body : {}) as { error_code?: number; error?: string };
  if (code === 0) return null;
  return new PlatformFault(token.has(code) ? 'token' : window.has(code) ? 'window' : busy.has(code) || status >= 500 ? 'busy' : 'refused', `${error} (${code})`);
}
