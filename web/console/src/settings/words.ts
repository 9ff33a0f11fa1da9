import i18next from 'i18next';

const files = import.meta.glob('./languages/*.json') as Record<string, () => Promise<{ default: object }>>;

/**
 * Lays the words of the settings beside the console's own, as namespace `settings`. They are many and few people need them, so
 * they come with these pages and not with the inbox. All languages at once: whoever changes the language here sees no gap.
 */
export async function loadSettingsWords(): Promise<void> {
  await Promise.all(Object.entries(files).map(async ([path, load]) => {
    const language = /([^/]+)\.json$/.exec(path)?.[1] ?? 'en';
    if (!i18next.hasResourceBundle(language, 'settings')) i18next.addResourceBundle(language, 'settings', (await load()).default);
  }));
}
