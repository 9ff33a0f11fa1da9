/** One help page. Its text is `pages/<language>/<key>.md`, its title the first line there. */
export interface Topic {
  readonly key: string;
  readonly group: 'desk' | 'service' | 'house';
  /** Beginnings of the addresses it explains; the longest that fits wins. */
  readonly at: readonly string[];
}

/** In the order of the list. */
export const topics: readonly Topic[] = [
  { key: 'answering', group: 'desk', at: ['/inbox', '/tickets'] },
  { key: 'views', group: 'desk', at: ['/search'] },
  { key: 'together', group: 'desk', at: ['/complaints'] },
  { key: 'customers', group: 'desk', at: ['/customers', '/products', '/settings/shops'] },
  { key: 'clocks', group: 'desk', at: ['/wallboard', '/settings/sla', '/settings/calendars'] },
  { key: 'hotline', group: 'desk', at: ['/telephone', '/settings/hotline'] },
  { key: 'keyboard', group: 'desk', at: [] },
  { key: 'processes', group: 'service', at: ['/steps', '/processes', '/handbook', '/settings/flows', '/settings/fields'] },
  { key: 'repairs', group: 'service', at: ['/repairs', '/parts', '/counter', '/settings/repairs', '/settings/billing', '/settings/carriers', '/settings/sites'] },
  { key: 'visits', group: 'service', at: ['/dispatch', '/vendors', '/my-jobs'] },
  { key: 'portal', group: 'service', at: [] },
  { key: 'start', group: 'house', at: ['/settings'] },
  { key: 'channels', group: 'house', at: ['/settings/channels', '/channel-review'] },
  { key: 'routing', group: 'house', at: ['/settings/queues', '/settings/skills', '/settings/teams'] },
  { key: 'macros', group: 'house', at: ['/settings/macros', '/settings/rules', '/settings/templates'] },
  { key: 'rights', group: 'house', at: ['/settings/people', '/settings/roles', '/settings/security', '/settings/audit', '/settings/me', '/settings/notices'] },
  { key: 'data', group: 'house', at: ['/settings/webhooks', '/settings/keys', '/settings/exports'] },
  { key: 'moving', group: 'house', at: ['/settings/imports'] },
];
export const topicGroups = ['desk', 'service', 'house'] as const;

/** The page that explains an address; in a list without a ticket open, the one on lists. */
export function topicOf(path: string): string {
  if (/^\/inbox\/[^/]+\/?$/.test(path)) return 'views';
  const fits = topics.flatMap((topic) => topic.at.filter((at) => path === at || path.startsWith(`${at}/`)).map((at) => ({ key: topic.key, at })));
  return fits.toSorted((a, b) => b.at.length - a.at.length)[0]?.key ?? 'answering';
}
