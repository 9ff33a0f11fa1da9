import { Input } from '@aftercare/ui';
import { useEffect, useState } from 'react';
import { readTime } from './times.ts';

/** A time of day to type: "9", "930" and "9:30" are understood on leaving; 24:00 is possible. */
export function TimeInput({ label, value, onChange, faulty }: { readonly label: string; readonly value: string; readonly onChange: (time: string) => void; readonly faulty: boolean }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const read = readTime(text);
  const take = () => { if (read && read !== value) onChange(read); setText(read ?? value); };
  return (
    <Input
      className="st-time" aria-label={label} inputMode="numeric" maxLength={5} value={text} aria-invalid={faulty || (text !== '' && read === null) || undefined}
      onChange={(event) => setText(event.target.value)} onBlur={take} onFocus={(event) => event.target.select()} onKeyDown={(event) => { if (event.key === 'Enter') take(); }}
    />
  );
}
