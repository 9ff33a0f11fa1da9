import { Chip } from '@aftercare/ui';
import { Check, Clock, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';

export function ProofState({ state }: { readonly state: 'waiting' | 'accepted' | 'refused' }) {
  const { t } = useTranslation('products');
  const tone = { waiting: 'due', accepted: 'done', refused: 'late' } as const;
  const Icon = { waiting: Clock, accepted: Check, refused: X }[state];
  return <Chip tone={tone[state]} icon={<Icon size={14} aria-hidden="true" />}>{t(`proof.state.${state}`)}</Chip>;
}
