import { Avatar, IconButton, Menu, Tooltip, availableLanguages, classes, languageName, useTheme } from '@aftercare/ui';
import type { MenuItem, Theme } from '@aftercare/ui';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { CircleHelp, Command, Keyboard, Languages, LayoutGrid, LogOut, Moon, Plus, Settings, Sun, SunMoon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { shownKeys } from '../command/keys.ts';
import type { Me } from '../data/types.ts';
import { useMay } from '../data/useQueries.ts';
import { lastView } from '../inbox/place.ts';
import { BellMenu } from '../notices/Bell.tsx';
import { PathLink } from './PathLink.tsx';
import { places } from './places.ts';
import { useMySettings, useSignOut } from './useMySettings.ts';

interface Props { readonly me: Me; readonly onPalette: () => void; readonly onNew: () => void; readonly onSheet: () => void; readonly onHelp: () => void }

/** The way between the large parts; on a phone it lies at the foot. */
export function Rail({ me, onPalette, onNew, onSheet, onHelp }: Props) {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <nav className="cs-rail" aria-label={t('rail')}>
      <img className="cs-rail__mark" src="/icon.svg" alt="" width="28" height="28" />
      <IconButton label={t('command.palette')} keys={shownKeys('mod+k').join(' ')} icon={<Command size={18} />} onClick={onPalette} className="cs-rail__wide" />
      <Places />
      {may('tickets.create') ? <IconButton label={t('command.new')} keys="C" kind="primary" icon={<Plus size={18} />} onClick={onNew} className="cs-rail__new" /> : null}
      <span className="cs-rail__gap" />
      <BellMenu />
      <MorePlaces />
      <Place to="/settings" label={t('command.settings')} icon={<Settings size={20} />} active="/settings" wide />
      <IconButton label={t('command.help')} keys="F1" icon={<CircleHelp size={20} />} onClick={onHelp} className="cs-rail__wide" />
      <MyMenu me={me} onSheet={onSheet} onHelp={onHelp} />
    </nav>
  );
}

function Places() {
  const { t } = useTranslation();
  const may = useMay();
  return places.filter(({ right }) => !right || may(right)).map(({ key, to, icon: Icon, phone }) => (
    <Place key={key} to={to === '/inbox' ? `/inbox/${lastView()}` : to} label={t(`command.${key}`)} icon={<Icon size={20} />} active={to} wide={!phone} />
  ));
}

/** On a phone: what has no room at the foot. */
function MorePlaces() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const items: MenuItem[] = places.filter(({ right, phone }) => !phone && (!right || may(right)))
    .map(({ key, to, icon: Icon }) => ({ key, label: t(`command.${key}`), icon: <Icon size={16} />, perform: () => void navigate({ to }) }));
  items.push({ key: 'settings', parted: items.length > 0, label: t('command.settings'), icon: <Settings size={16} />, perform: () => void navigate({ to: '/settings' }) });
  return (
    <Menu
      label={t('morePlaces')} items={items} side="above-start"
      trigger={(props) => <button type="button" {...props} className="cs-rail__place cs-rail__more" aria-label={t('morePlaces')}><LayoutGrid size={20} /></button>}
    />
  );
}

function Place({ to, label, icon, active, wide }: { readonly to: string; readonly label: string; readonly icon: ReactNode; readonly active: string; readonly wide?: boolean }) {
  const here = useLocation({ select: (location) => location.pathname.startsWith(active) });
  return (
    <Tooltip text={label}>
      <PathLink path={to} ahead aria-label={label} aria-current={here ? 'page' : undefined} className={classes('cs-rail__place', here && 'cs-rail__place--here', wide && 'cs-rail__wide')}>
        {icon}
      </PathLink>
    </Tooltip>
  );
}

function MyMenu({ me, onSheet, onHelp }: { readonly me: Me; readonly onSheet: () => void; readonly onHelp: () => void }) {
  const { t, i18n } = useTranslation(['app', 'ui']);
  const { theme } = useTheme();
  const mine = useMySettings();
  const signOut = useSignOut();
  const themes: [Theme, ReactNode][] = [['system', <SunMoon key="s" size={16} />], ['light', <Sun key="l" size={16} />], ['dark', <Moon key="d" size={16} />]];
  const items: MenuItem[] = [
    ...(['online', 'away', 'offline'] as const).map((state) => ({ key: state, label: t(`ui:presence.${state}`), hint: t(`presenceHint.${state}`), icon: <span className={classes('ac-dot', `ac-dot--${state}`)} aria-hidden="true" />, checked: me.presence === state, perform: () => mine.setPresence(state) })),
    ...availableLanguages().map((code, at) => ({ key: code, parted: at === 0, label: languageName(code), icon: <Languages size={16} />, checked: code === i18n.language, perform: () => mine.setLanguage(code) })),
    ...themes.map(([one, icon], at) => ({ key: one, parted: at === 0, label: t(`ui:theme.${one}`), icon, checked: one === theme, perform: () => mine.setTheme(one) })),
    { key: 'help', parted: true, label: t('command.help'), icon: <CircleHelp size={16} />, keys: 'F1', perform: onHelp },
    { key: 'keys', label: t('command.sheet'), icon: <Keyboard size={16} />, keys: '?', perform: onSheet },
    { key: 'out', label: t('command.signOut'), icon: <LogOut size={16} />, perform: signOut },
  ];
  return (
    <Menu
      label={t('myMenu')} items={items} side="above-start"
      trigger={(props) => <button type="button" {...props} className="cs-rail__me" aria-label={t('myMenuOf', { name: me.name, state: t(`ui:presence.${me.presence}`) })}><Avatar name={me.name} ours presence={me.presence} /></button>}
    />
  );
}
