import { channelIcons } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../data/useQueries.ts';
import { useRenewal } from '../../data/useRenewal.ts';
import { Loaded } from '../frame/Loaded.tsx';
import { Row } from '../frame/ListPage.tsx';
import { useSettingsQueries } from '../data.ts';
import { HealthChip } from '../channels/HealthChip.tsx';
import type { Part } from '../parts.ts';
import { StepRow } from './StepRow.tsx';
import { firstSteps, tryOut } from './steps.ts';
import type { HouseState } from './steps.ts';

/** The settings' own page: an administrator's first steps and how the doors are; everybody else sees their account. */
export function HomePart({ parts }: { readonly parts: readonly Part[] }) {
  const may = useMay();
  if (may('org.manage') && may('channels.manage')) return <House />;
  const Mine = parts[0]?.Page;
  return Mine ? <Mine id={null} /> : null;
}

function House() {
  const from = useSettingsQueries();
  // What counts here happens elsewhere: a mail comes in, an answer leaves.
  useRenewal('inbox', [['beginning'], ['channels']], 1500);
  const of = [useQuery(from.company()), useQuery(from.agents()), useQuery(from.calendars()), useQuery(from.policies()), useQuery(from.channels()), useQuery(from.beginning())] as const;
  return (
    <div className="st-page">
      <Loaded of={of}>{(company, agents, calendars, policies, channels, beginning) => <Standing house={{ company, agents: agents.items, calendars: calendars.items, policies: policies.items, channels: channels.items, beginning }} />}</Loaded>
    </div>
  );
}

function Standing({ house }: { readonly house: HouseState }) {
  const { t } = useTranslation('settings');
  const steps = firstSteps(house);
  const done = steps.filter((step) => step.state === 'done').length;
  const next = steps.find((step) => step.state !== 'done' && step.to !== null) ?? steps.find((step) => step.state !== 'done');
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
        {steps.map((step, at) => <StepRow key={step.key} step={step} number={at + 1} next={step === next} tryOut={tryOut(house.channels)} />)}
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

function Progress({ done, of }: { readonly done: number; readonly of: number }) {
  const { t } = useTranslation('settings');
  const round = 2 * Math.PI * 15;
  return (
    <span className="st-progress" role="status">
      <svg viewBox="0 0 36 36" width="36" height="36" aria-hidden="true"><circle cx="18" cy="18" r="15" /><circle cx="18" cy="18" r="15" transform="rotate(-90 18 18)" strokeDasharray={round} strokeDashoffset={round * (1 - done / of)} /></svg>
      {t('steps.progress', { done, of })}
    </span>
  );
}
