import { Avatar, Bubble, Button, ChannelMark, Chip, Dialog, ErrorState, FileList, IconButton, Loading, Menu, Moment, Notice, Skeleton, TimelineEvent, useApi, useToasts } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useQuery } from '@tanstack/react-query';
import { Bot, Ellipsis } from 'lucide-react';
import { Link } from '@tanstack/react-router';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../data/types.ts';
import { Delivery } from './Delivery.tsx';
import { MailFrame } from './MailFrame.tsx';
import { isRich, sameSubject } from './mail.ts';
import { Words } from './Words.tsx';

const SplitDialog = lazy(async () => ({ default: (await import('../../related/SplitDialog.tsx')).SplitDialog }));

interface Props { readonly message: Message; readonly ticketId: number; readonly ticketSubject: string; readonly ticketType: string; readonly maySplit: boolean; readonly follows: boolean; readonly place: 'first' | 'last' | 'only' | 'middle' }

/** One message, of the customer or of ours. */
export function MessageItem({ message, ticketId, ticketSubject, ticketType, maySplit, follows, place }: Props) {
  const { t } = useTranslation();
  const [quote, setQuote] = useState(false);
  const [formatted, setFormatted] = useState(message.html !== null && isRich(message.html));
  const out = message.direction === 'out';
  const files = message.attachments.filter((file) => !(file.inline && formatted));
  const subject = message.channel === 'mail' && message.subject && !sameSubject(message.subject, ticketSubject) ? message.subject : null;
  return (
    <TimelineEvent
      as="speech" follows={follows} place={place} id={`message-${message.id}`}
      sign={follows ? null : <Avatar name={message.author.name} ours={out} />}
      head={
        <>
          <span className="ac-event__who">{message.author.name}</span>
          {message.author.kind === 'bot' ? <Chip icon={<Bot size={14} />}>{t('message.bot')}</Chip> : null}
          <ChannelMark channel={message.channel} size={14} />
          <Moment at={message.at} as="time" />
          {message.flag ? <Chip>{t(`flag.${message.flag}`)}</Chip> : null}
          {message.splitTo ? <Link className="ac-link ac-small" to="/tickets/$ticketId" params={{ ticketId: String(message.splitTo) }}>{t('message.splitTo', { id: message.splitTo })}</Link> : null}
          <span className="ac-event__end"><MessageMenu message={message} ticketId={ticketId} ticketType={ticketType} maySplit={maySplit} formatted={formatted} onFormatted={setFormatted} /></span>
        </>
      }
    >
      <Bubble from={out ? 'out' : 'in'}>
        {subject ? <p className="cs-said__subject">{subject}</p> : null}
        {message.flag === 'encrypted' || message.flag === 'broken' ? <Notice>{t(`flagText.${message.flag}`)}</Notice> : null}
        {formatted && message.html ? <MailFrame html={message.html} title={t('message.frame', { name: message.author.name })} /> : <LongText text={message.text} lines={message.author.kind === 'system' ? 3 : 24} />}
        {message.quoted ? <div className="cs-said__more"><Button kind="quiet" size="small" aria-expanded={quote} icon={<Ellipsis size={14} />} onClick={() => setQuote(!quote)}>{quote ? t('message.hideQuote') : t('message.showQuote')}</Button></div> : null}
        {quote ? <div className="cs-said__quote">{message.quoted}</div> : null}
        {message.elsewhere && message.elsewhere.length > 0 ? <Elsewhere files={message.elsewhere} /> : null}
        {files.length > 0 ? <div className="cs-said__files"><FileList files={files} /></div> : null}
      </Bubble>
      {out ? <Delivery message={message} ticketId={ticketId} /> : null}
    </TimelineEvent>
  );
}

/** Files that stayed where the ticket lived before; a link may ask for a sign-in there, or be gone. */
function Elsewhere({ files }: { readonly files: NonNullable<Message['elsewhere']> }) {
  const { t } = useTranslation();
  return (
    <div className="cs-said__files ac-soft ac-small">
      {t('message.elsewhere')} {files.map((f, i) => <span key={i}>{i > 0 ? ' · ' : ''}<span translate="no">{/^https?:\/\//.test(f.url) ? <a className="ac-link" href={f.url} target="_blank" rel="noreferrer noopener">{f.name}</a> : f.name}</span>{f.why ? <> ({t(`message.why.${f.why}`)})</> : null}</span>)}
    </div>
  );
}

/** Plain words; what runs on for long is cut until somebody wants it all. */
function LongText({ text, lines }: { readonly text: string; readonly lines: number }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const rows = text.split('\n');
  const long = rows.length > lines * 1.5 || text.length > lines * 90;
  const shown = long && !all ? rows.slice(0, lines).join('\n').slice(0, lines * 60) : text;
  return (
    <>
      <div className="ac-bubble__text"><Words text={shown} />{shown.length < text.length ? '…' : null}</div>
      {long ? <div className="cs-said__more"><Button kind="quiet" size="small" aria-expanded={all} onClick={() => setAll(!all)}>{all ? t('message.less') : t('message.all')}</Button></div> : null}
    </>
  );
}

function MessageMenu({ message, ticketId, ticketType, maySplit, formatted, onFormatted }: { readonly message: Message; readonly ticketId: number; readonly ticketType: string; readonly maySplit: boolean; readonly formatted: boolean; readonly onFormatted: (on: boolean) => void }) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const [raw, setRaw] = useState(false);
  const [splitting, setSplitting] = useState(false);
  const items = () => [
    { key: 'copy', label: t('message.copy'), perform: () => void navigator.clipboard.writeText(message.text).then(() => toasts.show({ text: t('message.copied'), seconds: 3 }), () => undefined) },
    ...(message.html ? [{ key: 'format', label: formatted ? t('message.plain') : t('message.formatted'), perform: () => onFormatted(!formatted) }] : []),
    ...(maySplit && !message.splitTo ? [{ key: 'split', label: t('message.split'), perform: () => setSplitting(true) }] : []),
    ...(message.direction === 'in' ? [{ key: 'raw', label: t('message.raw'), perform: () => setRaw(true) }] : []),
  ];
  return (
    <>
      <Menu label={t('message.menu')} items={items} side="below-end" trigger={(props) => <IconButton {...props} size="small" label={t('message.menu')} icon={<Ellipsis size={16} />} />} />
      {raw ? <Dialog open onClose={() => setRaw(false)} title={t('message.raw')} size="wide"><Raw id={message.id} /></Dialog> : null}
      {splitting ? <Suspense fallback={null}><SplitDialog ticketId={ticketId} type={ticketType} message={message} onClose={() => setSplitting(false)} /></Suspense> : null}
    </>
  );
}

function Raw({ id }: { readonly id: number }) {
  const { t } = useTranslation();
  const { call } = useApi();
  const raw = useQuery({ queryKey: ['raw', id], queryFn: ({ signal }) => call(api.conversations.raw, { params: { id } }, { signal }), staleTime: Infinity });
  if (raw.isPending) return <Loading><Skeleton height="12rem" /></Loading>;
  if (raw.isError) return <ErrorState error={raw.error} retry={() => void raw.refetch()} />;
  return <div className="ac-stack-tight">{raw.data.truncated ? <p className="ac-faint">{t('message.truncated')}</p> : null}<pre className="cs-raw" tabIndex={0}>{raw.data.content}</pre></div>;
}
