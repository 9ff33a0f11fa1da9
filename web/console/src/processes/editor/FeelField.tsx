import { IconButton, Input } from '@aftercare/ui';
import FeelEditor from '@bpmn-io/feel-editor';
import { SquareFunction } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLatest } from '../../command/CommandProvider.tsx';
import type { Known } from './variables.ts';

interface Props {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  /** Names that can be used, offered while typing. */
  readonly known: readonly Known[];
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  /** Only an expression makes sense here: no switch to plain text. The value is kept with a leading `=`. */
  readonly always?: boolean;
}

/** Text or, after `=`, an expression with a check while typing and completion of known variables. */
export function FeelField({ label, hint, value, known, onChange, placeholder, always = false }: Props) {
  const { t } = useTranslation('processes');
  const isExpression = always || value.startsWith('=');
  return (
    <div className="ac-field">
      <span className="ac-field__label">{label}</span>
      <div className="pr-feel" data-expression={isExpression || undefined}>
        {always ? <span className="pr-feel__sign" aria-hidden="true">=</span> : (
          <IconButton size="small" label={t(isExpression ? 'feel.toText' : 'feel.toExpression')} aria-pressed={isExpression} icon={<SquareFunction size={16} />} onClick={() => onChange(isExpression ? value.replace(/^=\s*/, '') : `= ${value}`)} />
        )}
        {isExpression
          ? <Expression label={label} value={value.replace(/^=\s*/, '')} known={known} onChange={(text) => onChange(text.trim() === '' && always ? '' : `= ${text}`)} />
          : <Input aria-label={label} value={value} placeholder={placeholder} onChange={(event) => onChange(event.target.value)} />}
      </div>
      {hint ? <span className="ac-field__hint">{hint}</span> : null}
    </div>
  );
}

function Expression({ label, value, known, onChange }: { readonly label: string; readonly value: string; readonly known: readonly Known[]; readonly onChange: (text: string) => void }) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<FeelEditor | null>(null);
  const shown = useRef(value);
  const tell = useLatest((text: string) => { shown.current = text; onChange(text); });
  const variables = useLatest(() => known.map((one) => ({ ...one })));
  useEffect(() => {
    if (!host.current) return;
    const made = new FeelEditor({ container: host.current, value: shown.current, onChange: (text: string) => tell(text), variables: variables(), contentAttributes: { 'aria-label': label } });
    editor.current = made;
    // The editor has no end of its own; its view goes with its element.
    const inner = host.current;
    return () => { editor.current = null; inner.replaceChildren(); };
  }, [label, tell, variables]);
  useEffect(() => { editor.current?.setVariables(known.map((one) => ({ ...one }))); }, [known]);
  useEffect(() => { if (value !== shown.current) { shown.current = value; editor.current?.setValue(value); } }, [value]);
  return <div ref={host} className="pr-feel__editor" />;
}
