import i18next from 'i18next';

const files = import.meta.glob('./languages/*.json') as Record<string, () => Promise<{ default: object }>>;

/** Lays the words of steps and handbook beside the console's own, as namespace `steps`; they come with the first step shown. */
export async function loadStepWords(): Promise<void> {
  await Promise.all(Object.entries(files).map(async ([path, load]) => {
    const language = /([^/]+)\.json$/.exec(path)?.[1] ?? 'en';
    if (!i18next.hasResourceBundle(language, 'steps')) i18next.addResourceBundle(language, 'steps', (await load()).default);
  }));
}
