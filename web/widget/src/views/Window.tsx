import { useEffect, useRef, useState } from 'preact/hooks';
import { maxFiles } from '../chat/attachments.ts';
import type { Attachment, Attachments } from '../chat/attachments.ts';
import type { ChatSession, Contact } from '../chat/session.ts';
import type { ChatState } from '../chat/state.ts';
import type { KeyValue } from '../storage.ts';
import { Composer } from './Composer.tsx';
import { DetailsCard } from './DetailsCard.tsx';
import { ContactCard } from './ContactCard.tsx';
import { GoOnCard } from './GoOnCard.tsx';
import { Icon } from './icons.tsx';
import { Log } from './Log.tsx';
import { RatingCard } from './RatingCard.tsx';
import { opening, useSpeech } from './words.tsx';

export interface WindowProps {
  readonly state: ChatState;
  readonly session: ChatSession;
  readonly attachments: Attachments;
  readonly items: readonly Attachment[];
  readonly store: KeyValue;
  readonly base: string;
  readonly now: number;
  readonly onClose: () => void;
}

function Header({ state, session, now, onClose }: Pick<WindowProps, 'state' | 'session' | 'now' | 'onClose'>) {
  const speech = useSpeech();
  const { t } = speech;
  const { agent } = state;
  // Out of hours nobody is promised: who is named looks after it when the house opens.
  const here = state.open && (agent ? agent.online : !state.waits);
  const closed = state.opensAt ? t('team.closed', { when: opening(speech, state.opensAt, now) }) : t('team.closedOpen');
  // Without a line nobody is promised either.
  const line = state.line !== 'online' ? t('line.connecting') : agent && (state.open || !agent.online) ? `${agent.name} · ${t(agent.online ? 'agent.online' : 'agent.away')}` : state.open ? t(state.waits ? 'team.waits' : 'team.open') : closed;
  return (
    <div class="head">
      <div class="who">
        <h1>{state.company || t('window.fallbackCompany')}</h1>
        <p>{state.line === 'online' && <i class={here ? 'dot here' : 'dot'} aria-hidden="true" />}{line}</p>
      </div>
      {state.line === 'online' && state.messages.some((message) => message.from === 'me') && <button type="button" class="round" aria-label={t('goOn.ask')} aria-expanded={state.ways !== null} title={t('goOn.ask')} onClick={() => session.goOn(state.ways === null)}><Icon name="phone" /></button>}
      <button type="button" class="round" aria-label={t('window.close')} title={t('window.close')} onClick={onClose}><Icon name="shut" /></button>
    </div>
  );
}

/** The open conversation: a dialog that keeps the focus until it is closed, and fills the screen of a phone. */
export function Window(props: WindowProps) {
  const { state, session, attachments, items, store, base, now, onClose } = props;
  const speech = useSpeech();
  const { t } = speech;
  const frame = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const [contactLater, setContactLater] = useState(false);
  const [detailsLater, setDetailsLater] = useState(false);
  const [ratingLater, setRatingLater] = useState<number | null>(null);
  const [thanked, setThanked] = useState<Contact | null>(null);
  const [dropping, setDropping] = useState(false);

  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  // A card that goes takes the focus with it; the keyboard must not fall back onto the page behind.
  useEffect(() => {
    if (document.activeElement === document.body) field.current?.focus({ preventScroll: true });
  }, [state.askContact, state.askRating, state.rated, contactLater, ratingLater, state.ways === null, items.length]);
  useEffect(() => {
    const view = window.visualViewport;
    if (!view) return undefined;
    // On phones the keyboard covers the page instead of shrinking it; the window follows what is really visible.
    const fit = () => frame.current?.style.setProperty('--seen', `${view.height}px`);
    fit();
    view.addEventListener('resize', fit);
    return () => view.removeEventListener('resize', fit);
  }, []);

  const keys = (event: KeyboardEvent) => {
    event.stopPropagation(); // the page's own shortcuts are not meant
    if (event.key === 'Escape') return onClose();
    if (event.key !== 'Tab') return;
    const stops = [...frame.current!.querySelectorAll<HTMLElement>('a[href], button:not([disabled]), input:not([hidden]), textarea, [tabindex="0"]')].filter((element) => element.getClientRects().length > 0);
    const at = (frame.current!.getRootNode() as ShadowRoot).activeElement;
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    if (at !== edge) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
  };
  const wantsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  // Nothing is asked of somebody who has not said anything yet.
  const askContact = state.askContact && !state.contactKnown && (state.outgoing.length > 0 || state.messages.some((message) => message.from === 'me'));
  return (
    <div ref={frame} class="window" role="dialog" aria-modal="true" aria-label={t('window.label', { company: state.company || t('window.fallbackCompany') })} onKeyDown={keys}
      onDragOver={(event) => { if (wantsFiles(event)) { event.preventDefault(); setDropping(true); } }}
      onDragLeave={(event) => { if (!frame.current?.contains(event.relatedTarget as Node | null)) setDropping(false); }}
      onDrop={(event) => { event.preventDefault(); setDropping(false); attachments.add(event.dataTransfer?.files ?? []); }}>
      <Header state={state} session={session} now={now} onClose={onClose} />
      {state.line === 'down' && (
        <div class="strip" role="status"><Icon name="warn" /><span>{t('line.lost')}</span><button type="button" class="link" onClick={() => session.nudge()}>{t('line.retry')}</button></div>
      )}
      {state.notice && <div class="strip" role="alert"><Icon name="warn" /><span>{state.notice}</span><button type="button" class="link" onClick={() => session.dismissNotice()}>{t('dismiss')}</button></div>}
      <Log state={state} session={session} base={base} now={now}>
        {!state.open && state.line !== 'connecting' && (
          <div class="closed"><Icon name="clock" /><p><strong>{t('closed.title')}</strong>{state.opensAt && t('closed.opens', { when: opening(speech, state.opensAt, now) })}{speech.language === 'en' && ' '}{t('closed.mail')}</p></div>
        )}
        {askContact && !contactLater && <ContactCard closed={!state.open} onLater={() => setContactLater(true)} onSave={(who) => { session.contact(who); setThanked(who); field.current?.focus(); }} />}
        {askContact && contactLater && <button type="button" class="link lone" onClick={() => setContactLater(false)}>{t('contact.leave')}</button>}
        {thanked && state.contactKnown && <p class="system" role="status">{t('contact.saved', { name: thanked.name, address: thanked.email ?? thanked.phone ?? '' })}</p>}
        {state.form.length > 0 && !detailsLater && state.messages.some((message) => message.from === 'me') && <DetailsCard form={state.form} onLater={() => setDetailsLater(true)} onSave={session.fill} onAsk={session.ask} />}
        {state.form.length > 0 && detailsLater && <button type="button" class="link lone" onClick={() => setDetailsLater(false)}>{t('details.back')}</button>}
        {state.filled && <p class="system" role="status">{t('details.thanks')}</p>}
        {state.askRating && state.ticketId !== ratingLater && <RatingCard key={state.ticketId} sending={state.rating} onRate={session.rate} onLater={() => setRatingLater(state.ticketId)} />}
        {state.ways && <GoOnCard ways={state.ways} onClose={() => { session.goOn(false); field.current?.focus(); }} />}
        {state.rated && <p class="system" role="status">{t('rating.thanks')}</p>}
      </Log>
      <Composer session={session} attachments={attachments} store={store} items={items} field={field} />
      {dropping && <div class="drop" aria-hidden="true"><Icon name="clip" />{t('composer.drop', { count: maxFiles })}</div>}
    </div>
  );
}
