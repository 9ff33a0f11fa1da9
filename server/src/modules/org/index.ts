export { createAccess, sessionCookie } from './access.ts';
export type { Access } from './access.ts';
export { AgentChanged, CalendarChanged, PresenceChanged } from './events.ts';
export { orgModule } from './module.ts';
export { createOrg } from './org.ts';
export type { AgentRow, CalendarRow, Org } from './org.ts';
export { createSignIn } from './sign-in.ts';
export type { Postman, SignIn } from './sign-in.ts';
