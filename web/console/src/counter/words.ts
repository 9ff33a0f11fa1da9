import i18next from 'i18next';

const files = import.meta.glob('./languages/*.json') as Record<string, () => Promise<{ default: object }>>;

/** Lays the counter's words beside the console's own, as namespace `counter`; they come with its pages. */
export async function loadCounterWords(): Promise<void> {
  await Promise.all(Object.entries(files).map(async ([path, load]) => {
    const language = /([^/]+)\.json$/.exec(path)?.[1] ?? 'en';
    if (!i18next.hasResourceBundle(language, 'counter')) i18next.addResourceBundle(language, 'counter', (await load()).default);
  }));
}
