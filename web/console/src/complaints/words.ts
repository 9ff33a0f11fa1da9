import i18next from 'i18next';

const files = import.meta.glob('./languages/*.json') as Record<string, () => Promise<{ default: object }>>;

/** Lays the words of the page of complaints beside the console's own, as namespace `complaints`. */
export async function loadComplaintWords(): Promise<void> {
  await Promise.all(Object.entries(files).map(async ([path, load]) => {
    const language = /([^/]+)\.json$/.exec(path)?.[1] ?? 'en';
    if (!i18next.hasResourceBundle(language, 'complaints')) i18next.addResourceBundle(language, 'complaints', (await load()).default);
  }));
}
