import i18next from 'i18next';

const files = import.meta.glob('./languages/*.json') as Record<string, () => Promise<{ default: object }>>;

/** Lays the words of the process pages beside the console's own, as namespace `processes`; they come with the first diagram. */
export async function loadProcessWords(): Promise<void> {
  await Promise.all(Object.entries(files).map(async ([path, load]) => {
    const language = /([^/]+)\.json$/.exec(path)?.[1] ?? 'en';
    if (!i18next.hasResourceBundle(language, 'processes')) i18next.addResourceBundle(language, 'processes', (await load()).default);
  }));
}
