import type { Technician, Territory } from '@aftercare/contract/dispatch';
import type { Agent, Skill } from '@aftercare/contract/org';
import type { Site } from '@aftercare/contract/sites';
import { Button, Chip, EmptyState, listed, named } from '@aftercare/ui';
import { Plus, UserRoundCog } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { weekdays } from '../../settings/calendars/times.ts';
import { TechnicianForm } from './TechnicianForm.tsx';

export interface Crew { readonly technicians: readonly Technician[]; readonly territories: readonly Territory[]; readonly agents: readonly Agent[]; readonly skills: readonly Skill[]; readonly sites: readonly Site[]; readonly tiles: string }

/** Who goes out: when, from where, with which van, for what. */
export function Technicians({ crew, mayManage }: { readonly crew: Crew; readonly mayManage: boolean }) {
  const { t, i18n } = useTranslation('dispatch');
  const [open, setOpen] = useState<number | 'new' | null>(null);
  const say = (names: { zh: string; en: string }) => named(names, i18n.language);
  const add = mayManage ? <Button kind="primary" icon={<Plus size={16} aria-hidden="true" />} onClick={() => setOpen('new')}>{t('manage.add')}</Button> : null;
  return (
    <div className="ac-stack dp-crew">
      {crew.technicians.length === 0 ? <EmptyState icon={<UserRoundCog size={22} />} title={t('manage.noTechnicians')} text={t('manage.noTechniciansText')}>{add}</EmptyState> : (
        <>
          <div>{add}</div>
          <table className="cs-table">
            <thead><tr><th>{t('manage.agent')}</th><th>{t('manage.shift')}</th><th className="cs-wide">{t('manage.home')}</th><th className="cs-wide">{t('manage.van')}</th><th className="cs-wide">{t('manage.territories')}</th><th className="cs-wide">{t('visit.skills')}</th><th><span className="ac-unseen">{t('manage.change')}</span></th></tr></thead>
            <tbody>
              {crew.technicians.map((n) => (
                <tr key={n.id}>
                  <td><strong>{n.name}</strong>{n.active ? null : <> <Chip>{t('manage.off')}</Chip></>}{n.absences.length > 0 ? <span className="ac-faint ac-small dp-crew__away">{t('manage.away', { from: n.absences[0]?.from, until: n.absences[0]?.until })}</span> : null}</td>
                  <td>{shiftWords(n, (day) => t(`weekday.${day}`))}</td>
                  <td className="cs-wide ac-soft">{n.homeName || '–'}</td>
                  <td className="cs-wide ac-soft">{crew.sites.find((s) => s.id === n.vanSiteId) ? say(crew.sites.find((s) => s.id === n.vanSiteId)!.name) : '–'}</td>
                  <td className="cs-wide ac-soft">{listed(crew.territories.filter((a) => n.territoryIds.includes(a.id)).map((a) => say(a.name)), i18n.language) || t('manage.everywhere')}</td>
                  <td className="cs-wide ac-soft">{listed(n.skills.map((s) => { const skill = crew.skills.find((one) => one.id === s.skillId); return skill ? `${say(skill.name)} ${s.level}` : ''; }), i18n.language) || '–'}</td>
                  <td><Button size="small" kind="quiet" aria-label={t('manage.changeWhat', { name: n.name })} onClick={() => setOpen(n.id)}>{t('manage.change')}</Button></td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {open === null ? null : <TechnicianForm key={open} crew={crew} technician={crew.technicians.find((n) => n.id === open) ?? null} mayManage={mayManage} onClose={() => setOpen(null)} />}
    </div>
  );
}

/** `周一 周二 09:00–18:00`: days of the same hours together. */
function shiftWords({ shift }: Technician, dayWord: (day: string) => string): string {
  const groups = Map.groupBy(weekdays.filter((day) => shift[day].length > 0), (day) => shift[day].map(([from, until]) => `${from}–${until}`).join(' '));
  return [...groups].map(([hours, days]) => `${days.length > 2 && days.every((day, i) => i === 0 || weekdays.indexOf(day) === weekdays.indexOf(days[i - 1]!) + 1) ? `${dayWord(days[0]!)}–${dayWord(days.at(-1)!)}` : days.map(dayWord).join(' ')} ${hours}`).join(' · ') || '–';
}
