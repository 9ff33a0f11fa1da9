import { Languages, Moon, Sun, SunMoon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../button/IconButton.tsx';
import { availableLanguages, changeLanguage, languageName } from '../language/languages.ts';
import { Menu } from '../overlay/Menu.tsx';
import type { Side } from '../overlay/place.ts';
import { changeTheme, useTheme } from './theme.ts';
import type { Theme } from './theme.ts';

interface Props<Value> { readonly side?: Side; readonly onChange?: (value: Value) => void }
const icons = { system: SunMoon, light: Sun, dark: Moon } as const;

/** Light, dark, or as the system. */
export function ThemeSwitch({ side = 'below-end', onChange }: Props<Theme>) {
  const { t } = useTranslation('ui');
  const { theme } = useTheme();
  const Icon = icons[theme];
  const items = (['system', 'light', 'dark'] as const).map((one) => {
    const Own = icons[one];
    return { key: one, label: t(`theme.${one}`), icon: <Own size={16} />, checked: one === theme, perform: () => { changeTheme(one); onChange?.(one); } };
  });
  return <Menu label={t('theme.label')} side={side} items={items} trigger={(props) => <IconButton {...props} label={t('theme.label')} icon={<Icon size={18} />} />} />;
}

/** The language, each in its own words. */
export function LanguageSwitch({ side = 'below-end', onChange }: Props<string>) {
  const { t, i18n } = useTranslation('ui');
  const items = availableLanguages().map((code) => ({ key: code, label: languageName(code), checked: code === i18n.language, perform: () => { void changeLanguage(code).then(() => onChange?.(code)); } }));
  return <Menu label={t('language')} side={side} items={items} trigger={(props) => <IconButton {...props} label={t('language')} icon={<Languages size={18} />} />} />;
}
