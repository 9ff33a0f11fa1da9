import { BookOpen, MessageSquareWarning, ChartColumn, Boxes, CalendarClock, Contact, Gauge, Inbox, ListChecks, Workflow, type LucideIcon, Search, ClipboardCheck, Handshake, Store, Package, Phone, Wrench } from 'lucide-react';

/** A large part of the console: in the rail, in the palette, and behind `g` and a letter. */
export interface Place {
  /** Its word is `command.<key>` in the console's languages. */
  readonly key: string;
  readonly to: string;
  readonly icon: LucideIcon;
  /** The right that opens it; none: everybody. */
  readonly right?: string;
  /** Second letter of its keyboard way. */
  readonly letter: string;
  /** Stands at the foot of a phone; the others are behind "More" there. */
  readonly phone?: boolean;
}

/** In the order of the rail. */
export const places: readonly Place[] = [
  { key: 'inbox', to: '/inbox', icon: Inbox, right: 'tickets.read', letter: 'i', phone: true },
  { key: 'telephone', to: '/telephone', icon: Phone, right: 'hotline.answer', letter: 'l' },
  { key: 'steps', to: '/steps', icon: ListChecks, right: 'steps.work', letter: 't' },
  { key: 'search', to: '/search', icon: Search, right: 'tickets.read', letter: 's', phone: true },
  { key: 'customers', to: '/customers', icon: Contact, right: 'customers.read', letter: 'c' },
  { key: 'repairs', to: '/repairs', icon: Wrench, right: 'repairs.read', letter: 'r' },
  { key: 'dispatch', to: '/dispatch', icon: CalendarClock, right: 'dispatch.read', letter: 'd' },
  { key: 'counter', to: '/counter', icon: Store, right: 'counter.use', letter: 'k', phone: true },
  { key: 'vendors', to: '/vendors', icon: Handshake, right: 'vendors.read', letter: 'v' },
  { key: 'myJobs', to: '/my-jobs', icon: ClipboardCheck, right: 'vendors.work', letter: 'j', phone: true },
  { key: 'parts', to: '/parts', icon: Boxes, right: 'parts.read', letter: 'x' },
  { key: 'products', to: '/products', icon: Package, right: 'products.read', letter: 'u' },
  { key: 'wallboard', to: '/wallboard', icon: Gauge, right: 'analytics.read', letter: 'w' },
  { key: 'review', to: '/channel-review', icon: ChartColumn, right: 'analytics.read', letter: 'a' },
  { key: 'complaints', to: '/complaints', icon: MessageSquareWarning, right: 'analytics.read', letter: 'm' },
  { key: 'handbook', to: '/handbook', icon: BookOpen, right: 'tickets.read', letter: 'h' },
  { key: 'processes', to: '/processes', icon: Workflow, right: 'processes.read', letter: 'p' },
];
