import { Button, IconButton, Menu, buttonClass, named } from '@aftercare/ui';
import type { MenuItem } from '@aftercare/ui';
import { Link } from '@tanstack/react-router';
import { ChevronLeft, Check, CloudAlert, EllipsisVertical, LoaderCircle, Redo2, Rocket, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Definition } from '../data.ts';
import type { DraftState } from './useDraft.ts';

interface Props {
  readonly definition: Definition;
  readonly state: DraftState;
  readonly isDraft: boolean;
  readonly errors: number;
  readonly onUndo?: (() => void) | undefined;
  readonly onRedo?: (() => void) | undefined;
  readonly onRetry: () => void;
  readonly onDeploy: () => void;
  readonly more: readonly MenuItem[];
  readonly children?: ReactNode;
}

/** The bar above a drawing: where one is, whether it is kept, undo, what can be done, and going live. */
export function DesignerHead({ definition, state, isDraft, errors, onUndo, onRedo, onRetry, onDeploy, more, children }: Props) {
  const { t, i18n } = useTranslation('processes');
  return (
    <header className="ac-head pr-designer__head">
      <Link className={buttonClass('quiet', 'normal', 'ac-button--icon')} to="/processes/$key" params={{ key: definition.key }} aria-label={t('designer.back')}><ChevronLeft size={18} /></Link>
      <h1 className="ac-head__title ac-clip">{named(definition.title, i18n.language) || definition.key}</h1>
      <span className="pr-saved ac-small" role="status" data-state={state}>
        {state === 'saving' || state === 'changed' ? <LoaderCircle size={14} aria-hidden="true" className="pr-turning" /> : state === 'failed' ? <CloudAlert size={14} aria-hidden="true" /> : isDraft || state === 'saved' ? <Check size={14} aria-hidden="true" /> : null}
        {t(state === 'untouched' ? (isDraft ? 'designer.draftKept' : 'designer.asLive') : `designer.${state}`, { version: definition.live })}
        {state === 'failed' ? <Button kind="link" onClick={onRetry}>{t('designer.retry')}</Button> : null}
      </span>
      <div className="ac-head__acts">
        {onUndo ? <IconButton label={t('designer.undo')} keys="Ctrl Z" icon={<Undo2 size={18} />} onClick={onUndo} /> : null}
        {onRedo ? <IconButton label={t('designer.redo')} keys="Ctrl Y" icon={<Redo2 size={18} />} onClick={onRedo} /> : null}
        {children}
        <Menu label={t('designer.more')} items={more} side="below-end" trigger={(trigger) => <Button {...trigger} kind="quiet" className="ac-button--icon" aria-label={t('designer.more')}><EllipsisVertical size={18} /></Button>} />
        <Button kind="primary" icon={<Rocket size={16} aria-hidden="true" />} disabled={errors > 0} title={errors > 0 ? t('designer.mendFirst', { count: errors }) : undefined} onClick={onDeploy}>{t('designer.deploy')}</Button>
      </div>
    </header>
  );
}
