import type { Call } from '@aftercare/ui';
import { ApiError } from '@aftercare/contract/client';
import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { queries } from './data/queries.ts';
import { InboxPage } from './inbox/InboxPage.tsx';
import { lastView } from './inbox/place.ts';
import { FaultPage } from './shell/FaultPage.tsx';
import { NotFoundPage } from './shell/NotFoundPage.tsx';
import { places } from './shell/places.ts';
import { Shell } from './shell/Shell.tsx';
import { ShellSkeleton } from './shell/ShellSkeleton.tsx';

interface Context { readonly client: QueryClient; readonly call: Call }
const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

const root = createRootRouteWithContext<Context>()({ notFoundComponent: NotFoundPage, errorComponent: FaultPage });

const signIn = createRoute({
  getParentRoute: () => root, path: '/signin', component: lazyRouteComponent(() => import('./session/SignInPage.tsx'), 'SignInPage'),
  validateSearch: (search): { next?: string } => ({ next: text(search.next) }),
});
const link = createRoute({
  getParentRoute: () => root, path: '/link', component: lazyRouteComponent(() => import('./session/LinkPage.tsx'), 'LinkPage'),
  validateSearch: (search): { token: string } => ({ token: text(search.token) ?? '' }),
});

/** Everything behind sign-in stands in the shell. */
const shell = createRoute({
  getParentRoute: () => root, id: 'shell', component: Shell, pendingComponent: ShellSkeleton, pendingMs: 150,
  beforeLoad: async ({ context, location }) => {
    try {
      await context.client.ensureQueryData(queries(context.call).me());
    } catch (error) {
      if (error instanceof ApiError && error.problem.code === 'not-signed-in') throw redirect({ to: '/signin', search: location.pathname === '/' ? {} : { next: location.href } });
      throw error;
    }
  },
});
const home = createRoute({
  getParentRoute: () => shell, path: '/',
  beforeLoad: async ({ context, location }) => {
    const { rights } = await context.client.ensureQueryData(queries(context.call).me());
    const may = (right: string) => rights.includes('*') || rights.includes(right);
    // Who sees no tickets begins where their work is.
    const own = may('tickets.read') ? undefined : places.find((place) => place.right && may(place.right));
    if (own) throw redirect({ to: own.to });
    throw redirect({ to: '/inbox/$view', params: { view: lastView() }, search: location.search });
  },
});
const inbox = createRoute({ getParentRoute: () => shell, path: '/inbox/$view', component: InboxPage });
const inboxTicket = createRoute({ getParentRoute: () => inbox, path: '$ticketId' });
/** The lasting address of a ticket, as in mails: opens it beside the list where one last was. */
const ticket = createRoute({
  getParentRoute: () => shell, path: '/tickets/$ticketId',
  beforeLoad: ({ params, location }) => { throw redirect({ to: '/inbox/$view/$ticketId', params: { view: lastView(), ticketId: params.ticketId }, search: location.search, hash: location.hash }); },
});
const search = createRoute({
  getParentRoute: () => shell, path: '/search', component: lazyRouteComponent(() => import('./search/SearchPage.tsx'), 'SearchPage'),
  validateSearch: (given): { q?: string } => ({ q: typeof given.q === 'number' ? String(given.q) : text(given.q) }),
});
const telephone = createRoute({ getParentRoute: () => shell, path: '/telephone', component: lazyRouteComponent(() => import('./telephone/TelephonePage.tsx'), 'TelephonePage') });
const customers = createRoute({
  getParentRoute: () => shell, path: '/customers', component: lazyRouteComponent(() => import('./customer/CustomersPage.tsx'), 'CustomersPage'),
  validateSearch: (given): { q?: string | undefined; kind?: 'company' | undefined; segment?: number | undefined } => ({ q: typeof given.q === 'number' ? String(given.q) : text(given.q), kind: given.kind === 'company' ? 'company' : undefined, segment: Number.isInteger(Number(given.segment)) && Number(given.segment) > 0 ? Number(given.segment) : undefined }),
});
const customer = createRoute({ getParentRoute: () => shell, path: '/customers/$customerId', component: lazyRouteComponent(() => import('./customer/CustomerPage.tsx'), 'CustomerPage') });
const duplicates = createRoute({ getParentRoute: () => shell, path: '/customers/duplicates', component: lazyRouteComponent(() => import('./customer/same/DuplicatesPage.tsx'), 'DuplicatesPage') });
const models = createRoute({ getParentRoute: () => shell, path: '/products', component: lazyRouteComponent(() => import('./products/CataloguePage.tsx'), 'CataloguePage') });
const model = createRoute({ getParentRoute: () => shell, path: '/products/models/$modelId', component: lazyRouteComponent(() => import('./products/ModelPage.tsx'), 'ModelPage') });
const modelNew = createRoute({ getParentRoute: () => shell, path: '/products/models/new', component: lazyRouteComponent(() => import('./products/catalogue/ModelFormPage.tsx'), 'ModelFormPage') });
const modelEdit = createRoute({ getParentRoute: () => shell, path: '/products/models/$modelId/edit', component: lazyRouteComponent(() => import('./products/catalogue/ModelFormPage.tsx'), 'ModelFormPage') });
const tree = createRoute({ getParentRoute: () => shell, path: '/products/models/$modelId/trees/$treeId', component: lazyRouteComponent(() => import('./products/tree/TreePage.tsx'), 'TreePage') });
const brands = createRoute({ getParentRoute: () => shell, path: '/products/brands', component: lazyRouteComponent(() => import('./products/catalogue/BrandsPage.tsx'), 'BrandsPage') });
const orders = createRoute({ getParentRoute: () => shell, path: '/products/orders', component: lazyRouteComponent(() => import('./products/orders/OrdersPage.tsx'), 'OrdersPage') });
const order = createRoute({ getParentRoute: () => shell, path: '/products/orders/$orderId', component: lazyRouteComponent(() => import('./products/orders/OrderPage.tsx'), 'OrderPage') });
const units = createRoute({ getParentRoute: () => shell, path: '/products/units', component: lazyRouteComponent(() => import('./products/UnitsPage.tsx'), 'UnitsPage') });
const unit = createRoute({ getParentRoute: () => shell, path: '/products/units/$unitId', component: lazyRouteComponent(() => import('./products/UnitPage.tsx'), 'UnitPage') });
const proofs = createRoute({ getParentRoute: () => shell, path: '/products/proofs', component: lazyRouteComponent(() => import('./products/ProofsPage.tsx'), 'ProofsPage') });
const terms = createRoute({ getParentRoute: () => shell, path: '/products/terms', component: lazyRouteComponent(() => import('./products/TermsPage.tsx'), 'TermsPage') });
const policy = createRoute({ getParentRoute: () => shell, path: '/products/terms/$policyId', component: lazyRouteComponent(() => import('./products/PolicyPage.tsx'), 'PolicyPage') });
const fieldFaults = createRoute({ getParentRoute: () => shell, path: '/products/faults', component: lazyRouteComponent(() => import('./products/FaultsPage.tsx'), 'FaultsPage') });
const settings = createRoute({ getParentRoute: () => shell, path: '/settings', component: lazyRouteComponent(() => import('./settings/SettingsPage.tsx'), 'SettingsPage') });
const settingsPart = createRoute({ getParentRoute: () => shell, path: '/settings/$', component: lazyRouteComponent(() => import('./settings/SettingsPage.tsx'), 'SettingsPage') });
const review = createRoute({ getParentRoute: () => shell, path: '/channel-review', component: lazyRouteComponent(() => import('./review/ReviewPage.tsx'), 'ReviewPage') });
const complaints = createRoute({ getParentRoute: () => shell, path: '/complaints', component: lazyRouteComponent(() => import('./complaints/ComplaintsPage.tsx'), 'ComplaintsPage') });
const wallboard = createRoute({ getParentRoute: () => shell, path: '/wallboard', component: lazyRouteComponent(() => import('./wallboard/WallboardPage.tsx'), 'WallboardPage') });
const repairs = createRoute({ getParentRoute: () => shell, path: '/repairs', component: lazyRouteComponent(() => import('./repairs/BenchPage.tsx'), 'BenchPage') });
const repair = createRoute({ getParentRoute: () => shell, path: '/repairs/$repairId', component: lazyRouteComponent(() => import('./repairs/RepairPage.tsx'), 'RepairPage') });
const steps = createRoute({ getParentRoute: () => shell, path: '/steps', component: lazyRouteComponent(() => import('./steps/MyStepsPage.tsx'), 'MyStepsPage') });
const help = createRoute({ getParentRoute: () => shell, path: '/help', component: lazyRouteComponent(() => import('./help/HelpPage.tsx'), 'HelpPage') });
const helpTopic = createRoute({ getParentRoute: () => shell, path: '/help/$topic', component: lazyRouteComponent(() => import('./help/HelpPage.tsx'), 'HelpPage') });
const ownStep = createRoute({ getParentRoute: () => shell, path: '/steps/$taskId', component: lazyRouteComponent(() => import('./steps/OwnStepPage.tsx'), 'OwnStepPage') });
const handbook = createRoute({ getParentRoute: () => shell, path: '/handbook', component: lazyRouteComponent(() => import('./handbook/HandbookPage.tsx'), 'HandbookPage') });

const whole = (value: unknown) => (Number.isInteger(Number(value)) && Number(value) > 0 ? Number(value) : undefined);
const processes = createRoute({ getParentRoute: () => shell, path: '/processes', component: lazyRouteComponent(() => import('./processes/list/ProcessesPage.tsx'), 'ProcessesPage') });
const process = createRoute({
  getParentRoute: () => shell, path: '/processes/$key', component: lazyRouteComponent(() => import('./processes/page/ProcessPage.tsx'), 'ProcessPage'),
  validateSearch: (given): { tab?: string; version?: number } => ({ tab: text(given.tab), version: whole(given.version) }),
});
const processEdit = createRoute({ getParentRoute: () => shell, path: '/processes/$key/edit', component: lazyRouteComponent(() => import('./processes/editor/DesignerPage.tsx'), 'DesignerPage') });

const dispatch = createRoute({
  getParentRoute: () => shell, path: '/dispatch', component: lazyRouteComponent(() => import('./dispatch/DispatchPage.tsx'), 'DispatchPage'),
  validateSearch: (given): { day?: string } => (/^\d{4}-\d\d-\d\d$/.test(text(given.day) ?? '') ? { day: text(given.day)! } : {}),
});

const dispatchManage = createRoute({
  getParentRoute: () => shell, path: '/dispatch/manage', component: lazyRouteComponent(() => import('./dispatch/manage/ManagePage.tsx'), 'ManagePage'),
  validateSearch: (given): { tab?: string; area?: string } => ({ ...(text(given.tab) ? { tab: text(given.tab)! } : {}), ...(given.area === 'new' || whole(given.area) ? { area: String(given.area) } : {}) }),
});

const counter = createRoute({ getParentRoute: () => shell, path: '/counter', component: lazyRouteComponent(() => import('./counter/CounterPage.tsx'), 'CounterPage') });
const vendors = createRoute({ getParentRoute: () => shell, path: '/vendors', component: lazyRouteComponent(() => import('./vendors/VendorsPage.tsx'), 'VendorsPage') });
const vendor = createRoute({ getParentRoute: () => shell, path: '/vendors/$vendorId', component: lazyRouteComponent(() => import('./vendors/VendorPage.tsx'), 'VendorPage') });
const myJobs = createRoute({ getParentRoute: () => shell, path: '/my-jobs', component: lazyRouteComponent(() => import('./vendors/mine/MyJobsPage.tsx'), 'MyJobsPage') });
/** Screens of a shop without anybody signed in: a signed link opens them. */
const bySiteLink = (search: Record<string, unknown>): { t: string } => ({ t: text(search.t) ?? '' });
const kiosk = createRoute({ getParentRoute: () => root, path: '/kiosk/$site', component: lazyRouteComponent(() => import('./counter/kiosk/KioskPage.tsx'), 'KioskPage'), validateSearch: bySiteLink });
const display = createRoute({ getParentRoute: () => root, path: '/display/$site', component: lazyRouteComponent(() => import('./counter/display/DisplayPage.tsx'), 'DisplayPage'), validateSearch: bySiteLink });

const parts = createRoute({
  getParentRoute: () => shell, path: '/parts', component: lazyRouteComponent(() => import('./parts/PartsPage.tsx'), 'PartsPage'),
  validateSearch: (given): { tab?: string | undefined; q?: string | undefined; site?: number | undefined; low?: boolean | undefined } => ({ tab: text(given.tab), q: typeof given.q === 'number' ? String(given.q) : text(given.q), site: whole(given.site), low: given.low === true || given.low === 'true' ? true : undefined }),
});
const part = createRoute({ getParentRoute: () => shell, path: '/parts/$partId', component: lazyRouteComponent(() => import('./parts/PartPage.tsx'), 'PartPage') });
const partOrder = createRoute({ getParentRoute: () => shell, path: '/parts/orders/$orderId', component: lazyRouteComponent(() => import('./parts/OrderPage.tsx'), 'OrderPage') });

const routes = root.addChildren([signIn, link, kiosk, display, shell.addChildren([repairs, repair, counter, vendors, vendor, myJobs, home, inbox.addChildren([inboxTicket]), ticket, search, telephone, customers, duplicates, customer, models, model, modelNew, modelEdit, tree, brands, orders, order, units, unit, proofs, terms, policy, fieldFaults, settings, settingsPart, wallboard, review, complaints, steps, ownStep, handbook, help, helpTopic, processes, process, processEdit, dispatch, dispatchManage, parts, part, partOrder])]);

/** The console's pages; all but the inbox come when they are opened. */
export function createConsoleRouter(context: Context) {
  return createRouter({ routeTree: routes, context, defaultPreload: 'intent', defaultErrorComponent: FaultPage, defaultNotFoundComponent: NotFoundPage, scrollRestoration: false });
}

declare module '@tanstack/react-router' {
  interface Register { router: ReturnType<typeof createConsoleRouter> }
}
