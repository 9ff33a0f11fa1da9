import { dispatch } from '@aftercare/contract/dispatch';
import { org } from '@aftercare/contract/org';
import { sites } from '@aftercare/contract/sites';
import { DetailPage, Tabs, useApi } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../data/useQueries.ts';
import { Loaded } from '../../settings/frame/Loaded.tsx';
import { loadSettingsWords } from '../../settings/words.ts';
import { useTitle } from '../../shell/useTitle.ts';
import { loadDispatchWords } from '../words.ts';
import { Rules } from './Rules.tsx';
import { Technicians } from './Technicians.tsx';
import { Territories } from './Territories.tsx';
import '../../customer/customer.css';
import '../../settings/settings.css';
import '../dispatch.css';

await Promise.all([loadDispatchWords(), loadSettingsWords()]);

/** Who goes out, where, and by which rules days are planned. */
export function ManagePage() {
  const { t } = useTranslation('dispatch');
  const { call } = useApi();
  const may = useMay();
  const navigate = useNavigate();
  const { tab = 'technicians', area } = useSearch({ from: '/shell/dispatch/manage' });
  useTitle(t('manage.open'));
  const people = useQuery({ queryKey: ['dispatch-people'], queryFn: ({ signal }) => call(dispatch.technicians, {}, { signal }) });
  const areas = useQuery({ queryKey: ['dispatch-areas'], queryFn: ({ signal }) => call(dispatch.territories, {}, { signal }) });
  const rules = useQuery({ queryKey: ['dispatch-rules'], queryFn: ({ signal }) => call(dispatch.settings, {}, { signal }) });
  const agents = useQuery({ queryKey: ['agents'], queryFn: ({ signal }) => call(org.agents, {}, { signal }) });
  const skills = useQuery({ queryKey: ['skills'], queryFn: ({ signal }) => call(org.skills, {}, { signal }), staleTime: 60_000 });
  const places = useQuery({ queryKey: ['sites', 'all'], queryFn: ({ signal }) => call(sites.list, { query: {} }, { signal }), staleTime: 10_000 });
  const manage = may('dispatch.manage');
  return (
    <DetailPage title={t('manage.open')} width="wide" intro={<Link to="/dispatch" className="dp-back"><ChevronLeft size={14} aria-hidden="true" />{t('title')}</Link>}>
      <Loaded of={[people, areas, rules, agents, skills, places]}>
        {({ items: technicians }, { items: territories }, settings, { items: everybody }, { items: known }, { items: all }) => (
          <Tabs
            label={t('manage.open')} open={tab} onOpen={(key) => void navigate({ to: '/dispatch/manage', search: { tab: key }, replace: true })}
            tabs={[
              { key: 'technicians', label: t('manage.technicians'), content: () => <Technicians crew={{ technicians, territories, agents: everybody, skills: known, sites: all, tiles: settings.tiles }} mayManage={manage} /> },
              ...(manage ? [{ key: 'territories', label: t('manage.territories'), content: () => <Territories territories={territories} technicians={technicians} tiles={settings.tiles} open={area ?? String(territories[0]?.id ?? '')} onOpen={(to, saved) => void navigate({ to: '/dispatch/manage', search: { tab: 'territories', area: to }, replace: true, ...(saved ? { ignoreBlocker: true } : {}) })} /> }, { key: 'rules', label: t('manage.rules'), content: () => <Rules /> }] : []),
            ]}
          />
        )}
      </Loaded>
    </DetailPage>
  );
}
