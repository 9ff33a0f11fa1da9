/** `conformance mail DIR…`: every mail through the code the intake uses, one object each. */
import { safeHtml } from '../channels/mail/html/index.ts'
import type { ParsedMail } from '../channels/mail/parse/index.ts'
import { isMbox, parseMail, splitMbox } from '../channels/mail/parse/index.ts'
import { extractReply } from '../channels/mail/reply/index.ts'
import { readFiles } from './files.ts'

function describe(file: string, mail: ParsedMail): object {
  return {
    file,
    from: mail.from,
    to: mail.to,
    subject: mail.subject,
    messageId: mail.messageId,
    date: mail.date,
    text: mail.text,
    replyText: extractReply(mail.text, { sender: mail.from?.name ?? '' }).reply,
    htmlSafe: mail.html === null ? null : safeHtml(mail.html, { cidUrl: (cid) => `attachments/${encodeURIComponent(cid)}` }),
    attachments: mail.attachments.map(({ name, type, size, sha256 }) => ({ name, type, size, sha256 })),
    autoReply: mail.kind.autoReply,
    bounce: mail.kind.bounce,
    list: mail.kind.list,
    encrypted: mail.kind.encrypted,
    calendar: mail.kind.calendar,
    broken: mail.kind.broken,
    language: mail.language,
  }
}

/** @param args files and folders; an mbox yields one object per mail, named `file#2` from the second on. */
export async function* run(args: string[]): AsyncIterable<object> {
  for await (const { path, bytes } of readFiles(args)) {
    let number = 0
    for (const raw of isMbox(bytes) ? splitMbox(bytes) : [bytes]) {
      number++
      yield describe(number === 1 ? path : `${path}#${number}`, await parseMail(raw))
    }
  }
}
