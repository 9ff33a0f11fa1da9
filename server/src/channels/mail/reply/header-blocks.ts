/** Recognises quoted mail headers ("From: … Sent: … To: … Subject: …") and separator lines, in many languages. */
import type { Span } from './attribution.ts'

/** The names mail programs give the header lines, by meaning. */
const fields: Record<'from' | 'date' | 'to' | 'subject' | 'other', string> = {
  from: 'from|von|de|da|van|od|från|fra|lähettäjä|от|от кого|від|差出人|送信者|보낸 사람|보낸사람|발신|발신자|gönderen|kimden|từ|người gửi|发件人|寄件者|寄件人|發件人|dari|feladó|expéditeur|remitente|mittente|remetente|afzender|avsändare|afsender|avsender|nadawca|odesílatel|από',
  date: 'sent|date|gesendet|datum|envoyé|envoyé le|date d\'envoi|enviado|enviado el|fecha|inviato|data|enviada em|verzonden|verzonden op|wysłano|wysłane|data wysłania|odesláno|skickat|sendt|dato|lähetetty|päivämäärä|отправлено|дата|送信日時|日時|日付|보낸 날짜|보냄|날짜|gönderildi|gönderme tarihi|tarih|đã gửi|ngày|发送时间|发送日期|日期|时间|寄件日期|傳送時間|寄件時間|發送時間|tanggal|elküldve|dátum|ημερομηνία|надіслано',
  to: 'to|an|à|a|para|per|aan|do|komu|till|til|vastaanottaja|кому|宛先|받는 사람|받는사람|수신|수신자|alıcı|kime|tới|đến|người nhận|收件人|收件者|kepada|címzett|destinataire|destinatario|destinatário|naar|για|προς|pour',
  subject: 'subject|betreff|objet|asunto|oggetto|assunto|onderwerp|temat|předmět|ämne|emne|aihe|тема|件名|제목|konu|chủ đề|tiêu đề|主题|主旨|主題|标题|perihal|subjek|tárgy|θέμα',
  other: 'cc|bcc|kopie|copie|copie à|kopia|kopi|копия|抄送|副本|cc者|参照|참조|bilgi|reply-to|antwort an|回复|回复人|wichtigkeit|importance|priorität|重要性|attachments|anlagen|附件|importancia',
}

const patterns = Object.entries(fields).map(([kind, words]) => [kind, new RegExp(`^[\\s*_·•]{0,20}(?:${words})[*_]{0,3}\\s{0,3}[:：]`, 'iu')] as const)

function fieldOf(line: string): string | null {
  if (line.length > 2000 || !/^.{1,60}?[:：]/u.test(line)) return null
  const plain = line.replace(/[\u200e\u200f\u202a-\u202e]/g, '').replace(/^[\s>]+/, '')
  for (const [kind, pattern] of patterns) if (pattern.test(plain)) return kind
  return null
}

/**
 * A block of header lines that begins at `lines[at]`: sender and one more, or date and recipient. Values may wrap.
 * @param quoted whether the lines stand behind `>`.
 */
export function headerBlockAt(lines: readonly string[], at: number, quoted = false): Span | null {
  if (!quoted && /^\s*>/.test(lines[at]!)) return null
  const kind = fieldOf(lines[at]!)
  if (kind === null || kind === 'other' || kind === 'to') return null
  const seen = new Set([kind])
  let end = at + 1
  let strange = 0
  for (let i = at + 1; i < Math.min(lines.length, at + 14); i++) {
    const next = fieldOf(lines[i]!)
    // Two names of one kind are prose or a form, not a mail's head.
    if (next !== null && (next === 'other' || !seen.has(next))) { seen.add(next); end = i + 1; strange = 0 } else if (lines[i]!.trim() !== '') strange++
    else if (seen.size > 1) break
    if (strange > 2) break
  }
  const enough = seen.has('from') ? seen.size >= 2 : seen.has('date') && (seen.has('to') || seen.has('subject')) && (seen.has('to') || /\d/.test(lines[at]!)) || kind === 'subject' && seen.has('date')
  if (!enough || (seen.has('from') && seen.size === 2 && seen.has('other'))) return null
  // A form a customer fills in has a date and a subject but neither sender nor recipient.
  if (!seen.has('from') && !seen.has('to')) return null
  return { start: at, end }
}

const dashed = /^[\s>*]*[-–—_=]{2,}\s*(.{2,60}?)\s*[-–—_=]{2,}[\s*]*$/u
const originalWords = /^(?:original|original message|original appointment|reply message|replied message|original email|ursprüngliche nachricht|urspr\. nachricht|message d'origine|message original|mensaje original|messaggio originale|mensagem original|oorspronkelijk bericht|oorspronkelijke bericht|wiadomość oryginalna|oryginalna wiadomość|původní zpráva|původní e-mail|ursprungligt meddelande|originalmeddelande|oprindelig meddelelse|original meddelelse|opprinnelig melding|alkuperäinen viesti|исходное сообщение|пересылаемое сообщение|original-nachricht|元のメッセージ|original message|원본 메시지|원본 메일|özgün ileti|orijinal mesaj|orjinal mesaj|thư gốc|tin nhắn gốc|原始邮件|原始郵件|原邮件|原邮件信息|邮件原件|原文|原件|回复的原邮件|回复的邮件|原始訊息|原始信件|原信|eredeti üzenet|pesan asli|αρχικό μήνυμα)\s*[:：]?$/iu
const forwardWords = /forwarded message|forwarded by|begin forwarded|weitergeleitete nachricht|anfang der weitergeleiteten|message transféré|message transmis|début du message|mensaje reenviado|messaggio inoltrato|mensagem encaminhada|doorgestuurd bericht|przekazana wiadomość|přeposlaná zpráva|vidarebefordrat|videresendt|videresendte|välitetty viesti|пересылаемое сообщение|пересланное сообщение|転送メッセージ|転送|전달된 메시지|전달|iletilen|yönlendirilen|thư chuyển tiếp|tin nhắn đã chuyển tiếp|转发的邮件|转发邮件|轉寄的郵件|轉寄郵件|转发邮件信息|已转发邮件|被转发邮件/iu

/** `-----Original Message-----` and its translations, with or without the dashes some programs drop. */
export function isOriginalSeparator(line: string): boolean {
  if (line.length > 200) return false
  // QQ leaves its HTML spaces in the plain body.
  if (!/[-–—_=]{2}/u.test(line)) return false
  const inner = dashed.exec(line.replace(/\u00a0|&nbsp;/g, ' '))?.[1]
  return inner !== undefined && originalWords.test(inner.trim())
}

/** `---------- Forwarded message ----------`: what follows was sent on purpose and is no quotation. */
export function isForwardSeparator(line: string): boolean {
  if (line.length > 200) return false
  const plain = line.replaceAll('\u00a0', ' ')
  if (!/[-–—_=]{2}|[:：]/u.test(line)) return false
  if (/^[\s>]*(?:begin forwarded message|anfang der weitergeleiteten nachricht|début du message réexpédié|inicio del mensaje reenviado|inizio messaggio inoltrato|开始转发的邮件|開始轉寄郵件)\s*[:：]/iu.test(plain)) return true
  const inner = dashed.exec(plain)?.[1]
  return inner !== undefined && forwardWords.test(inner)
}

/** A rule above quoted headers (Outlook's underscores, Hotmail's hr). */
export function isRule(line: string): boolean {
  return line.length < 200 && /^[-_=–—]{5,}$/u.test(line.replace(/[\s>*]/g, ''))
}
