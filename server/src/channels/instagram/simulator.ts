import { type PageSimulator, simulatePage } from '../meta/simulator.ts';

/** A professional account at Instagram. */
export const simulateInstagram = ({ now, address = '17841405309211844' }: { now: () => number; address?: string }): Promise<PageSimulator> => simulatePage({ now, object: 'instagram', address, textLimit: 1000 });
