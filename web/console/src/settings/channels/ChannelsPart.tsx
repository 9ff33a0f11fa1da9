import { EmptyState, channelIcons } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Plug } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { AddKinds } from '../frame/AddKinds.tsx';
import { ListPage, Row } from '../frame/ListPage.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import { useSettingsQueries } from '../data.ts';
import type { PartProps } from '../parts.ts';
import { ChannelForm } from './ChannelForm.tsx';
import { HealthChip } from './HealthChip.tsx';
import { doors, formKinds } from './doors.ts';

/** The doors through which customers come. */
export function ChannelsPart({ id }: PartProps) {
  const { t } = useTranslation(['settings', 'ui']);
  const from = useSettingsQueries();
  const of = [useQuery(from.channels()), useQuery(from.teams()), useQuery(from.calendars()), useQuery(from.company())] as const;
  return (
    <Loaded of={of}>
      {({ items, kinds }, { items: teams }, { items: calendars }, company) => {
        const doorKinds = formKinds(kinds);
        const house = { teams, calendars, company };
        const fresh = doorKinds.find((kind) => id === `new-${kind}`);
        if (fresh) return <ChannelForm kind={fresh} account={null} house={house} />;
        if (id !== null) {
          const account = items.find((one) => String(one.id) === id);
          return account ? <ChannelForm key={account.id} kind={account.kind} account={account} house={house} /> : <EmptyState icon={<Plug size={22} />} title={t('gone')} text={t('goneText')} />;
        }
        return (
          <ListPage title={t('part.channels')} intro={t('channels.intro')}>
            {items.length > 0 ? (
              <ul className="st-rows ac-panel">
                {items.map((one) => { const Icon = channelIcons[one.kind]; return <Row key={one.id} to={`channels/${one.id}`} faded={!one.enabled} lead={<span className="st-lead"><Icon size={18} aria-hidden="true" /></span>} title={one.name} sub={<>{t(`ui:channel.${one.kind}`)} · {one.address}{one.health.state === 'failing' && one.health.error ? <span className="st-row__fault"> · {one.health.error}</span> : null}</>} end={doorKinds.includes(one.kind) || !one.enabled ? <HealthChip account={one} /> : null} />; })}
              </ul>
            ) : null}
            <AddKinds title={t('channels.add')} part="channels" kinds={doorKinds.filter((kind) => !doors[kind]?.single || !items.some((one) => one.kind === kind)).map((kind) => ({ key: kind, icon: channelIcons[kind], title: t(`ui:channel.${kind}`), what: t(`channels.what.${kind}`) }))} />
          </ListPage>
        );
      }}
    </Loaded>
  );
}
