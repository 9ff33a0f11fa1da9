import { availableLanguages, languageName, useToasts, useTheme } from '@aftercare/ui';
import { useNavigate } from '@tanstack/react-router';
import { Circle, CircleHelp, Keyboard, Languages, LogOut, Moon, Phone, Rows3, Settings, Sun, SunMoon, Undo2 } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '../command/command.ts';
import { useCommands, useLatest } from '../command/CommandProvider.tsx';
import { useMay, useMe } from '../data/useQueries.ts';
import { lastView } from '../inbox/place.ts';
import { places } from './places.ts';
import { useMySettings, useSignOut } from './useMySettings.ts';

interface Openers { readonly openPalette: () => void; readonly openSheet: () => void; readonly openNew: () => void; readonly openHelp: () => void }
const size = 16;

/** What can be done from anywhere. */
export function useShellCommands(openers: Openers): void {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const me = useMe();
  const may = useMay();
  const mine = useMySettings();
  const signOut = useSignOut();
  const toasts = useToasts();
  const { dark } = useTheme();
  const make = useLatest((): Command[] => [
    { id: 'palette', group: 'go', label: t('command.palette'), keys: 'mod+k', allowed: true, whileTyping: true, hidden: true, perform: openers.openPalette },
    ...places.map(({ key, to, icon: Icon, right, letter }): Command => ({ id: key, group: 'go', label: t(`command.${key}`), icon: <Icon size={size} />, keys: `g ${letter}`, allowed: !right || may(right), perform: () => void navigate({ to: to === '/inbox' ? `/inbox/${lastView()}` : to }) })),
    { id: 'settings', group: 'go', label: t('command.settings'), icon: <Settings size={size} />, keys: 'g ,', allowed: true, perform: () => void navigate({ to: '/settings' }) },
    { id: 'new', group: 'create', label: t('command.new'), icon: <Phone size={size} />, keys: 'c', words: 'phone call new ticket 电话 新建', allowed: may('tickets.create'), perform: openers.openNew },
    { id: 'undo', group: 'list', label: t('command.undo'), icon: <Undo2 size={size} />, keys: 'z', allowed: true, perform: () => { if (!toasts.actOnNewest()) toasts.show({ text: t('nothingToUndo') }); } },
    { id: 'help', group: 'me', label: t('command.help'), icon: <CircleHelp size={size} />, keys: 'f1', words: 'help manual 帮助 手册', allowed: true, whileTyping: true, perform: openers.openHelp },
    { id: 'sheet', group: 'me', label: t('command.sheet'), icon: <Keyboard size={size} />, keys: '?', allowed: true, perform: openers.openSheet },
    ...(['online', 'away', 'offline'] as const).filter((state) => state !== me.presence).map((state): Command => ({ id: `presence-${state}`, group: 'me', label: t(`command.${state}`), icon: <Circle size={size} />, allowed: true, perform: () => mine.setPresence(state) })),
    { id: 'theme', group: 'me', label: dark ? t('command.light') : t('command.dark'), icon: dark ? <Sun size={size} /> : <Moon size={size} />, allowed: true, perform: () => mine.setTheme(dark ? 'light' : 'dark') },
    { id: 'theme-system', group: 'me', label: t('command.system'), icon: <SunMoon size={size} />, allowed: me.theme !== 'system', perform: () => mine.setTheme('system') },
    { id: 'density', group: 'me', label: t(me.density === 'compact' ? 'command.comfortable' : 'command.compact'), icon: <Rows3 size={size} />, words: 'density rows 行距', allowed: true, perform: () => mine.setDensity(me.density === 'compact' ? 'comfortable' : 'compact') },
    ...availableLanguages().filter((code) => code !== i18n.language).map((code): Command => ({ id: `language-${code}`, group: 'me', label: languageName(code), words: 'language 语言', icon: <Languages size={size} />, allowed: true, perform: () => mine.setLanguage(code) })),
    { id: 'out', group: 'me', label: t('command.signOut'), icon: <LogOut size={size} />, allowed: true, perform: signOut },
  ]);
  useCommands(useMemo(make, [make, t, me, dark, i18n.language, navigate]));
}
