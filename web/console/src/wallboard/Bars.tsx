import { ChannelMark, classes } from '@aftercare/ui';
import type { Wallboard } from '@aftercare/contract/analytics';
import { useTranslation } from 'react-i18next';

/** Open tickets by door as one bar from zero; the late part of it is hatched and named. */
export function ChannelBars({ byChannel }: Pick<Wallboard, 'byChannel'>) {
  const { t } = useTranslation('wallboard');
  const most = Math.max(1, ...byChannel.map((one) => one.open));
  return (
    <ul className="wb-bars">
      {byChannel.toSorted((a, b) => b.open - a.open).map((one) => (
        <li key={one.channel} className="wb-bar">
          <span className="wb-bar__name"><ChannelMark channel={one.channel} words size={18} /></span>
          <span className="wb-bar__track" aria-hidden="true">
            <span className="wb-bar__fill" style={{ inlineSize: `${((one.open - one.inBreach) / most) * 100}%` }} /><span className="wb-bar__late" style={{ inlineSize: `${(one.inBreach / most) * 100}%` }} />
          </span>
          <span className="wb-bar__words">{t('channels.open', { count: one.open })}{one.inBreach > 0 ? <span className="wb-late"> · {t('channels.late', { count: one.inBreach })}</span> : null}</span>
        </li>
      ))}
    </ul>
  );
}

const rank = { online: 0, away: 1, offline: 2 } as const;

/** What lies on whose desk: bar to the limit of that person, full ones marked by word. Those who are here come first. */
export function LoadBars({ load, most }: { readonly load: Wallboard['agents']['load']; readonly most: number }) {
  const { t } = useTranslation(['wallboard', 'ui']);
  const share = (one: { open: number; capacity: number }) => (one.capacity > 0 ? one.open / one.capacity : one.open > 0 ? 1 : 0);
  const shown = load.toSorted((a, b) => rank[a.presence] - rank[b.presence] || share(b) - share(a)).slice(0, most);
  return (
    <ul className="wb-bars wb-bars--people">
      {shown.map((one) => (
        <li key={one.id} className="wb-bar" data-presence={one.presence}>
          <span className="wb-bar__name"><span className={classes('ac-dot', `ac-dot--${one.presence}`)} aria-hidden="true" /><span className="ac-clip">{one.name}</span><span className="ac-unseen">{t(`ui:presence.${one.presence}`)}</span></span>
          <span className="wb-bar__track" aria-hidden="true"><span className="wb-bar__fill" style={{ inlineSize: `${Math.min(100, share(one) * 100)}%` }} /></span>
          <span className="wb-bar__words">{t('people.of', { open: one.open, capacity: one.capacity })}{one.open >= one.capacity && one.presence === 'online' ? <span className="wb-full"> · {t('people.full')}</span> : null}</span>
        </li>
      ))}
      {load.length > shown.length ? <li className="ac-faint">{t('people.more', { count: load.length - shown.length })}</li> : null}
    </ul>
  );
}
