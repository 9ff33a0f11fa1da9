export { Json, implement } from './implement.ts';
export type { Call, Implementation, Loose } from './implement.ts';
export { problemOf } from './problems.ts';
export { Refusal } from './refusal.ts';
export { assertSameOrigin, createHttp, mount } from './server.ts';
export type { HttpOptions } from './server.ts';
export { ifMatch, makeCursor, readCursor, toPage } from './page.ts';
