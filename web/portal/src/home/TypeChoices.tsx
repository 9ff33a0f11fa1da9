import { Skeleton, named } from '@aftercare/ui';
import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { typeIcon } from './typeIcon.ts';
import './choices.css';

interface Type { readonly key: string; readonly name: { readonly zh: string; readonly en: string } }

/** The big choices: one for each kind of request the company takes. */
export function TypeChoices({ types, chosen, onChoose }: { readonly types: readonly Type[] | undefined; readonly chosen?: string; readonly onChoose: (key: string) => void }) {
  const { t, i18n } = useTranslation();
  if (!types) return <div className="p-choices p-choices--types" aria-hidden="true">{[1, 2, 3, 4].map((at) => <div key={at} className="p-choice"><Skeleton width="var(--ac-8)" height="var(--ac-8)" /><Skeleton width="60%" /></div>)}</div>;
  const shown = types.length > 0 ? types : [{ key: 'repair', name: { zh: t('home.noTypes'), en: t('home.noTypes') } }];
  return (
    <ul className="p-choices p-choices--types">
      {shown.map((type) => {
        const Icon = typeIcon(type.key);
        const more = t(`type.${type.key}`, { defaultValue: '' });
        return (
          <li key={type.key}>
            <button type="button" className="p-choice" aria-current={type.key === chosen || undefined} onClick={() => onChoose(type.key)}>
              <span className="p-choice__icon" aria-hidden="true"><Icon size={24} /></span>
              <span className="p-choice__words"><strong>{named(type.name, i18n.language)}</strong>{more ? <span>{more}</span> : null}</span>
              <ChevronRight size={18} aria-hidden="true" className="p-choice__go" />
            </button>
          </li>
        );
      })}
    </ul>
  );
}
