import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { State } from './state.ts';

/** Below this deflating costs more than it saves. */
const worthIt = 1000;

/** A state as bytes: a mark, then JSON, deflated where it is long. */
export function encodeState(state: State): Buffer {
  const json = Buffer.from(JSON.stringify(state));
  return json.length < worthIt ? Buffer.concat([Buffer.from([0]), json]) : Buffer.concat([Buffer.from([1]), deflateRawSync(json, { level: 4 })]);
}

/** @throws Error when the bytes are no state */
export function decodeState(bytes: Buffer): State {
  const json = bytes[0] === 1 ? inflateRawSync(bytes.subarray(1)) : bytes.subarray(1);
  return JSON.parse(json.toString('utf8')) as State;
}
