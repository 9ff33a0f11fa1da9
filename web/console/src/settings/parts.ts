import { Bell, Building2, CalendarDays, ChartPie, CircleUser, FileDown, FileText, FileUp, FormInput, Globe, Inbox, KeyRound, LockKeyhole, Megaphone, PhoneCall, Plug, ReceiptText, ScrollText, ShieldCheck, ShoppingCart, Sparkles, Store, Timer, Truck, Users, UsersRound, Waypoints, Webhook, Wrench, Workflow, Zap } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { lazy } from 'react';
import type { ComponentType } from 'react';

/** What a part of the settings is given: the id behind its name in the address, `new`, or null for its list. */
export interface PartProps { readonly id: string | null }
export interface Part {
  readonly key: string;
  readonly icon: LucideIcon;
  /** Needed to see it; null: everybody may. */
  readonly right: string | null;
  readonly group: 'me' | 'house' | 'promise' | 'door';
  readonly Page: ComponentType<PartProps>;
}

const part = (group: Part['group'], key: string, icon: LucideIcon, right: string | null, load: () => Promise<ComponentType<PartProps>>): Part =>
  ({ key, icon, right, group, Page: lazy(async () => ({ default: await load() })) });

/** The parts in the order of the list; each comes when it is opened. */
export const parts: readonly Part[] = [
  part('me', 'me', CircleUser, null, async () => (await import('./me/MePart.tsx')).MePart),
  part('me', 'security', LockKeyhole, null, async () => (await import('./security/SecurityPart.tsx')).SecurityPart),
  part('me', 'notices', Bell, null, async () => (await import('./notices/NoticesPart.tsx')).NoticesPart),
  part('house', 'company', Building2, 'org.manage', async () => (await import('./company/CompanyPart.tsx')).CompanyPart),
  part('house', 'people', Users, 'org.manage', async () => (await import('./people/PeoplePart.tsx')).PeoplePart),
  part('house', 'teams', UsersRound, 'org.manage', async () => (await import('./teams/TeamsPart.tsx')).TeamsPart),
  part('house', 'skills', Sparkles, 'org.manage', async () => (await import('./skills/SkillsPart.tsx')).SkillsPart),
  part('house', 'roles', ShieldCheck, 'org.manage', async () => (await import('./roles/RolesPart.tsx')).RolesPart),
  part('house', 'audit', ScrollText, 'audit.read', async () => (await import('./audit/AuditPart.tsx')).AuditPart),
  part('house', 'countries', Globe, 'org.manage', async () => (await import('./countries/CountriesPart.tsx')).CountriesPart),
  part('house', 'sites', Store, 'sites.manage', async () => (await import('./sites/SitesPart.tsx')).SitesPart),
  part('house', 'billing', ReceiptText, 'charges.settings', async () => (await import('./billing/BillingPart.tsx')).BillingPart),
  part('house', 'repairs', Wrench, 'repairs.manage', async () => (await import('./repairs/RepairsPart.tsx')).RepairsPart),
  part('promise', 'calendars', CalendarDays, 'org.manage', async () => (await import('./calendars/CalendarsPart.tsx')).CalendarsPart),
  part('promise', 'sla', Timer, 'sla.manage', async () => (await import('./sla/PoliciesPart.tsx')).PoliciesPart),
  part('promise', 'flows', Waypoints, 'casework.manage', async () => (await import('./flows/FlowsPart.tsx')).FlowsPart),
  part('promise', 'fields', FormInput, 'tickets.design', async () => (await import('./fields/FieldsPart.tsx')).FieldsPart),
  part('promise', 'rules', Workflow, 'automation.manage', async () => (await import('./rules/RulesPart.tsx')).RulesPart),
  part('promise', 'segments', ChartPie, 'segments.manage', async () => (await import('./segments/SegmentsPart.tsx')).SegmentsPart),
  part('promise', 'campaigns', Megaphone, 'campaigns.manage', async () => (await import('./campaigns/CampaignsPart.tsx')).CampaignsPart),
  part('promise', 'queues', Inbox, 'routing.manage', async () => (await import('./queues/QueuesPart.tsx')).QueuesPart),
  part('door', 'channels', Plug, 'channels.manage', async () => (await import('./channels/ChannelsPart.tsx')).ChannelsPart),
  part('door', 'shops', ShoppingCart, 'orders.manage', async () => (await import('./shops/ShopsPart.tsx')).ShopsPart),
  part('door', 'carriers', Truck, 'shipments.manage', async () => (await import('./carriers/CarriersPart.tsx')).CarriersPart),
  part('door', 'hotline', PhoneCall, 'hotline.manage', async () => (await import('./hotline/HotlinePart.tsx')).HotlinePart),
  part('door', 'templates', FileText, 'templates.manage', async () => (await import('./templates/TemplatesPart.tsx')).TemplatesPart),
  part('door', 'macros', Zap, 'tickets.write', async () => (await import('./macros/MacrosPart.tsx')).MacrosPart),
  part('door', 'imports', FileUp, 'imports.manage', async () => (await import('./imports/ImportsPart.tsx')).ImportsPart),
  part('door', 'exports', FileDown, 'exports.make', async () => (await import('./exports/ExportsPart.tsx')).ExportsPart),
  part('door', 'webhooks', Webhook, 'webhooks.manage', async () => (await import('./webhooks/WebhooksPart.tsx')).WebhooksPart),
  part('door', 'keys', KeyRound, 'org.manage', async () => (await import('./keys/KeysPart.tsx')).KeysPart),
];
export const partGroups = ['me', 'house', 'promise', 'door'] as const;

/** Splits what stands behind `/settings/`: the part and the id in it. */
export function placeOf(splat: string | undefined): { readonly key: string | null; readonly id: string | null } {
  const [key, id] = (splat ?? '').split('/').filter(Boolean);
  return { key: key ?? null, id: id ? decodeURIComponent(id) : null };
}
