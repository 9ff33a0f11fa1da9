import type { Inbound } from '../channel.ts';
import type { MailAddress, ParsedMail } from './parse/index.ts';

export interface Writer {
  readonly from: Inbound['from'];
  /** Where an answer should go when it is not the writer's own address. */
  readonly replyTo: string | null;
}

const impersonal = /^(?:no-?reply|do-?not-?reply|donotreply|noreply|notifications?|mailer-daemon|postmaster|bounces?)(?:[+\-_.].*)?@/i;
const usable = (address: string | undefined): address is string => address !== undefined && /^[^\s@<>]+@[^\s@<>]+$/.test(address) && address.length <= 320;

/** Words in other letters than ours, too few to tell the language by: whoever writes them does not read Chinese. */
function writesLatin(mail: ParsedMail): boolean {
  const said = `${mail.subject}\n${mail.text.slice(0, 2_000)}`;
  return mail.kind.encrypted === null && !/\p{Script=Han}/u.test(`${said}${mail.from?.name ?? ''}`) && (said.replace(/https?:\/\/\S+|\S+@\S+/g, ' ').match(/\p{L}{2,}/gu)?.length ?? 0) >= 4;
}

/** zh in any form is Chinese for us; other languages are answered in English; null: nobody can tell. */
export function servedLanguage(tag: string | null): 'zh-CN' | 'en' | null {
  if (tag === null) return null;
  return tag.startsWith('zh') ? 'zh-CN' : 'en';
}

/**
 * Who wrote: the From address – except where it is our own or nobody's (contact forms, shops), then Reply-To. A delivery report
 * belongs to the customer it could not reach, not to the machine that wrote it.
 */
export function writerOf(mail: ParsedMail, envelopeFrom: string, isOurs: (address: string) => boolean): Writer {
  const language = servedLanguage(mail.language) ?? (writesLatin(mail) ? 'en' : null);
  const person = (who: MailAddress | null | undefined): who is MailAddress => usable(who?.address) && !isOurs(who.address);
  const replyTo = mail.replyTo.find(person);
  const bounced = mail.kind.bounce?.recipients.find((address) => usable(address) && !isOurs(address));
  if (bounced !== undefined) return { from: { name: bounced, language: null, addresses: [{ kind: 'email', value: bounced.toLowerCase() }] }, replyTo: null };
  const candidates = [mail.from, mail.sender].filter(person).filter((who) => !impersonal.test(who.address));
  const writer = candidates[0] ?? (mail.kind.list ? undefined : replyTo) ?? [mail.from, mail.sender].find(person);
  const address = writer?.address ?? (usable(envelopeFrom) && !isOurs(envelopeFrom) ? envelopeFrom : undefined) ?? (usable(mail.from?.address) ? mail.from.address : undefined);
  const name = (writer?.name ?? '') || mail.from?.name || address || '';
  return {
    from: { name: name.slice(0, 200), language, addresses: address ? [{ kind: 'email', value: address.toLowerCase() }] : [] },
    replyTo: replyTo && !mail.kind.list && replyTo.address.toLowerCase() !== address?.toLowerCase() ? replyTo.address : null,
  };
}
