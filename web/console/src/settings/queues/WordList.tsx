import { Field, Input } from '@aftercare/ui';
import { useState } from 'react';

interface Props { readonly label: string; readonly hint: string; readonly words: readonly string[]; readonly onChange: (words: string[]) => void }

/** The company's own words, with commas between; Chinese and Western ones alike. */
export function WordList({ label, hint, words, onChange }: Props) {
  const [text, setText] = useState(words.join(', '));
  const read = (source: string) => [...new Set(source.split(/[,，、;；]/).map((word) => word.trim()).filter(Boolean))];
  const shown = read(text).join() === words.join() ? text : words.join(', ');
  return <Field label={label} hint={hint}>{(control) => <Input {...control} value={shown} onChange={(event) => { setText(event.target.value); onChange(read(event.target.value)); }} />}</Field>;
}
