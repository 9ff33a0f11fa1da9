import { EmptyState, Moment, Tabs, named } from '@aftercare/ui';
import type { Rule } from '@aftercare/contract/automation';
import { useQuery } from '@tanstack/react-query';
import { Workflow } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettingsQueries } from '../data.ts';
import { ListPage, Row } from '../frame/ListPage.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import { useRemoval } from '../frame/useRemoval.ts';
import type { PartProps } from '../parts.ts';
import { RuleForm } from './RuleForm.tsx';
import { RunLog } from './RunLog.tsx';
import './rules.css';

/** Triggers and schedules, and what they did. */
export function RulesPart({ id }: PartProps) {
  const { t } = useTranslation('settings');
  const from = useSettingsQueries();
  const [rules, actions] = [useQuery(from.rules()), useQuery(from.ruleActions())];
  const { stays } = useRemoval();
  const [tab, setTab] = useState('rules');
  return (
    <Loaded of={[rules, actions]}>
      {({ items: all }, { items: known }) => {
        const items = all.filter((one) => stays('rule', one.id));
        if (id === 'new') return <RuleForm rule={null} actions={known} />;
        if (id !== null) {
          const rule = items.find((one) => String(one.id) === id);
          return rule ? <RuleForm key={rule.id} rule={rule} actions={known} /> : <EmptyState icon={<Workflow size={22} />} title={t('gone')} text={t('goneText')} />;
        }
        return (
          <ListPage title={t('part.rules')} intro={t('rules.intro')} add={{ label: t('rules.add'), to: 'rules/new' }}>
            <Tabs
              label={t('part.rules')} open={tab} onOpen={setTab}
              tabs={[
                { key: 'rules', label: t('rules.list'), content: () => (items.length === 0 ? <EmptyState icon={<Workflow size={22} />} title={t('rules.empty')} text={t('rules.emptyText')} /> : <ul className="st-rows ac-panel">{items.map((one) => <RuleRow key={one.id} rule={one} />)}</ul>) },
                { key: 'log', label: t('rules.log'), content: () => <RunLog /> },
              ]}
            />
          </ListPage>
        );
      }}
    </Loaded>
  );
}

function RuleRow({ rule }: { readonly rule: Rule }) {
  const { t, i18n } = useTranslation('settings');
  const { runs } = rule;
  const when = rule.kind === 'trigger' ? rule.events.map((one) => t(`rules.event.${one}`)).join(' · ') : rule.timing && 'cron' in rule.timing ? `${rule.timing.cron} (${rule.timing.timeZone})` : rule.timing ? t('rules.afterWords', { hours: rule.timing.after, since: t(`rules.since.${rule.timing.since}`) }) : '';
  return (
    <Row
      to={`rules/${rule.id}`} faded={!rule.active} title={named(rule.name, i18n.language)} sub={[rule.active ? '' : t('rules.off'), when].filter(Boolean).join(' · ')}
      end={<span className="ac-soft">{t('rules.ran', { count: runs.done + runs.failed })}{runs.failed > 0 ? <span className="rl-bad"> · {t('rules.failed', { count: runs.failed })}</span> : null}{runs.held > 0 ? <span className="rl-due"> · {t('rules.held', { count: runs.held })}</span> : null}{runs.lastAt ? <> · <Moment at={runs.lastAt} as="compact" /></> : null}</span>}
    />
  );
}
