import i18next from 'i18next';

const files = import.meta.glob('./languages/*.json') as Record<string, () => Promise<{ default: object }>>;

/** Lays the words of vendors beside the console's own, as namespace `vendors`; they come with its pages. */
export async function loadVendorWords(): Promise<void> {
  await Promise.all(Object.entries(files).map(async ([path, load]) => {
    const language = /([^/]+)\.json$/.exec(path)?.[1] ?? 'en';
    if (!i18next.hasResourceBundle(language, 'vendors')) i18next.addResourceBundle(language, 'vendors', (await load()).default);
  }));
}
