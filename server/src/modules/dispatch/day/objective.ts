import type { Weights } from '@aftercare/contract/dispatch';
import { forbidden } from '../solver/index.ts';
import type { TechnicianFacts, VisitFacts } from './facts.ts';

/** The solver counts in whole numbers: a tenth of a point. */
export const perPoint = 10;

/** How much dearer it is to leave a visit undone, by priority. */
const urgency = { low: 0.5, normal: 1, high: 2, urgent: 5 } as const;

export function wayCost(seconds: number, weights: Weights): number {
  return Math.round((seconds / 60) * weights.drivingMinute * perPoint);
}

export function undoneCost(visit: VisitFacts, weights: Weights): number {
  // A promised visit is harder to give up than one nobody waits for at a time.
  return Math.round(weights.unplanned * urgency[visit.priority] * perPoint);
}

/** What it costs that this technician does this visit, beyond the way; `forbidden` when they cannot. */
export function pairCost(visit: VisitFacts, technician: TechnicianFacts, weights: Weights): number {
  if (technician.shift === null) return forbidden;
  let points = 0;
  for (const { skillId, level } of visit.skills) {
    const has = technician.skills.get(skillId) ?? 0;
    if (has < level) return forbidden;
    points += (has - level) * weights.overqualified;
  }
  if (visit.territory !== null && technician.territories.length > 0 && !technician.territories.includes(visit.territory)) points += weights.outsideTerritory;
  if (visit.published && visit.technicianId !== null && visit.technicianId !== technician.id) points += weights.changedTechnician;
  points += missingParts(visit, technician).length * weights.missingPart;
  return Math.round(points * perPoint);
}

/** Parts the visit needs and the van lacks. */
export function missingParts(visit: VisitFacts, technician: TechnicianFacts): number[] {
  const { stock } = technician;
  if (stock === null) return [];
  return visit.parts.filter(({ partId, quantity }) => (stock.get(partId) ?? 0) < quantity).map(({ partId }) => partId);
}
