import type { Handle } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';
import type { UnitFacts } from './decide.ts';
import type { PolicyHead } from './policy-table.ts';

export interface FactsRow extends UnitFacts { modelId: number; zone: string; policies: PolicyHead[]; safety: boolean | null }

/** All that a decision needs, in one look: the unit, what was recorded of it, and which rules are published. */
export const factsOf = (db: Handle, unitId: number, faultKey: string) => db.one<FactsRow>(hot`select u.id as "unitId", u.model_id as "modelId", b.key as brand, m.key as model, m.category, v.sku as variant, u.country, u.status, u.registered_by as "registeredBy",
    u.produced_on as "producedOn", u.purchased_on as "purchasedOn", u.activated_on as "activatedOn", u.price_minor as "priceMinor", u.repair_days as "repairDays",
    exists (select 1 from purchase_proof p where p.unit_id = u.id and p.state = 'accepted') as proven,
    coalesce((select json_agg(json_build_object('key', w.key, 'name', w.name, 'months', w.months, 'begins', w.begins, 'covers', w.covers, 'coversExclusions', w.covers_exclusions, 'clause', w.clause, 'soldOn', x.sold_on) order by x.id)
      from unit_plan x join warranty_plan w on w.id = x.plan_id where x.unit_id = u.id and x.cancelled_at is null), '[]') as plans,
    coalesce((select json_agg(json_build_object('id', e.id, 'kind', e.kind, 'faultKey', e.fault_key, 'partCategory', e.part_category, 'description', e.description) order by e.id) from unit_exclusion e where e.unit_id = u.id and e.withdrawn_at is null), '[]') as exclusions,
    coalesce((select json_agg(json_build_object('faultKey', f.fault_key, 'partCategory', f.part_category, 'happenedOn', f.happened_on) order by f.happened_on) from unit_fault f where f.unit_id = u.id and f.covered), '[]') as faults,
    (select k.safety from known_fault k where k.model_id = u.model_id and k.key = ${faultKey}) as safety,
    (select time_zone from company) as zone,
    coalesce((select json_agg(json_build_object('policyId', p.id, 'versionId', n.id, 'version', n.version, 'key', p.key, 'name', p.name, 'kind', p.kind, 'pausesInRepair', p.pauses_in_repair, 'position', p.position, 'appliesFrom', n.applies_from))
      from warranty_policy p join warranty_policy_version n on n.policy_id = p.id where p.active and n.published_at is not null), '[]') as policies
  from product_unit u join brand b on b.id = u.brand_id join product_model m on m.id = u.model_id left join product_variant v on v.id = u.variant_id where u.id = ${unitId}`);
export const dmnOf = (db: Handle, versionIds: readonly number[]) => db.rows<{ id: number; dmn: string }>(sql`select id, dmn from warranty_policy_version where id = any(${versionIds})`);
