import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { Tag } from '../mark/Tag.tsx';
import type { FieldControl } from './Field.tsx';
import './field.css';

interface Props {
  readonly label: string;
  readonly control?: FieldControl;
  readonly tags: readonly string[];
  readonly onChange: (tags: string[]) => void;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
}

/** Words as tags: Enter, comma (also the Chinese ones) adds; Backspace in the empty field takes the last away. */
export function TagInput({ label, control, tags, onChange, placeholder, autoFocus }: Props) {
  const [text, setText] = useState('');
  const add = (words: string) => {
    const fresh = words.split(/[,，、;；]/).map((word) => word.trim().slice(0, 40)).filter((word) => word && !tags.includes(word));
    if (fresh.length > 0) onChange([...tags, ...new Set(fresh)]);
    setText('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && text.trim()) { event.preventDefault(); add(text); }
    if (event.key === 'Backspace' && text === '' && tags.length > 0) onChange(tags.slice(0, -1));
  };
  return (
    <div className="ac-tags">
      {tags.map((tag) => <Tag key={tag} onRemove={() => onChange(tags.filter((other) => other !== tag))}>{tag}</Tag>)}
      <input
        {...control} className="ac-tags__input" aria-label={control ? undefined : label} placeholder={tags.length === 0 ? placeholder : undefined} value={text} autoFocus={autoFocus}
        onChange={(event) => (/[,，、;；]$/.test(event.target.value) ? add(event.target.value) : setText(event.target.value))}
        onKeyDown={onKeyDown} onBlur={() => { if (text.trim()) add(text); }}
      />
    </div>
  );
}
