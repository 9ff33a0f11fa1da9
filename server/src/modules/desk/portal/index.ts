export { createAnswerByMail } from './answer-by-mail.ts';
export { createChatDesk } from './chat-desk.ts';
export { createHouse } from './house.ts';
export type { House } from './house.ts';
export { portalMail } from './page-mail.ts';
export { portalRoutes } from './routes.ts';
export type { CustomerSurveys } from './surveys.ts';
export { createWho } from './who.ts';
