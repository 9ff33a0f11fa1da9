export { composeMail, messageIdFor } from './compose.ts'
export type { BuiltMail, DkimKey, OutgoingAddress, OutgoingAttachment, OutgoingMail } from './compose.ts'
export { makeBounceAddress, makeReplyAddress, readBounceAddress, readReplyAddress } from './signed-address.ts'
export { readSubjectToken, replySubject, stripSubjectPrefixes, withoutSubjectTokens, withSubjectToken } from './subject.ts'
