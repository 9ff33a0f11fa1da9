import { type Principal, type Reach, reachOf } from '../../platform/auth/index.ts';
import { type Handle, type Sql, all, sql } from '../../platform/db/index.ts';

/** Conditions of one role on `t`; each list that is not empty takes away what lies outside. */
function within(principal: Principal, reach: Reach): Sql {
  const conditions: Sql[] = [];
  if (reach.of === 'team') conditions.push(sql`t.team_id = any(${principal.teams}::bigint[])`);
  if (reach.of === 'own') conditions.push(sql`false`);
  if (reach.regions.length > 0) {
    conditions.push(sql`(exists (select from customer rc where rc.id = t.customer_id and rc.region = any(${reach.regions}::text[])) or exists (select from visit rv where rv.ticket_id = t.id and rv.region = any(${reach.regions}::text[]))
      or exists (select from repair rr join site rs on rs.id = rr.site_id where rr.ticket_id = t.id and rs.region = any(${reach.regions}::text[])))`);
  }
  if (reach.brands.length > 0) conditions.push(sql`exists (select from product_unit bu where bu.id = t.unit_id and bu.brand_id = any(${reach.brands}::bigint[]))`);
  if (reach.sites.length > 0) {
    conditions.push(sql`(exists (select from repair sr where sr.ticket_id = t.id and sr.site_id = any(${reach.sites}::bigint[])) or exists (select from counter_item si where si.ticket_id = t.id and si.site_id = any(${reach.sites}::bigint[])))`);
  }
  if (reach.vendors.length > 0) conditions.push(sql`exists (select from vendor_job vj join vendor_offer vo on vo.job_id = vj.id where vj.ticket_id = t.id and vo.vendor_id = any(${reach.vendors}::bigint[]))`);
  return all(conditions);
}

/** Rows a person may see: all, or what one of their roles reaches and their own. `t` is the ticket's alias. */
export function visibleTo(principal: Principal): Sql {
  if (principal.scope === 'all') return sql`true`;
  const own = sql`t.owner_id = ${principal.kind === 'agent' ? principal.id : 0}`;
  return sql`(${reachOf(principal).filter((r) => r.of !== 'own').reduce((left, r) => sql`(${within(principal, r)}) or ${left}`, own)})`;
}
/** Customers, alias `c`, of whom they see a ticket. */
export const customersSeenBy = (principal: Principal): Sql => sql`exists (select from ticket t where t.customer_id = c.id and ${visibleTo(principal)})`;

/** Does a file belong to a ticket they see: to a message, a note, a repair, a visit or a job of it? */
export const seesFile = async (db: Handle, principal: Principal, fileId: number): Promise<boolean> => (await db.one(sql`select 1 as one from ticket t where ${visibleTo(principal)} and t.id in (
    select c.ticket_id from message m join ticket_conversation c on c.conversation_id = m.conversation_id where m.attachments <> '[]' and m.attachments @> ${JSON.stringify([{ fileId }])}::jsonb
    union all select ticket_id from ticket_note where files <> '{}' and files @> array[${fileId}]::bigint[]
    union all select ticket_id from visit where signature_file_id = ${fileId} union all select v.ticket_id from visit_photo p join visit v on v.id = p.visit_id where p.file_id = ${fileId}
    union all select ticket_id from repair where report -> 'photos' @> ${JSON.stringify([fileId])}::jsonb or diagnosis -> 'photos' @> ${JSON.stringify([fileId])}::jsonb
    union all select ticket_id from counter_item where ${fileId} = any(photos) or signature = ${fileId} union all select ticket_id from shipment where label_file_id = ${fileId}
    union all select ticket_id from vendor_job where ${fileId} = any(files)
    union all select j.ticket_id from vendor_progress p join vendor_job j on j.id = p.job_id where ${fileId} = any(p.files)) limit 1`)) !== undefined;
