import i18next from 'i18next';

const files = import.meta.glob('./languages/*.json') as Record<string, () => Promise<{ default: object }>>;

/** Lays the words of repairs and returns beside the console's own, as namespace `repairs`: they come with these cards and pages. */
export async function loadRepairWords(): Promise<void> {
  await Promise.all(Object.entries(files).map(async ([path, load]) => {
    const language = /([^/]+)\.json$/.exec(path)?.[1] ?? 'en';
    if (!i18next.hasResourceBundle(language, 'repairs')) i18next.addResourceBundle(language, 'repairs', (await load()).default);
  }));
}
