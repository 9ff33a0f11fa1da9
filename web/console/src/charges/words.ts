import i18next from 'i18next';

const files = import.meta.glob('./languages/*.json') as Record<string, () => Promise<{ default: object }>>;

/** Lays the words of quotes and invoices beside the console's own, as namespace `charges`; they come with the first card shown. */
export async function loadChargeWords(): Promise<void> {
  await Promise.all(Object.entries(files).map(async ([path, load]) => {
    const language = /([^/]+)\.json$/.exec(path)?.[1] ?? 'en';
    if (!i18next.hasResourceBundle(language, 'charges')) i18next.addResourceBundle(language, 'charges', (await load()).default);
  }));
}
