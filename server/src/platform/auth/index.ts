export { askerOf, principalOfAsker } from './asker.ts';
export type { Asker } from './asker.ts';
export { actorOf, isByTeamAlone, may, need, reachOf } from './principal.ts';
export type { Masked, Principal, Reach } from './principal.ts';
export { makeCode, takeCode } from './codes.ts';
export { createSecrets, loadMasterKey } from './secrets.ts';
export type { Secrets } from './secrets.ts';
export { endSession, endSessionsOf, hashToken, makeLink, newToken, peekLink, readSession, startSession, takeLink } from './sessions.ts';
