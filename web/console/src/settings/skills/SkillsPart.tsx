import { Button, EmptyState, Field, IconButton, Input, faultSentence, named, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { Skill } from '@aftercare/contract/org';
import { useQuery } from '@tanstack/react-query';
import { Check, Pencil, Sparkles, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ListPage } from '../frame/ListPage.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import { useRemoval } from '../frame/useRemoval.ts';
import { useWork } from '../frame/useWork.ts';
import { useSettingsQueries } from '../data.ts';
import { keyFor } from './key.ts';

type Names = Skill['name'];
const blank: Names = { zh: '', en: '' };

/** What people can do, by which queues choose them. */
export function SkillsPart() {
  const { t } = useTranslation('settings');
  const { call } = useApi();
  const from = useSettingsQueries();
  const of = [useQuery(from.skills()), useQuery(from.agents())] as const;
  const { stays } = useRemoval();
  const [names, setNames] = useState(blank);
  const taken = of[0].data?.items.map((one) => one.key) ?? [];
  const ready = Boolean(names.zh.trim() || names.en.trim());
  const create = useWork({
    work: (fresh: Names) => call(api.org.createSkill, { body: { key: keyFor(fresh.en, taken), name: fresh } }), keys: ['skills'],
    said: () => t('skills.created'), undo: (skill) => () => call(api.org.deleteSkill, { params: { id: skill.id } }), after: () => setNames(blank),
  });
  return (
    <ListPage title={t('part.skills')} intro={t('skills.intro')}>
      <form className="st-quick" onSubmit={(event) => { event.preventDefault(); if (ready) create.mutate(whole(names)); }}>
        <NameFields names={names} onChange={(next) => { setNames(next); if (create.error) create.reset(); }} fault={create.error ? faultSentence(create.error) : null} />
        <Button kind="primary" type="submit" disabled={!ready} busy={create.isPending}>{t('skills.add')}</Button>
      </form>
      <Loaded of={of}>
        {({ items }, { items: people }) => {
          const shown = items.filter((one) => stays('skill', one.id));
          return shown.length === 0
            ? <EmptyState icon={<Sparkles size={22} />} title={t('skills.empty')} text={t('skills.emptyText')} />
            : <ul className="st-rows ac-panel">{shown.map((one) => <SkillRow key={one.id} skill={one} people={people.filter((person) => person.skills.some((each) => each.skillId === one.id)).length} />)}</ul>;
        }}
      </Loaded>
    </ListPage>
  );
}

/** A name left out in one language is the other's. */
const whole = ({ zh, en }: Names): Names => ({ zh: zh.trim() || en.trim(), en: en.trim() || zh.trim() });

function NameFields({ names, onChange, fault, focus }: { readonly names: Names; readonly onChange: (names: Names) => void; readonly fault?: string | null; readonly focus?: boolean }) {
  const { t } = useTranslation('settings');
  return (
    <div className="st-two ac-grow">
      <Field label={t('inChinese')} fault={fault}>{(control) => <Input {...control} lang="zh-CN" autoFocus={focus} maxLength={200} value={names.zh} placeholder="压缩机维修" onChange={(event) => onChange({ ...names, zh: event.target.value })} />}</Field>
      <Field label={t('inEnglish')}>{(control) => <Input {...control} lang="en" maxLength={200} value={names.en} placeholder="Compressor repair" onChange={(event) => onChange({ ...names, en: event.target.value })} />}</Field>
    </div>
  );
}

function SkillRow({ skill, people }: { readonly skill: Skill; readonly people: number }) {
  const { t, i18n } = useTranslation(['settings', 'app']);
  const { call } = useApi();
  const { remove } = useRemoval();
  const [names, setNames] = useState<Names | null>(null);
  const params = { id: skill.id };
  const put = (name: Names) => call(api.org.updateSkill, { params, body: { name } });
  const rename = useWork({ work: put, keys: ['skills'], said: () => t('skills.renamed'), undo: () => () => put(skill.name), after: () => setNames(null), loud: true });
  const title = named(skill.name, i18n.language);
  if (names) {
    return (
      <li className="st-row st-row--edit">
        <form className="st-inline" onKeyDown={(event) => { if (event.key === 'Escape') setNames(null); }} onSubmit={(event) => { event.preventDefault(); if (names.zh.trim() || names.en.trim()) rename.mutate(whole(names)); }}>
          <NameFields names={names} onChange={setNames} focus />
          <IconButton label={t('app:save')} type="submit" kind="primary" icon={<Check size={16} />} busy={rename.isPending} />
          <IconButton label={t('app:cancel')} icon={<X size={16} />} onClick={() => setNames(null)} />
        </form>
      </li>
    );
  }
  return (
    <li className="st-row">
      <span className="st-row__link">
        <span className="st-lead" aria-hidden="true"><Sparkles size={18} /></span>
        <span className="st-row__words"><span className="st-row__title">{title}</span><span className="st-row__sub">{named(skill.name, i18n.language === 'en' ? 'zh' : 'en')} · {t('skills.people', { count: people })}</span></span>
        <span className="st-row__end">
          <IconButton label={t('rename', { what: title })} icon={<Pencil size={16} />} onClick={() => setNames(skill.name)} />
          <IconButton label={t('removeWhat', { what: title })} icon={<Trash2 size={16} />} onClick={() => remove({ kind: 'skill', id: skill.id, text: t('skills.removed', { name: title }), work: () => call(api.org.deleteSkill, { params }), keys: ['skills', 'agents'] })} />
        </span>
      </span>
    </li>
  );
}
