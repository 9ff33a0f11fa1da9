import type { Page } from 'playwright-core';

/** One screen to look at: where it is, and how one knows that it has come. */
export interface Screen { readonly name: string; readonly path: string; ready(page: Page): Promise<unknown> }

/** Its title is there and nothing is loading any more. */
const heading = async (page: Page) => {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy=true], .ac-bone') === null);
};
/** A drawing stands; on a phone the designer gives its title's room to it. */
const drawn = async (page: Page) => {
  await page.locator('.djs-shape').first().waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy=true], .ac-bone') === null);
};
const settingsParts = ['', 'me', 'security', 'notices', 'audit', 'company', 'people', 'people/new', 'teams', 'skills', 'roles', 'countries', 'countries/DE', 'calendars', 'sla', 'queues', 'queues/new', 'queues/rules', 'queues/load', 'queues/replay', 'channels', 'templates', 'fields', 'fields/new', 'macros', 'macros/new', 'rules', 'rules/new', 'keys', 'sites', 'billing', 'repairs', 'shops', 'shops/new-shopify', 'carriers', 'carriers/new-parcel', 'hotline', 'hotline/rules', 'webhooks', 'webhooks/new', 'imports', 'imports/new', 'exports', 'segments', 'segments/new', 'campaigns', 'campaigns/new'] as const;

/** Everything an administrator can open in the console. */
export function consoleScreens(o: { ticketId: number; customerId: number; words: string; modelId?: number }): Screen[] {
  return [
    { name: 'inbox', path: '/inbox/open', ready: heading },
    { name: 'empty inbox', path: '/inbox/mine', ready: heading },
    { name: 'ticket', path: `/tickets/${o.ticketId}`, ready: heading },
    { name: 'help', path: '/help', ready: heading },
    { name: 'help page', path: '/help/clocks', ready: heading },
    { name: 'search', path: `/search?q=${encodeURIComponent(o.words)}`, ready: heading },
    { name: 'customers', path: '/customers', ready: heading },
    { name: 'customer', path: `/customers/${o.customerId}`, ready: heading },
    { name: 'possible duplicates', path: '/customers/duplicates', ready: heading },
    { name: 'processes', path: '/processes', ready: heading },
    { name: 'process', path: '/processes/inquiry', ready: drawn },
    { name: 'process heat map', path: '/processes/inquiry?tab=heat', ready: drawn },
    { name: 'process versions', path: '/processes/inquiry?tab=versions', ready: heading },
    { name: 'process simulation', path: '/processes/inquiry?tab=simulation', ready: heading },
    { name: 'process designer', path: '/processes/inquiry/edit', ready: drawn },
    { name: 'decision table', path: '/processes/replacement', ready: heading },
    { name: 'catalogue', path: '/products', ready: heading },
    { name: 'brands', path: '/products/brands', ready: heading },
    { name: 'new model', path: '/products/models/new', ready: heading },
    ...(o.modelId ? [
      { name: 'model', path: `/products/models/${o.modelId}`, ready: heading },
      { name: 'model form', path: `/products/models/${o.modelId}/edit`, ready: heading },
      { name: 'new troubleshooting', path: `/products/models/${o.modelId}/trees/new`, ready: heading },
    ] : []),
    { name: 'orders', path: '/products/orders', ready: heading },
    { name: 'parts', path: '/parts', ready: heading },
    { name: 'transfers of parts', path: '/parts?tab=transfers', ready: heading },
    { name: 'finished goods', path: '/parts?tab=goods', ready: heading },
    { name: 'technicians', path: '/dispatch/manage', ready: heading },
    { name: 'territories', path: '/dispatch/manage?tab=territories', ready: heading },
    { name: 'telephone', path: '/telephone', ready: heading },
    { name: 'wallboard', path: '/wallboard', ready: heading },
    { name: 'complaints', path: '/complaints', ready: heading },
    ...settingsParts.map((part) => ({ name: `settings ${part || 'overview'}`, path: `/settings/${part}`, ready: heading })),
  ];
}

/** What a signed-in customer can open; `unitId` is one of theirs. */
export function customerScreens(unitId: number): Screen[] {
  return [['home of a customer', ''], ['product', `u/${unitId}`], ['products', 'units'], ['registering', 'register'], ['papers', 'papers'], ['requests', 'tickets'], ['account', 'me'], ['waiting', 'waiting']].map(([name, path]) => ({ name: `portal ${name}`, path: `/portal/${path}`, ready: heading }));
}

export function portalScreens(ticketLink: string): Screen[] {
  return [
    { name: 'portal home', path: '/portal/', ready: heading },
    { name: 'portal report', path: '/portal/report/what', ready: heading },
    { name: 'portal sign-in', path: '/portal/sign-in', ready: heading },
    { name: 'portal ticket', path: new URL(ticketLink).pathname + new URL(ticketLink).search, ready: heading },
    { name: 'portal page that is not there', path: '/portal/nowhere', ready: heading },
  ];
}
