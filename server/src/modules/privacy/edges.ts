/** Foreign keys that lead to other people, or away from people altogether: not followed. */
const closed = new Set([
  'customer.company_id', 'customer.joined_into', 'ticket.unit_id', 'product_unit.replaced_by', 'ticket_link.from_id', 'ticket_link.to_id', 'ticket.merged_into', 'ticket_distinct.b_id',
  'customer_merge.into_id', 'customer_merge.from_id', 'customer_home.customer_id', 'customer_proposal.a_id', 'customer_proposal.b_id',
]);
/** What hangs on a thing rather than on its owner of today. */
const ofUnits = new Set(['purchase_proof.unit_id', 'unit_plan.unit_id', 'order_unit.unit_id']);
/** Rows of these are about the house. */
const house = new Set(['event', 'subscription', 'file', 'agent', 'team', 'channel_account', 'privacy_request']);

export interface Key { readonly child: string; readonly column: string; readonly parent: string; readonly target: string }
/** Is what this key points from part of what belongs to the person? */
export const follows = (key: Key): boolean => !closed.has(`${key.child}.${key.column}`) && !house.has(key.parent) && !house.has(key.child) && (key.parent !== 'product_unit' || ofUnits.has(`${key.child}.${key.column}`));
