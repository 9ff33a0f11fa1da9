import { Button, IconButton } from '@aftercare/ui';
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Props<Item> {
  readonly label: string;
  readonly items: readonly Item[];
  readonly onChange: (items: Item[]) => void;
  readonly fresh: () => Item;
  readonly add: string;
  /** What a row is called, for the buttons that move and remove it. */
  readonly name: (item: Item, at: number) => string;
  readonly children: (item: Item, change: (part: Partial<Item>) => void, at: number) => ReactNode;
}

/** An ordered list of small forms: add, change, move, remove. */
export function Rows<Item>({ label, items, onChange, fresh, add, name, children }: Props<Item>) {
  const { t } = useTranslation('processes');
  const move = (at: number, to: number) => { const next = [...items]; const [one] = next.splice(at, 1); if (one !== undefined) next.splice(to, 0, one); onChange(next); };
  return (
    <fieldset className="pr-list">
      <legend className="ac-field__label">{label}</legend>
      <ol className="pr-list__rows">
        {items.map((item, at) => (
          // Rows are told apart by their place: keys inside can be typed into.
          <li key={at} className="pr-list__row">
            <div className="ac-grow ac-stack-tight">{children(item, (part) => onChange(items.map((one, i) => (i === at ? { ...one, ...part } : one))), at)}</div>
            <div className="pr-list__acts">
              <IconButton size="small" label={t('rows.up', { name: name(item, at) })} icon={<ArrowUp size={14} />} disabled={at === 0} onClick={() => move(at, at - 1)} />
              <IconButton size="small" label={t('rows.down', { name: name(item, at) })} icon={<ArrowDown size={14} />} disabled={at === items.length - 1} onClick={() => move(at, at + 1)} />
              <IconButton size="small" label={t('rows.remove', { name: name(item, at) })} icon={<X size={14} />} onClick={() => onChange(items.filter((_, i) => i !== at))} />
            </div>
          </li>
        ))}
      </ol>
      <Button size="small" icon={<Plus size={14} aria-hidden="true" />} onClick={() => onChange([...items, fresh()])}>{add}</Button>
    </fieldset>
  );
}
