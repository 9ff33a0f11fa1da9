import { Button } from '@aftercare/ui';
import { useTranslation } from 'react-i18next';

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

export function Keypad({ onKey }: { readonly onKey: (key: string) => void }) {
  const { t } = useTranslation('telephone');
  return <div className="tp-keys">{keys.map((key) => <Button key={key} aria-label={t('key', { key })} onClick={() => onKey(key)}>{key}</Button>)}</div>;
}
