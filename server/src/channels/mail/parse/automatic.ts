/** Which mails machines wrote: answering them would make loops. */
import type { RawHeader } from './header-block.ts'
import { headerValue } from './header-block.ts'

const autoSubjects = /^\s*(?:\[?auto(?:matic|mated)?[ -]?(?:reply|response|generated)\]?|out of (?:the )?office|ooo:|auto:|away from (?:the |my )?office|vacation reply|on vacation|自动回复|自动答复|自動回覆|自動回復|外出时自动|不在办公室|自動応答|自動返信|不在通知|부재중|자동 ?(?:회신|응답)|abwesen(?:d|heit)|automatische antwort|abwesenheitsnotiz|réponse automatique|absence du bureau|message d'absence|respuesta automática|fuera de la oficina|risposta automatica|fuori ufficio|resposta automática|fora do escritório|automatisch antwoord|afwezig|autosvar|automatiskt svar|automatisk svar|fraværende|poissa|automaattinen vastaus|автоответ|автоматический ответ|odpowiedź automatyczna|automatická odpověď|otomatik yanıt|trả lời tự động)/i

export interface Automatic {
  autoReply: boolean
  list: boolean
  noAutoReplyWanted: boolean
}

/** Judges by the headers of RFC 3834 and its predecessors, then by subjects known to be machine-made. */
export function readAutomatic(headers: readonly RawHeader[], subject: string): Automatic {
  const value = (name: string): string => (headerValue(headers, name) ?? '').toLowerCase()
  const has = (name: string): boolean => headerValue(headers, name) !== null
  const submitted = value('auto-submitted')
  const precedence = value('precedence')
  const autoReply = (submitted !== '' && !submitted.startsWith('no'))
    || precedence.startsWith('auto')
    || ['x-autoreply', 'x-autorespond', 'x-auto-reply', 'x-autoresponder', 'x-autoreply-from', 'x-mail-autoreply', 'x-amazon-auto-reply'].some(has)
    || /auto-?repl|vacation/.test(value('x-mailer'))
    || value('x-auto-response-suppress') !== '' && autoSubjects.test(subject)
    || autoSubjects.test(subject)
  const list = ['list-id', 'list-post', 'list-unsubscribe', 'x-mailing-list', 'x-beenthere', 'mailing-list', 'x-campaign', 'x-campaignid', 'feedback-id'].some(has)
    || /^(?:list|bulk|junk)/.test(precedence)
  return { autoReply, list, noAutoReplyWanted: /all|oof|autoreply/.test(value('x-auto-response-suppress')) || value('return-path').trim() === '<>' }
}
