import i18next from 'i18next';

const files = import.meta.glob('./languages/*.json') as Record<string, () => Promise<{ default: object }>>;

/** Words of the telephone, as namespace `telephone`; they come with it and not with the inbox. */
export async function loadTelephoneWords(): Promise<void> {
  await Promise.all(Object.entries(files).map(async ([path, load]) => {
    const language = /([^/]+)\.json$/.exec(path)?.[1] ?? 'en';
    if (!i18next.hasResourceBundle(language, 'telephone')) i18next.addResourceBundle(language, 'telephone', (await load()).default);
  }));
}
