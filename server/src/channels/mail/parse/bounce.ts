/** Delivery reports: the standard form (RFC 3464) and the free ones of QQ, NetEase, Exchange, qmail, Exim. */
import type { RawHeader } from './header-block.ts'
import { headerValue, readHeaders } from './header-block.ts'
import type { Bounce } from './mail.ts'
import { partBytes } from './mail-text.ts'
import { messageIds } from './message-ids.ts'
import type { MimePart } from './structure.ts'

const senders = /^(?:mailer-daemon|postmaster|mail-daemon|mailerdaemon|mdaemon|nondeliveryreport)@/i
const subjects = /undeliver|delivery (?:status notification|failure|has failed|delayed|problem)|mail delivery (?:failed|system|subsystem)|returned mail|failure notice|unzustellbar|nicht zugestellt|non remis|échec de (?:la )?remise|no se puede entregar|não entregue|niet (?:worden )?bezorgd|mancato recapito|退信|退回|无法投递|投递失败|無法傳遞|未送达|配信不能|送信できません|반송/i
/** A warning that the mail is still on its way. */
const underWay = /delay|will (?:be )?(?:re-?tr|keep trying)|still being|do not need to resend|verzögert|retardé|延迟|延時|仍在尝试|继续尝试|再次投递/i
const statusPattern = /\b([245]\.\d{1,3}\.\d{1,3})\b/
/** Full mailboxes and greylisting pass; a report that calls itself delayed does too. */
const passing = /mailbox (?:is )?full|over ?quota|quota exceeded|temporar|greylist|try again|will (?:be )?retr|邮箱已满|空间不足|容量不足|暂时/i

/** The groups of fields in a delivery-status part: one for the mail, one for each recipient. */
function statusGroups(raw: Buffer, part: MimePart): RawHeader[][] {
  const body = partBytes(raw, part).subarray(0, 256 * 1024)
  const groups: RawHeader[][] = []
  let at = 0
  while (at < body.length && groups.length < 500) {
    const block = readHeaders(body, at, body.length)
    if (block.headers.length > 0) groups.push(block.headers)
    if (block.bodyStart <= at) at = Math.max(at + 1, body.indexOf(0x0a, at) < 0 ? body.length : body.indexOf(0x0a, at) + 1)
    else at = block.bodyStart
  }
  return groups
}

function find(part: MimePart, type: RegExp): MimePart | null {
  if (type.test(part.type.value)) return part
  for (const child of part.children) {
    const found = find(child, type)
    if (found) return found
  }
  return null
}

const typed = (value: string | null): string => (value ?? '').replace(/^[\w-]+\s*;\s*/, '').replace(/^<|>$/g, '').trim()

/** The Message-ID of the mail a report is about, from the copy it carries. */
function originalId(raw: Buffer, root: MimePart, text: string): string | null {
  const copy = find(root, /^(?:message\/rfc822|text\/rfc822-headers|message\/rfc822-headers|message\/global)/)
  if (copy) {
    const bytes = partBytes(raw, copy)
    const id = headerValue(readHeaders(bytes, 0, bytes.length).headers, 'message-id')
    if (id) return messageIds(id)[0] ?? null
  }
  const quoted = /^[>\s]*message-id:\s*(<[^<>\s]{3,500}>)/im.exec(text)
  return quoted?.[1] ?? null
}

/**
 * @param text plain body, for reports without a machine-readable part.
 * @returns null when the mail is no delivery report.
 */
export function readBounce(raw: Buffer, root: MimePart, from: string, subject: string, text: string): Bounce | null {
  const status = find(root, /^message\/(?:delivery-status|global-delivery-status)$/)
  const isReport = root.type.value === 'multipart/report' && /delivery-status/i.test(root.type.parameters.get('report-type') ?? '')
  const failed = headerValue(root.headers, 'x-failed-recipients')
  if (!status && !isReport && !failed && !((senders.test(from) || from === '') && subjects.test(subject))) return null
  const groups = status ? statusGroups(raw, status) : []
  const perRecipient = groups.filter((group) => headerValue(group, 'final-recipient') ?? headerValue(group, 'original-recipient') ?? headerValue(group, 'action'))
  // A report of success or relay is no bounce.
  const actions = perRecipient.map((group) => (headerValue(group, 'action') ?? 'failed').toLowerCase().trim())
  const bad = perRecipient.filter((_, i) => /^(?:failed|delayed)/.test(actions[i]!))
  if (perRecipient.length > 0 && bad.length === 0) return null
  const excerpt = text.slice(0, 20_000)
  const recipients = bad.length > 0
    ? bad.map((group) => typed(headerValue(group, 'original-recipient') ?? headerValue(group, 'final-recipient')) || typed(headerValue(group, 'final-recipient')))
    : failed ? failed.split(',').map((address) => address.trim()) : [/<?([\w.+=-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+)>?/.exec(excerpt.replaceAll(from, ''))?.[1] ?? '']
  const diagnostic = bad.map((group) => typed(headerValue(group, 'diagnostic-code'))).find((line) => line !== '') ?? /^.*\b[45]\d\d[ -].{5,300}$/m.exec(excerpt)?.[0]?.trim() ?? null
  const code = bad.map((group) => statusPattern.exec(headerValue(group, 'status') ?? '')?.[1]).find((found) => found !== undefined) ?? statusPattern.exec(diagnostic ?? '')?.[1] ?? statusPattern.exec(excerpt)?.[1] ?? null
  const delayed = actions.length > 0 && actions.every((action) => action.startsWith('delayed'))
  const waiting = actions.length > 0 ? delayed : underWay.test(subject) || underWay.test(excerpt.slice(0, 2_000))
  const soft = delayed || code?.startsWith('4') === true || code === '5.2.2' || passing.test(diagnostic ?? (bad.length > 0 ? '' : excerpt))
  return {
    recipients: [...new Set(recipients.filter((address) => address !== ''))].slice(0, 200),
    status: code,
    permanent: !soft,
    final: !waiting,
    originalMessageId: originalId(raw, root, excerpt),
    diagnostic: diagnostic === null || diagnostic === '' ? null : diagnostic.replace(/\s+/g, ' ').slice(0, 500),
  }
}
