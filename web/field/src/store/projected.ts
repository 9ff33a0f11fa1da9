import type { FieldDay, FieldJob, FieldOperation } from '@aftercare/contract/field';

/** The day as the technician left it: what the server knows, with everything done since that has not reached it. */
export function projected(day: FieldDay, operations: readonly FieldOperation[]): FieldDay {
  const jobs = new Map(day.jobs.map((job) => [job.id, job]));
  const taken = new Map<number, number>();
  for (const operation of operations) {
    const job = jobs.get(operation.visitId);
    if (!job) continue;
    jobs.set(job.id, after(job, operation, (id) => day.van.find((part) => part.partId === id)?.name.zh ?? ''));
    if (operation.kind === 'part') taken.set(operation.partId, (taken.get(operation.partId) ?? 0) + operation.quantity);
  }
  return { ...day, jobs: day.jobs.map((job) => jobs.get(job.id) ?? job), van: day.van.map((part) => ({ ...part, available: part.available - (taken.get(part.partId) ?? 0) })) };
}

function after(job: FieldJob, operation: FieldOperation, nameOf: (partId: number) => string): FieldJob {
  switch (operation.kind) {
    case 'on-the-way': return { ...job, state: 'on-the-way', onTheWayAt: operation.at, etaAt: operation.eta ?? null };
    case 'arrived': return { ...job, state: 'arrived', arrivedAt: operation.at };
    case 'done': return { ...job, state: 'done', finishedAt: operation.at };
    case 'failed': return { ...job, state: 'failed', finishedAt: operation.at, reason: operation.reason };
    case 'check': return { ...job, checked: [...job.checked.filter((key) => key !== operation.key), ...(operation.checked ? [operation.key] : [])] };
    case 'note': return { ...job, note: operation.text };
    case 'photo': return { ...job, photos: job.photos + 1 };
    case 'signature': return { ...job, signedBy: operation.name || job.contactName };
    case 'part': {
      const known = job.used.find((part) => part.partId === operation.partId);
      const name = known?.name || job.parts.find((part) => part.partId === operation.partId)?.name || nameOf(operation.partId);
      return { ...job, used: [...job.used.filter((part) => part !== known), { partId: operation.partId, name, quantity: (known?.quantity ?? 0) + operation.quantity }] };
    }
  }
}

/** Jobs in the order they are driven to, of one day. */
export const inOrder = (day: FieldDay, of: string): FieldJob[] => day.jobs.filter((job) => job.day === of).toSorted((a, b) => (a.startsAt ?? '').localeCompare(b.startsAt ?? ''));
/** What comes next: where one is, is going to, or goes first. */
export const nextOf = (jobs: readonly FieldJob[]): FieldJob | undefined => jobs.find((job) => job.state === 'arrived') ?? jobs.find((job) => job.state === 'on-the-way') ?? jobs.find((job) => job.state === 'planned');
