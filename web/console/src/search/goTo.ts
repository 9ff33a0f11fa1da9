import type { SearchHit } from '../data/types.ts';

/** Where a hit is looked at. */
export function pathOf(hit: Pick<SearchHit, 'kind' | 'id' | 'path'>): string {
  switch (hit.kind) {
    case 'ticket': return `/tickets/${hit.id}`;
    case 'customer': return `/customers/${hit.id}`;
    case 'unit': return `/products/units/${hit.id}`;
    case 'order': return `/products/orders/${hit.id}`;
    case 'colleague': return '/settings/people';
    case 'article': {
      const [what, key] = (hit.path ?? '').split(':');
      return what === 'fault' ? `/products/models/${key}` : what === 'template' ? '/settings/templates' : '/handbook';
    }
  }
}
