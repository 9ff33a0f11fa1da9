import { useEffect } from 'react';

/** Names the browser's tab: what is looked at first, the product last. Nothing is changed while `title` is still unknown. */
export function useTitle(title: string | undefined): void {
  useEffect(() => { if (title) document.title = `${title} · Aftercare`; }, [title]);
}
