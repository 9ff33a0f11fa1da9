export { createAcknowledge } from './acknowledge/index.ts';
export { createDesk } from './desk.ts';
export type { Desk } from './desk.ts';
export { createLikely } from './likely/index.ts';
export { deskModule } from './module.ts';
export type { Beyond } from './search/index.ts';
export { createSees } from './sees.ts';
export { createAnswerByMail, createChatDesk, createHouse, createPortal, createWho, portalMail, portalRoutes, signInLink } from './portal/index.ts';
