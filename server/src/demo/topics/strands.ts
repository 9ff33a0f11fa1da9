/**
 * Which sentences of a topic belong to one story: places in subjects, told, asked, answered and solved, and the products it can
 * happen to where not all of the topic's can. Topics that are not here fit together in any order.
 */
const stories: Readonly<Record<string, readonly string[] | { readonly zh: readonly string[]; readonly en: readonly string[] }>> = {
  brush: ['2 0 0 02 01', '1 1 1 0 01', '0 2 0 02 01'],
  map: ['0 0 0 1 1', '1 3 1 0 1', '2 1 0 1 1', '3 2 0 2 0'],
  wifi: ['1 0 0 01 1', '02 1 1 2 0', '3 2 1 2 0'],
  jam: ['0 0 0 2 0', '1 1 1 0 1', '2 2 0 2 0'],
  streaks: ['0 0 0 0 0', '1 1 1 2 1', '2 2 1 2 1'],
  driver: ['0 0 0 0 0', '1 1 1 1 2', '3 2 2 3 1'],
  battery: ['1 0 1 0 1', '02 1 1 01 1', '0 2 0 2 0'],
  purifier: ['0 0 0 0 2', '1 1 1 1 1', '2 2 2 2 0'],
  fryer: ['0 0 1 1 01 f6', '1 1 0 0 01 f6', '2 2 0 0 01 c4', '3 3 0 02 01'],
  lock: ['0 0 1 1 1', '1 1 2 3 0', '2 2 0 0 0', '3 3 3 2 2'],
  audio: ['0 0 0 0 0', '1 1 1 1 2', '2 2 1 2 1'],
  invoice: { zh: ['0 0 0 01 0', '1 1 1 2 1', '2 2 1 2 0', '3 3 0 01 1'], en: ['0 0 0 01 0', '13 1 1 2 1', '2 2 1 2 0'] },
  refund: ['0 0 0 0 0', '1 1 0 02 0', '2 2 1 12 0', '3 3 2 3 1'],
  unwanted: { zh: ['0123 0123 0 01 0', '0123 0123 1 2 1'], en: ['0123 012 0 01 0', '0123 012 1 2 1'] },
  presales: ['0 0 0 0 0 r7 r5', '1 1 1 1 1', '2 2 2 3 2', '3 3 3 2 3', '4 4 4 4 4'],
  delivery: ['0 0 0 1 0', '1 1 1 0 1', '2 2 2 2 2', '3 3 3 3 3'],
  complaint: ['0 0 1 1 0', '1 1 0 02 1', '2 2 1 1 0', '3 3 0 2 2'],
  warranty: ['1 0 0 0 0', '0 3 0 0 0', '2 1 2 3 2', '3 2 3 0 1'],
};

export const parts = ['subjects', 'told', 'asked', 'answered', 'solved'] as const;
/** Places a story may take its words from, part by part. */
export type Story = Readonly<Record<(typeof parts)[number], readonly number[]>>;

/** The stories of a topic that can happen to a product; none: any words fit any others. */
export function storiesOf(topic: string, language: 'zh-CN' | 'en', product: string): Story[] {
  const told = stories[topic] ?? [];
  const all = 'zh' in told ? (language === 'zh-CN' ? told.zh : told.en) : told;
  return all.flatMap((one) => {
    const [places, only] = [one.split(' ').slice(0, parts.length), one.split(' ').slice(parts.length)];
    return only.length > 0 && !only.includes(product) ? [] : [Object.fromEntries(parts.map((part, i) => [part, [...(places[i] ?? '')].map(Number)])) as unknown as Story];
  });
}
