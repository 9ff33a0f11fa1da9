import type { Announcement, MenuNode, MenuTree } from '@aftercare/contract/hotline';

export const kinds = ['menu', 'queue', 'voicemail', 'hours', 'language', 'say', 'lookup', 'vip', 'callback', 'transfer', 'hangup'] as const;
export type Kind = (typeof kinds)[number];
export const keyNames = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '*', '#'] as const;

export const silent: Announcement = { zh: '', en: '', zhFileId: null, enFileId: null };
const said = (zh: string, en: string): Announcement => ({ ...silent, zh, en });

/** A station of a kind, leading to `next` until somebody says otherwise. */
export function stationOf(kind: Kind, id: string, next: string): MenuNode {
  switch (kind) {
    case 'say': return { id, kind, say: silent, next };
    case 'hours': return { id, kind, open: next, closed: next };
    case 'language': return { id, kind, say: said('中文服务请按一。', 'For English, press two.'), keys: { 1: 'zh-CN', 2: 'en' }, next };
    case 'menu': return { id, kind, say: silent, keys: { 1: next }, words: {}, tries: 2, seconds: 6, otherwise: next };
    case 'lookup': return { id, kind, by: 'phone', say: silent, found: next, otherwise: next };
    case 'vip': return { id, kind, tiers: ['gold', 'vip'], vip: next, otherwise: next };
    case 'queue': return { id, kind, teamId: null, vip: false, mostSeconds: 900, callback: true, musicFileId: null, overflow: next };
    case 'voicemail': return { id, kind, say: silent, mostSeconds: 120 };
    case 'callback': return { id, kind, say: silent };
    case 'transfer': return { id, kind, to: '', numberId: null, vendorId: null, failed: next };
    case 'hangup': return { id, kind, say: silent };
  }
}
/** A name nobody has yet, made from the kind: `menu`, `menu-2` … */
export function freeName(kind: Kind, taken: readonly string[]): string {
  for (let n = 1; ; n++) { const name = n === 1 ? kind : `${kind}-${n}`; if (!taken.includes(name)) return name; }
}
/** The menu a new number begins with: hours, language, a choice, a queue, a mailbox. */
export const firstMenu = (): MenuTree => ({
  start: 'hours',
  nodes: [
    { id: 'hours', kind: 'hours', open: 'language', closed: 'voicemail' },
    { id: 'language', kind: 'language', say: said('您好，中文服务请按一。', 'Hello, for English press two.'), keys: { 1: 'zh-CN', 2: 'en' }, next: 'menu' },
    { id: 'menu', kind: 'menu', say: said('查询服务进度请按一，人工服务请按二。', 'To hear how your repair stands, press one. To talk to us, press two.'), keys: { 1: 'lookup', 2: 'queue' }, words: { 1: '进度, 查询, status, repair', 2: '人工, 客服, agent, talk' }, tries: 2, seconds: 6, otherwise: 'queue' },
    { id: 'lookup', kind: 'lookup', by: 'phone', say: silent, found: 'hangup', otherwise: 'queue' },
    { id: 'queue', kind: 'queue', teamId: null, vip: false, mostSeconds: 900, callback: true, musicFileId: null, overflow: 'voicemail' },
    { id: 'voicemail', kind: 'voicemail', say: said('现在无人接听，请在提示音后留言。', 'Nobody can take your call right now. Please leave a message after the tone.'), mostSeconds: 120 },
    { id: 'hangup', kind: 'hangup', say: said('感谢来电，再见。', 'Thank you for calling. Goodbye.') },
  ],
});
/** Names follow a station that is renamed. */
export function renamed(menu: MenuTree, from: string, to: string): MenuTree {
  const swap = (id: string) => (id === from ? to : id);
  const nodes = menu.nodes.map((node): MenuNode => {
    const own = { ...node, id: swap(node.id) } as MenuNode;
    switch (own.kind) {
      case 'say': case 'language': return { ...own, next: swap(own.next) };
      case 'hours': return { ...own, open: swap(own.open), closed: swap(own.closed) };
      case 'menu': return { ...own, keys: Object.fromEntries(Object.entries(own.keys).map(([key, id]) => [key, swap(id)])), otherwise: swap(own.otherwise) };
      case 'lookup': return { ...own, found: swap(own.found), otherwise: swap(own.otherwise) };
      case 'vip': return { ...own, vip: swap(own.vip), otherwise: swap(own.otherwise) };
      case 'queue': return { ...own, overflow: swap(own.overflow) };
      case 'transfer': return { ...own, failed: swap(own.failed) };
      default: return own;
    }
  });
  return { start: swap(menu.start), nodes };
}
