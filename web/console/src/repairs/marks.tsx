import { Chip, type Tone } from '@aftercare/ui';
import { useTranslation } from 'react-i18next';

/** Slate where the customer is asked, amber where a part is, green where it is done; the rest is work in hand. */
const tones: Readonly<Record<string, Tone>> = {
  quoted: 'wait', 'waiting-parts': 'due', ready: 'done', 'handed-back': 'done', 'solved-remotely': 'done', replaced: 'done', refunded: 'done', swapped: 'done', closed: 'done', labelled: 'wait',
  diagnosed: 'accent', 'in-repair': 'accent', testing: 'accent', received: 'accent', inspected: 'accent', approved: 'accent',
};
export function StateChip({ state, kind = 'repair' }: { readonly state: string; readonly kind?: 'repair' | 'return' }) {
  const { t } = useTranslation('repairs');
  return <Chip tone={tones[state] ?? 'plain'}>{t(kind === 'repair' ? `state.${state}` : `returnState.${state}`)}</Chip>;
}
