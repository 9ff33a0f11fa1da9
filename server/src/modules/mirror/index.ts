export { createForwarding } from './forward.ts';
export type { ForwardMail } from './forward.ts';
export { createMirror } from './mirror.ts';
export type { Mirror, MirrorParts } from './mirror.ts';
export { mirrorModule } from './module.ts';
