import { LanguageSwitch, ThemeSwitch } from '@aftercare/ui';
import type { ReactNode } from 'react';
import { useTitle } from '../shell/useTitle.ts';
import './session.css';

/** The frame of pages outside: one narrow column, language and appearance at the foot. */
export function Door({ title, intro, children }: { readonly title: string; readonly intro?: ReactNode; readonly children: ReactNode }) {
  useTitle(title);
  return (
    <div className="cs-door">
      <main className="cs-door__box">
        <header className="cs-door__head">
          <img src="/icon.svg" alt="" width="36" height="36" />
          <h1 className="cs-door__title">{title}</h1>
          {intro ? <p className="ac-soft">{intro}</p> : null}
        </header>
        {children}
      </main>
      <footer className="cs-door__foot"><LanguageSwitch side="above" /><ThemeSwitch side="above" /></footer>
    </div>
  );
}
