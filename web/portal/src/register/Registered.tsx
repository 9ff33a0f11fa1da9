import type { MyUnitPage } from '@aftercare/contract/portal-home';
import { Button, buttonClass } from '@aftercare/ui';
import { Link } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useUnit } from '../queries.ts';
import { WarrantyPanel } from '../unit/WarrantyPanel.tsx';
import '../report/report.css';

/** It is mine now: what is owed, and the paper that makes it sure. */
export function Registered({ unit, heading, onAnother }: { readonly unit: MyUnitPage; readonly heading: Ref<HTMLHeadingElement>; readonly onAnother: () => void }) {
  const { t } = useTranslation();
  const now = useUnit(unit.id).data ?? unit;
  return (
    <div className="p-page p-page--narrow">
      <div className="p-done">
        <CircleCheck size={40} aria-hidden="true" className="p-done__sign" />
        <h1 className="p-title" ref={heading} tabIndex={-1}>{t('register.done')}</h1>
      </div>
      <WarrantyPanel unit={now} />
      <Link to="/u/$id" params={{ id: String(unit.id) }} className={buttonClass('primary', 'large', 'ac-button--wide')}>{t('register.open')}</Link>
      <Button size="large" wide onClick={onAnother}>{t('register.another')}</Button>
    </div>
  );
}
