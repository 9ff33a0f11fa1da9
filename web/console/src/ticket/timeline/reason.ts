import type { Message } from '../../data/types.ts';

/** What codes of RFC 3463 say, those that tell an agent what to do. */
const byCode: readonly (readonly [RegExp, string])[] = [
  [/^[45]\.1\.(0|1|3|10)$/, 'no-mailbox'], [/^[45]\.1\.(2|4)$|^[45]\.4\.4$/, 'no-domain'], [/^[45]\.1\.6$/, 'moved'],
  [/^[45]\.2\.1$/, 'mailbox-off'], [/^[45]\.(2\.2|3\.1)$/, 'mailbox-full'], [/^[45]\.(2\.3|3\.4)$/, 'too-large-there'],
  [/^[45]\.4\.(1|2|7)$/, 'no-answer'], [/^[45]\.4\.6$/, 'loop'], [/^[45]\.7\.(2[0-9]|515)$/, 'sender-unproven'], [/^[45]\.7\.\d+$/, 'rules'],
];
/** Many servers, those of QQ and NetEase among them, say it in words alone. */
const byWords: readonly (readonly [RegExp, string])[] = [
  [/over ?quota|quota exceeded|mailbox (?:is )?full|邮箱已满|空间不足|容量不足/i, 'mailbox-full'],
  [/user (?:unknown|not found)|unknown user|no such (?:user|mailbox|recipient)|mailbox (?:not found|unavailable)|recipient not found|does not exist|用户不存在|收件人不存在|账号不存在/i, 'no-mailbox'],
  [/\bSPF\b|\bDKIM\b|\bDMARC\b/, 'sender-unproven'], [/spam|blacklist|blocklist|blocked|reputation|垃圾邮件|黑名单/i, 'rules'],
  [/message (?:size|too large)|too large|size limit/i, 'too-large-there'], [/ECONNREFUSED|ETIMEDOUT|ECONNRESET|timed? ?out|connection (?:refused|reset)/i, 'no-answer'], [/ENOTFOUND|EAI_AGAIN|host (?:unknown|not found)|domain not found/i, 'no-domain'],
];

/** What became of a mail, from the words of the server that did not take it; null where they say nothing we know. */
export function mailReason(words: string): string | null {
  const code = /\b([45]\.\d{1,3}\.\d{1,3})\b/.exec(words)?.[1];
  return byCode.find(([is]) => code && is.test(code))?.[1] ?? byWords.find(([is]) => is.test(words))?.[1] ?? null;
}

export interface Why { /** A word of `delivery.why`. */ readonly key: string; readonly values: Readonly<Record<string, string | number>>; /** What the other side said, as it said it. */ readonly words: string | null }

/** Why a message did not arrive: for the reader's own language where it is known, and in the other side's words. */
export function whyOf({ deliveryError, deliveryReason, channel }: Pick<Message, 'deliveryError' | 'deliveryReason' | 'channel'>, known: (key: string) => boolean): Why | null {
  if (deliveryReason && known(deliveryReason.key)) {
    const { key, values } = deliveryReason;
    const words = typeof values['words'] === 'string' && values['words'].trim() !== '' ? values['words'] : null;
    const mail = key === 'mail.refused' && words ? mailReason(words) : null;
    return { key: mail ? `mail.${mail}` : key, values, words };
  }
  if (!deliveryError) return null;
  if (known(deliveryError)) return { key: deliveryError, values: {}, words: null };
  const mail = channel === 'mail' ? mailReason(deliveryError) : null;
  return mail ? { key: `mail.${mail}`, values: {}, words: deliveryError } : { key: '', values: {}, words: deliveryError };
}
