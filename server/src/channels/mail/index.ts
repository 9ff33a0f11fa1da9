export { createMailAdapter } from './adapter.ts';
export type { MailAdapter, MailRunning } from './adapter.ts';
export { createOwnMail } from './own-mail.ts';
export { createForwardMail } from './forward.ts';
