import { Badge, Button, EmptyState, Moment, Popover, classes, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { Notice } from '@aftercare/contract/notices';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { AlarmClock, AlarmClockOff, AtSign, BadgeAlert, Bell, CheckCheck, Hand, ListChecks, Megaphone, MessageCircle, MessageCircleWarning, Settings2, UserCheck, UserMinus, Users } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useRenewal } from '../data/useRenewal.ts';
import { useTakeOn } from '../ticket/clocks/EscalationBanner.tsx';
import { lastView } from '../inbox/place.ts';
import './notices.css';

const icons: Readonly<Record<Notice['kind'], LucideIcon>> = { assigned: UserCheck, team: Users, mentioned: AtSign, answered: MessageCircle, warning: AlarmClock, breached: AlarmClockOff, step: ListChecks, certificate: BadgeAlert, missed: UserMinus, undelivered: MessageCircleWarning, escalated: Megaphone };

/** What concerns me, with how much of it I have not read. */
export function BellMenu() {
  const { t } = useTranslation();
  const { call } = useApi();
  const client = useQueryClient();
  const list = useQuery({ queryKey: ['notices'], queryFn: ({ signal }) => call(api.notices.list, { query: { limit: 30 } }, { signal }), staleTime: 30_000 });
  useRenewal('me', [['notices']], 500);
  const read = useMutation({ mutationFn: (ids: number[] | undefined) => call(api.notices.read, { body: ids ? { ids } : {} }), onSuccess: () => client.invalidateQueries({ queryKey: ['notices'] }) });
  const unread = list.data?.unread ?? 0;
  return (
    <Popover
      label={t('notices.title')} side="above-start" className="cs-notices-float"
      trigger={(props) => (
        <span className="cs-bell">
          <button type="button" {...props} className="cs-rail__place cs-bell__button" aria-label={unread > 0 ? t('notices.unread', { count: unread }) : t('notices.title')}><Bell size={20} /></button>
          {unread > 0 ? <span className="cs-bell__count" aria-hidden="true"><Badge count={unread} kind="accent" /></span> : null}
        </span>
      )}
    >
      {(close) => (
        <div className="cs-notices">
          <header className="cs-notices__head">
            <h2 className="cs-notices__title">{t('notices.title')}</h2>
            <Link to="/settings/$" params={{ _splat: 'notices' }} className="cs-notices__set" aria-label={t('notices.settings')} onClick={close}><Settings2 size={16} aria-hidden="true" /></Link>
            {unread > 0 ? <Button size="small" kind="quiet" icon={<CheckCheck size={16} aria-hidden="true" />} onClick={() => read.mutate(undefined)}>{t('notices.readAll')}</Button> : null}
          </header>
          {list.data?.items.length === 0 ? <EmptyState icon={<Bell size={22} />} title={t('notices.none')} text={t('notices.noneText')} /> : null}
          <ul className="cs-notices__list">
            {list.data?.items.map((notice) => <Line key={notice.id} notice={notice} onOpen={() => { if (!notice.readAt) read.mutate([notice.id]); close(); }} />)}
          </ul>
        </div>
      )}
    </Popover>
  );
}

function Line({ notice, onOpen }: { readonly notice: Notice; readonly onOpen: () => void }) {
  const { t, i18n } = useTranslation();
  const Icon = icons[notice.kind];
  const take = useTakeOn();
  const [target = '', percent = ''] = notice.kind === 'escalated' ? notice.words.split('|') : [];
  const words = notice.kind === 'escalated' ? t('notices.rung', { target: t(`notices.target.${target}`, { defaultValue: target }), percent }) : notice.kind === 'step' || notice.kind === 'certificate' ? (notice.words.split(' / ')[i18n.language === 'zh-CN' ? 0 : 1] ?? notice.words) : notice.kind === 'warning' || notice.kind === 'breached' ? t(`notices.target.${notice.words}`, { defaultValue: notice.words }) : notice.words;
  const quoted = notice.kind === 'mentioned' || notice.kind === 'answered' || notice.kind === 'undelivered';
  const inside = (
    <>
      <Icon size={16} aria-hidden="true" className={classes('cs-notice__icon', (notice.kind === 'breached' || notice.kind === 'escalated') && 'cs-notice__icon--late', (notice.kind === 'warning' || notice.kind === 'undelivered') && 'cs-notice__icon--due')} />
      <span className="cs-notice__words">
        <span>{t(`notices.say.${notice.kind}${notice.who ? '' : 'Nobody'}`, { who: notice.who })}{words && !quoted ? `${t('notices.colon')}${words}` : ''}</span>
        {words && quoted ? <span className="cs-notice__quote">{words}</span> : null}
        <span className="cs-notice__foot">{notice.subject ? <span className="ac-clip">{notice.subject}</span> : null}<Moment at={notice.at} as="compact" /></span>
      </span>
      {notice.readAt ? null : <span className="cs-notice__dot" role="img" aria-label={t('notices.new')} />}
    </>
  );
  return (
    <li>
      {notice.ticketId
        ? <Link to="/inbox/$view/$ticketId" params={{ view: lastView(), ticketId: String(notice.ticketId) }} className="cs-notice" onClick={onOpen}>{inside}</Link>
        : <button type="button" className="cs-notice" onClick={onOpen}>{inside}</button>}
      {notice.kind === 'escalated' && notice.ticketId && !notice.readAt ? <p className="cs-notice__act"><Button size="small" icon={<Hand size={14} aria-hidden="true" />} busy={take.isPending} onClick={() => take.mutate(notice.ticketId ?? 0)}>{t('escalation.take')}</Button></p> : null}
    </li>
  );
}
