import { type PageSimulator, simulatePage } from '../meta/simulator.ts';

/** A page at Messenger. */
export const simulateMessenger = ({ now, address = '1906385232743451' }: { now: () => number; address?: string }): Promise<PageSimulator> => simulatePage({ now, object: 'page', address, textLimit: 2000 });
