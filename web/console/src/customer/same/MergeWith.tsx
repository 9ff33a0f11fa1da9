import { Avatar, Button, Dialog, Input } from '@aftercare/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Merge, Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '../../data/types.ts';
import { useQueries } from '../../data/useQueries.ts';
import { phoneWords } from '../phone.ts';
import { MergeDialog } from './MergeDialog.tsx';
import './same.css';

/** Finds the other one by hand, when no proposal names them. */
export function MergeWith({ customer }: { readonly customer: Customer }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const [words, setWords] = useState('');
  const [pair, setPair] = useState<readonly [number, number] | null>(null);
  const asked = useDeferredValue(words.trim());
  const found = useInfiniteQuery({ ...useQueries().customers(asked), enabled: open && asked.length >= 2 });
  const people = (found.data?.pages[0]?.items ?? []).filter((one) => one.id !== customer.id).slice(0, 8);
  if (customer.joinedInto) return null;
  return (
    <>
      <Button icon={<Merge size={16} />} onClick={() => setOpen(true)}>{t('same.with')}</Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('same.withTitle')} size="small">
        <div className="ac-stack">
          <Input type="search" autoFocus aria-label={t('same.find')} placeholder={t('same.find')} icon={<Search size={16} aria-hidden="true" />} value={words} onChange={(event) => setWords(event.target.value)} />
          {asked.length >= 2 && found.isSuccess && people.length === 0 ? <p className="ac-faint">{t('same.none')}</p> : null}
          <ul>
            {people.map((one) => (
              <li key={one.id} className="cs-same__one">
                <Avatar name={one.name} />
                <span className="ac-grow ac-stack-tight"><span>{one.name}</span><span className="ac-faint ac-small ac-clip">{one.identities.filter((i) => i.kind !== 'chat').map((i) => (i.kind === 'phone' ? phoneWords(i.value) : i.value)).join(' · ')}</span></span>
                <Button size="small" onClick={() => { setOpen(false); setPair([one.id, customer.id]); }}>{t('same.look')}</Button>
              </li>
            ))}
          </ul>
        </div>
      </Dialog>
      <MergeDialog ids={pair} onClose={() => setPair(null)} onDone={(id) => void navigate({ to: '/customers/$customerId', params: { customerId: String(id) } })} />
    </>
  );
}
