import i18next from 'i18next';

const files = import.meta.glob('./languages/*.json') as Record<string, () => Promise<{ default: object }>>;

/** Lays the words of the profile of a customer beside the console's own, as namespace `profile`. */
export async function loadProfileWords(): Promise<void> {
  await Promise.all(Object.entries(files).map(async ([path, load]) => {
    const language = /([^/]+)\.json$/.exec(path)?.[1] ?? 'en';
    if (!i18next.hasResourceBundle(language, 'profile')) i18next.addResourceBundle(language, 'profile', (await load()).default);
  }));
}
