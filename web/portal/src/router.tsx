import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { Home } from './home/Home.tsx';
import { FaultPage } from './shell/FaultPage.tsx';
import { NotFound } from './shell/NotFound.tsx';
import { Shell } from './shell/Shell.tsx';
import { isStep } from './report/draft.ts';

const word = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const whole = (value: unknown): number | undefined => (Number.isInteger(Number(value)) && Number(value) > 0 ? Number(value) : undefined);

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
const home = createRoute({ getParentRoute: () => root, path: '/', component: Home });
const reportStart = createRoute({ getParentRoute: () => root, path: '/report', beforeLoad: () => { throw redirect({ to: '/report/$step', params: { step: 'what' }, replace: true }); } });
const reportDone = createRoute({
  getParentRoute: () => root, path: '/report/done', component: lazyRouteComponent(() => import('./report/Done.tsx'), 'Done'),
  validateSearch: (search) => ({ id: whole(search.id), t: word(search.t) }),
});
const report = createRoute({
  getParentRoute: () => root, path: '/report/$step', component: lazyRouteComponent(() => import('./report/Report.tsx'), 'Report'),
  params: { parse: ({ step }) => ({ step: isStep(step) ? step : ('what' as const) }) },
});
const fixed = createRoute({ getParentRoute: () => root, path: '/fixed', component: lazyRouteComponent(() => import('./guide/Fixed.tsx'), 'Fixed') });
const ticket = createRoute({
  getParentRoute: () => root, path: '/t/$id', component: lazyRouteComponent(() => import('./ticket/TicketPage.tsx'), 'TicketPage'),
  validateSearch: (search): { t?: string; rate?: number } => {
    const [t, rate] = [word(search.t), whole(search.rate)];
    return { ...(t ? { t } : {}), ...(rate && rate <= 5 ? { rate } : {}) };
  },
});
const visit = createRoute({
  getParentRoute: () => root, path: '/v/$id', component: lazyRouteComponent(() => import('./visit/VisitPage.tsx'), 'VisitPage'),
  validateSearch: (search): { t?: string } => (word(search.t) ? { t: word(search.t)! } : {}),
});
const quote = createRoute({
  getParentRoute: () => root, path: '/quote', component: lazyRouteComponent(() => import('./quote/QuotePage.tsx'), 'QuotePage'),
  validateSearch: (search): { t?: string } => (word(search.t) ? { t: word(search.t)! } : {}),
});
const signIn = createRoute({
  getParentRoute: () => root, path: '/sign-in', component: lazyRouteComponent(() => import('./account/SignIn.tsx'), 'SignIn'),
  // Only places in this app: a sign-in link must not lead elsewhere.
  validateSearch: (search): { next?: string; l?: string } => ({ ...(word(search.l) ? { l: word(search.l)! } : {}), ...(/^\/((t|u|v)\/\d+|tickets|register|units|papers|me|wishes)$/.test(word(search.next) ?? '') ? { next: word(search.next)! } : {}) }),
});
const wishes = createRoute({
  getParentRoute: () => root, path: '/wishes', component: lazyRouteComponent(() => import('./wishes/WishesPage.tsx'), 'WishesPage'),
  validateSearch: (search): { ticket?: number; t?: string } => {
    const [ticketId, t] = [whole(search.ticket), word(search.t)];
    return { ...(ticketId ? { ticket: ticketId } : {}), ...(t ? { t } : {}) };
  },
});
const mine = createRoute({ getParentRoute: () => root, path: '/tickets', component: lazyRouteComponent(() => import('./account/Mine.tsx'), 'Mine') });

const at = <const Path extends string>(path: Path, load: () => Promise<Record<string, unknown>>, name: string) => createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load as () => Promise<Record<string, ComponentType>>, name) });
const units = at('/units', () => import('./my/Units.tsx'), 'Units');
const unit = at('/u/$id', () => import('./unit/UnitPage.tsx'), 'UnitPage');
const register = at('/register', () => import('./register/Register.tsx'), 'Register');
const papers = at('/papers', () => import('./papers/Papers.tsx'), 'Papers');
const account = at('/me', () => import('./account/Account.tsx'), 'Account');
const waiting = at('/waiting', () => import('./outbox/WaitingPage.tsx'), 'WaitingPage');
const kept = at('/report/kept', () => import('./outbox/Kept.tsx'), 'Kept');

/** Tokens contain only what a URL may carry; they are read as they stand instead of as JSON. */
export const router = createRouter({
  routeTree: root.addChildren([home, fixed, reportStart, reportDone, kept, report, units, unit, register, papers, account, waiting, ticket, signIn, mine, wishes, visit, quote]),
  basepath: '/portal', defaultPreload: 'intent', defaultErrorComponent: FaultPage, scrollRestoration: true,
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(Object.entries(search).filter(([, value]) => value !== undefined).map(([key, value]) => [key, String(value)])).toString();
    return text ? `?${text}` : '';
  },
});

declare module '@tanstack/react-router' {
  interface Register { router: typeof router }
}
