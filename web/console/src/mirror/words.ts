import i18next from 'i18next';

const files = import.meta.glob('./languages/*.json') as Record<string, () => Promise<{ default: object }>>;

/** Words of outside desks, as namespace `mirror`; they come with what shows one. */
export async function loadMirrorWords(): Promise<void> {
  await Promise.all(Object.entries(files).map(async ([path, load]) => {
    const language = /([^/]+)\.json$/.exec(path)?.[1] ?? 'en';
    if (!i18next.hasResourceBundle(language, 'mirror')) i18next.addResourceBundle(language, 'mirror', (await load()).default);
  }));
}
