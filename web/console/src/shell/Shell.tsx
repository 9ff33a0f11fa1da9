import { LiveProvider, OfflineNotice, RenewalBar, changeLanguage, changeTheme, useLeftFaults } from '@aftercare/ui';
import { useQueryClient } from '@tanstack/react-query';
import { CatchBoundary, Outlet } from '@tanstack/react-router';
import { Suspense, lazy, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BulkRuns } from '../bulk/BulkRuns.tsx';
import { CommandPalette } from '../command/CommandPalette.tsx';
import { KeySheet } from '../command/KeySheet.tsx';
import { useMay, useMe } from '../data/useQueries.ts';
import { useRenewal } from '../data/useRenewal.ts';
import { topicOf } from '../help/topics.ts';
import { NewTicketDialog } from '../newticket/NewTicketDialog.tsx';
import { OutboxProvider } from '../outbox/Outbox.tsx';
import { rememberInside } from '../session/inside.ts';
import { Rail } from './Rail.tsx';
import { useShellCommands } from './useShellCommands.tsx';
import './shell.css';

const TelephoneBar = lazy(async () => ({ default: (await import('../telephone/TelephoneBar.tsx')).TelephoneBar }));

const HelpDrawer = lazy(async () => ({ default: (await import('../help/HelpDrawer.tsx')).HelpDrawer }));

const EnrolPage = lazy(async () => ({ default: (await import('../session/EnrolPage.tsx')).EnrolPage }));

/** The frame of everything behind sign-in: rail, live line, palette, keys. */
export function Shell() {
  const client = useQueryClient();
  const me = useMe();
  const [holding, setHolding] = useState(false);
  useEffect(rememberInside, []);
  // Nothing is open to them but the way to a second factor, and the codes for the day it is lost are shown to the end.
  if (me.mustEnrol || holding) return <Suspense fallback={null}><EnrolPage onHold={setHolding} /></Suspense>;
  return (
    <LiveProvider onReset={() => void client.invalidateQueries()}>
      <OutboxProvider><Inside /></OutboxProvider>
    </LiveProvider>
  );
}

function Inside() {
  const { t } = useTranslation();
  const me = useMe();
  const answers = useMay()('hotline.answer');
  const [palette, setPalette] = useState(false);
  const [sheet, setSheet] = useState(false);
  const [fresh, setFresh] = useState(false);
  // The page for where help was asked for; null while it is closed.
  const [help, setHelp] = useState<string | null>(null);
  const openHelp = () => setHelp(topicOf(location.pathname));
  useOwnSettings();
  useLeftFaults(useQueryClient().getMutationCache());
  useRenewal('org', [['me'], ['agents'], ['teams']], 3000);
  useShellCommands({ openPalette: () => setPalette(true), openSheet: () => setSheet(true), openNew: () => setFresh(true), openHelp });
  return (
    <div className="cs-shell">
      <a className="cs-skip" href="#main">{t('skip')}</a>
      <div className="cs-notes"><OfflineNotice /><RenewalBar /></div>
      <Rail me={me} onPalette={() => setPalette(true)} onNew={() => setFresh(true)} onSheet={() => setSheet(true)} onHelp={openHelp} />
      <main id="main" className="cs-main" tabIndex={-1}><Outlet /></main>
      <BulkRuns />
      <CommandPalette open={palette} onClose={() => setPalette(false)} />
      <KeySheet open={sheet} onClose={() => setSheet(false)} onHelp={() => { setSheet(false); setHelp('keyboard'); }} />
      {help ? <Part of={help}><HelpDrawer topic={help} onClose={() => setHelp(null)} /></Part> : null}
      {answers ? <Part of="telephone"><TelephoneBar /></Part> : null}
      <NewTicketDialog open={fresh} onClose={() => setFresh(false)} />
    </div>
  );
}

/** A part that comes later: should it not come, the rest – a call, words being written – stays as it is. */
function Part({ of, children }: { readonly of: string; readonly children: ReactNode }) {
  return <CatchBoundary getResetKey={() => of} errorComponent={() => null}><Suspense fallback={null}>{children}</Suspense></CatchBoundary>;
}

/** Language and theme follow the person from device to device. */
function useOwnSettings(): void {
  const { i18n } = useTranslation();
  const me = useMe();
  useEffect(() => {
    if (me.language !== i18n.language && !new URLSearchParams(location.search).has('lang')) void changeLanguage(me.language);
  // Only when the stored setting changes: switching here saves it first.
  }, [me.language]);
  useEffect(() => changeTheme(me.theme), [me.theme]);
  useEffect(() => { document.documentElement.dataset['rows'] = me.density; }, [me.density]);
}
