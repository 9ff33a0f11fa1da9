import { useId, useState } from 'preact/hooks';
import type { Contact } from '../chat/session.ts';
import { useSpeech } from './words.tsx';

/** As much as a browser can say about an address; the server has the last word. */
export function looksLikeMail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text.trim());
}

/** Asks who they are, only when an answer could not reach them otherwise. Can be put off. */
export function ContactCard({ closed, onSave, onLater }: { closed: boolean; onSave: (who: Contact) => void; onLater: () => void }) {
  const { t } = useSpeech();
  const id = useId();
  const [values, setValues] = useState({ name: '', email: '', phone: '' });
  const [checked, setChecked] = useState(false);
  const faults = { name: values.name.trim() === '' ? t('contact.needName') : null, email: looksLikeMail(values.email) ? null : t('contact.needEmail') };

  const field = (key: 'name' | 'email' | 'phone', type: string, complete: string) => {
    const fault = checked && key !== 'phone' ? faults[key] : null;
    return (
      <div class="field">
        <label for={id + key}>{t(`contact.${key}`)}</label>
        <input id={id + key} type={type} autocomplete={complete} maxLength={key === 'phone' ? 40 : 200} value={values[key]} aria-invalid={fault !== null} aria-describedby={fault ? `${id}${key}f` : undefined}
          onInput={(event) => setValues({ ...values, [key]: event.currentTarget.value })} />
        {fault && <p class="fault" id={`${id}${key}f`}>{fault}</p>}
      </div>
    );
  };
  const save = (event: Event) => {
    event.preventDefault();
    setChecked(true);
    if (faults.name || faults.email) return;
    const phone = values.phone.trim();
    onSave({ name: values.name.trim(), email: values.email.trim(), ...(phone ? { phone } : {}) });
  };
  return (
    <form class="card" onSubmit={save} noValidate aria-labelledby={`${id}title`}>
      <h2 id={`${id}title`}>{t('contact.title')}</h2>
      <p>{t(closed ? 'contact.whyClosed' : 'contact.why')}</p>
      {field('name', 'text', 'name')}
      {field('email', 'email', 'email')}
      {field('phone', 'tel', 'tel')}
      <div class="buttons">
        <button type="submit" class="primary">{t('contact.save')}</button>
        <button type="button" class="plain" onClick={onLater}>{t('contact.later')}</button>
      </div>
    </form>
  );
}
