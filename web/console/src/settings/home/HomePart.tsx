import { Chip, buttonClass, channelIcons } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Check, ChevronRight, ExternalLink } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../data/useQueries.ts';
import { Loaded } from '../frame/Loaded.tsx';
import { Row } from '../frame/ListPage.tsx';
import { useSettingsQueries } from '../data.ts';
import { HealthChip } from '../channels/HealthChip.tsx';
import type { Part } from '../parts.ts';
import { firstSteps } from './steps.ts';
import type { HouseState, Step } from './steps.ts';

/** The settings' own page: an administrator's first steps and how the doors are; everybody else sees their account. */
export function HomePart({ parts }: { readonly parts: readonly Part[] }) {
  const may = useMay();
  if (may('org.manage') && may('channels.manage')) return <House />;
  const Mine = parts[0]?.Page;
  return Mine ? <Mine id={null} /> : null;
}

function House() {
  const from = useSettingsQueries();
  const of = [useQuery(from.company()), useQuery(from.agents()), useQuery(from.calendars()), useQuery(from.policies()), useQuery(from.channels())] as const;
  return (
    <div className="st-page">
      <Loaded of={of}>{(company, agents, calendars, policies, channels) => <Standing house={{ company, agents: agents.items, calendars: calendars.items, policies: policies.items, channels: channels.items }} />}</Loaded>
    </div>
  );
}

function Standing({ house }: { readonly house: HouseState }) {
  const { t } = useTranslation('settings');
  const steps = firstSteps(house);
  const done = steps.filter((step) => step.state === 'done').length;
  const chat = house.channels.find((one) => one.kind === 'chat' && one.enabled);
  return (
    <>
      <header className="st-page__head">
        <div className="ac-grow">
          <h1 className="ac-page__title">{done === steps.length ? t('steps.allDone', { name: house.company.name }) : t('steps.title')}</h1>
          <p className="ac-page__intro">{done === steps.length ? t('steps.allDoneText') : t('steps.intro')}</p>
        </div>
        <Progress done={done} of={steps.length} />
      </header>
      <ol className="st-steps ac-panel">
        {steps.map((step, at) => <StepRow key={step.key} step={step} number={at + 1} chatSite={step.key === 'chat' && chat ? chat.address : null} />)}
      </ol>
      {house.channels.length > 0 ? (
        <section className="ac-stack-tight">
          <h2 className="st-sub">{t('steps.doors')}</h2>
          <ul className="st-rows ac-panel">
            {house.channels.map((one) => { const Icon = channelIcons[one.kind]; return <Row key={one.id} to={`channels/${one.id}`} lead={<span className="st-lead"><Icon size={18} aria-hidden="true" /></span>} title={one.name} sub={one.address} end={<HealthChip account={one} />} faded={!one.enabled} />; })}
          </ul>
        </section>
      ) : null}
    </>
  );
}

function StepRow({ step, number, chatSite }: { readonly step: Step; readonly number: number; readonly chatSite: string | null }) {
  const { t } = useTranslation('settings');
  return (
    <li className="st-step" data-state={step.state}>
      <span className="st-step__mark" aria-hidden="true">{step.state === 'done' ? <Check size={16} /> : number}</span>
      <span className="st-step__words">
        <span className="st-step__title">{t(`steps.${step.key}.title`)}<span className="ac-unseen"> – {t(`steps.state.${step.state}`)}</span></span>
        <span className="ac-soft">{t(`steps.${step.key}.${step.word}`, step.values ?? {})}</span>
      </span>
      {step.state === 'begun' ? <Chip>{t('steps.state.begun')}</Chip> : null}
      {chatSite ? <a className={buttonClass('secondary', 'small')} href={`/widget/demo.html?site=${encodeURIComponent(chatSite)}`} target="_blank" rel="noreferrer">{t('steps.chat.try')}<ExternalLink size={14} aria-hidden="true" /></a> : null}
      <Link className={buttonClass(step.state === 'open' ? 'primary' : 'quiet', 'small')} to="/settings/$" params={{ _splat: step.to }} aria-label={`${t(`steps.${step.key}.title`)}: ${t(step.state === 'done' ? 'steps.look' : 'steps.do')}`}>{t(step.state === 'done' ? 'steps.look' : 'steps.do')}<ChevronRight size={14} aria-hidden="true" /></Link>
    </li>
  );
}

function Progress({ done, of }: { readonly done: number; readonly of: number }) {
  const { t } = useTranslation('settings');
  const round = 2 * Math.PI * 15;
  return (
    <span className="st-progress">
      <svg viewBox="0 0 36 36" width="36" height="36" aria-hidden="true"><circle cx="18" cy="18" r="15" /><circle cx="18" cy="18" r="15" transform="rotate(-90 18 18)" strokeDasharray={round} strokeDashoffset={round * (1 - done / of)} /></svg>
      {t('steps.progress', { done, of })}
    </span>
  );
}
