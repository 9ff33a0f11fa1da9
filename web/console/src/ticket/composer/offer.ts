import { useEffect, useRef } from 'react';

const name = 'aftercare-words';

/** Puts words from elsewhere on the page into the reply that is being written on a ticket. */
export function offerWords(ticketId: number, text: string): void {
  window.dispatchEvent(new CustomEvent(name, { detail: { ticketId, text } }));
}

/** Hears what is offered for this ticket. */
export function useOfferedWords(ticketId: number, take: (text: string) => void): void {
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    const heard = (event: Event) => {
      const { ticketId: id, text } = (event as CustomEvent<{ ticketId: number; text: string }>).detail;
      if (id === ticketId) latest.current(text);
    };
    window.addEventListener(name, heard);
    return () => window.removeEventListener(name, heard);
  }, [ticketId]);
}
