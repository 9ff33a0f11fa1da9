export { LiveHub } from './hub.ts';
export type { Line, LiveOptions, Sink } from './hub.ts';
export { presenceSeconds, presenceTopic } from './presence.ts';
export type { Person, PresenceSignal } from './presence.ts';
export { Signals } from './signals.ts';
export { registerLive } from './socket.ts';
export type { LiveRoutes } from './socket.ts';
