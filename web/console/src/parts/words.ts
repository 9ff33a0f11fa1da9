import i18next from 'i18next';

const files = import.meta.glob('./languages/*.json') as Record<string, () => Promise<{ default: object }>>;

/** Lays the words of parts and stock beside the console's own, as namespace `parts`; they come with these pages. */
export async function loadPartWords(): Promise<void> {
  await Promise.all(Object.entries(files).map(async ([path, load]) => {
    const language = /([^/]+)\.json$/.exec(path)?.[1] ?? 'en';
    if (!i18next.hasResourceBundle(language, 'parts')) i18next.addResourceBundle(language, 'parts', (await load()).default);
  }));
}
