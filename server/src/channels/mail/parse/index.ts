export { parseMail } from './parse.ts'
export { isMbox, splitMbox } from './mbox.ts'
export { guessLanguage } from './language.ts'
export type { Bounce, CalendarInvite, MailAddress, MailHeader, MailKind, ParsedAttachment, ParsedMail } from './mail.ts'
