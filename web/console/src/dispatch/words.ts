import i18next from 'i18next';

const files = import.meta.glob('./languages/*.json') as Record<string, () => Promise<{ default: object }>>;

/** Lays the board's words beside the console's own, as namespace `dispatch`; they come with this page. */
export async function loadDispatchWords(): Promise<void> {
  await Promise.all(Object.entries(files).map(async ([path, load]) => {
    const language = /([^/]+)\.json$/.exec(path)?.[1] ?? 'en';
    if (!i18next.hasResourceBundle(language, 'dispatch')) i18next.addResourceBundle(language, 'dispatch', (await load()).default);
  }));
}
