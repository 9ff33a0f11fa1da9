import { Button, Notice, buttonClass, classes, faultSentence, fieldFaults } from '@aftercare/ui';
import { Link } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '../../command/command.ts';
import { useCommands, useLatest } from '../../command/CommandProvider.tsx';
import { LeaveGuard } from './LeaveGuard.tsx';

interface Props {
  readonly title: string;
  readonly intro?: ReactNode;
  /** The part to go back to, such as `people`. */
  readonly part?: string;
  /** Away from the form of something new, outside the settings. */
  readonly onCancel?: () => void;
  /** It does not exist yet. */
  readonly fresh?: boolean;
  readonly dirty: boolean;
  readonly busy: boolean;
  readonly error: unknown;
  /** Paths whose faults stand beside their fields; faults elsewhere are told at the top. */
  readonly known?: readonly string[];
  readonly createLabel?: string;
  readonly onSave: () => void;
  readonly onReset: () => void;
  readonly actions?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A page that is a form: faults at the top, fields, and a bar with Save that stands there while something is unsaved. Ctrl/⌘ S or Enter saves. */
export function FormPage({ title, intro, part, onCancel, fresh = false, dirty, busy, error, known, createLabel, onSave, onReset, actions, wide, children }: Props) {
  const { t } = useTranslation(['settings', 'app']);
  const form = useRef<HTMLFormElement>(null);
  const faults = fieldFaults(error);
  const elsewhere = Object.entries(faults).filter(([path]) => known && !known.some((one) => path === one || path.startsWith(`${one}.`) || path === `settings.${one}`));
  const submit = useLatest(() => form.current?.requestSubmit());
  useCommands(useMemo((): Command[] => [{ id: 'save', group: 'create', label: t('app:save'), keys: 'mod+s', allowed: true, whileTyping: true, perform: submit }], [t, submit]));
  useEffect(() => { if (error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(); }, [error]);
  return (
    <form
      ref={form} className={classes('st-page', wide && 'st-page--wide')} noValidate
      onSubmit={(event) => { event.preventDefault(); if (!busy && (dirty || fresh)) onSave(); }}
      onKeyDown={(event) => { if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') { event.preventDefault(); form.current?.requestSubmit(); } }}
    >
      <header className="st-page__head">
        <div className="ac-grow"><h1 className="ac-page__title">{title}</h1>{intro ? <p className="ac-page__intro">{intro}</p> : null}</div>
        {actions ? <div className="ac-page__acts">{actions}</div> : null}
      </header>
      {error ? (
        <Notice tone="late" role="alert" icon={<TriangleAlert size={16} aria-hidden="true" />}>
          {Object.keys(faults).length > 0 && elsewhere.length === 0 ? t('checkFields') : faultSentence(error)}
          {elsewhere.map(([path, message]) => <div key={path}>{path}: {message}</div>)}
          <div className="ac-small">{t('saveSafe')}</div>
        </Notice>
      ) : null}
      {children}
      {dirty || fresh ? (
        <footer className="st-save">
          <span className="st-save__words">{dirty ? t('unsaved') : null}</span>
          {fresh && onCancel ? <Button onClick={onCancel}>{t('app:cancel')}</Button> : fresh && part ? <Link className={buttonClass()} to="/settings/$" params={{ _splat: part }}>{t('app:cancel')}</Link> : <Button onClick={onReset}>{t('discard')}</Button>}
          <Button kind="primary" type="submit" busy={busy}>{fresh ? (createLabel ?? t('create')) : t('app:save')}</Button>
        </footer>
      ) : null}
      <LeaveGuard dirty={dirty && !busy} />
    </form>
  );
}

/** A titled group of fields. */
export function Group({ title, hint, children }: { readonly title: string; readonly hint?: ReactNode; readonly children: ReactNode }) {
  return (
    <fieldset className="st-group">
      <legend className="st-group__title">{title}</legend>
      {hint ? <p className="st-group__hint">{hint}</p> : null}
      <div className="st-group__body">{children}</div>
    </fieldset>
  );
}
