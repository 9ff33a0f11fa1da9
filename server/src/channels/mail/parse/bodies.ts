/** Sorts the parts of a tree into the text to read, the HTML to show and the files to keep. */
import { htmlToText } from '../html/index.ts'
import { withoutArmour } from './clear-signed.ts'
import { decodeWords } from './encoded-words.ts'
import { headerValue } from './header-block.ts'
import { limits } from './limits.ts'
import { partBytes, partText } from './mail-text.ts'
import type { MimePart, MimeTree } from './structure.ts'
import { readStructure } from './structure.ts'
import { signedContent } from './signed-data.ts'
import { decodeTnef } from './tnef.ts'
import { decodeUu } from './uuencode.ts'

/** A file before it is hashed and named. */
export interface RawFile {
  name: string | null
  type: string
  content: Buffer
  cid: string | null
  inline: boolean
}

/** One place in the body, in one or both forms. */
interface Slot { plain: string[]; html: string[] }

export interface Bodies {
  text: string
  hasPlainText: boolean
  html: string | null
  files: RawFile[]
  faults: string[]
}

interface Walk { slots: Slot[]; files: RawFile[]; faults: Set<string>; isReport: boolean; mails: number }

/** Reads all bodies and files of a mail. */
export function collectBodies(raw: Buffer, tree: MimeTree): Bodies {
  const walk: Walk = { slots: [], files: [], faults: new Set(tree.faults), isReport: hasReport(tree.root), mails: 0 }
  visit(raw, tree.root, null, false, walk)
  return join(walk)
}

function hasReport(part: MimePart): boolean {
  if (part.type.value === 'message/delivery-status' || part.type.value === 'message/feedback-report') return true
  return part.children.some(hasReport)
}

function visit(raw: Buffer, part: MimePart, alternative: Slot | null, related: boolean, walk: Walk): void {
  const type = part.type.value
  if (part.children.length > 0 || type.startsWith('multipart/')) {
    // The parts of an alternative say one thing in several forms: they share a place.
    const slot = type === 'multipart/alternative' ? addSlot(walk) : alternative
    for (const child of part.children) visit(raw, child, slot, related || type === 'multipart/related', walk)
    return
  }
  const attached = part.disposition.value === 'attachment'
  if (!attached && (type === 'text/plain' || type === 'text/html')) {
    const slot = alternative ?? addSlot(walk)
    const text = partText(raw, part)
    if (type === 'text/html') slot.html.push(text)
    else slot.plain.push(withoutArmour(takeUuencoded(text, walk)))
  } else if (type === 'message/rfc822' && !attached && !walk.isReport && walk.mails < limits.nestedMails) {
    visitMail(partBytes(raw, part), walk)
  } else if (!(isSignedData(part) && visitSigned(partBytes(raw, part), walk))) {
    addFile(raw, part, related, walk)
  }
}

export const isSignedData = (part: MimePart): boolean => /^application\/(?:x-)?pkcs7-mime$/.test(part.type.value) && /signed-data/i.test(part.type.parameters.get('smime-type') ?? '')

/** A signature wrapped around the whole mail hides no word of it. */
function visitSigned(bytes: Buffer, walk: Walk): boolean {
  const inner = walk.mails < limits.nestedMails ? signedContent(bytes) : null
  if (!inner) return false
  walk.mails++
  const tree = readStructure(inner)
  for (const fault of tree.faults) walk.faults.add(fault)
  visit(inner, tree.root, null, false, walk)
  return true
}

function addSlot(walk: Walk): Slot {
  const slot: Slot = { plain: [], html: [] }
  walk.slots.push(slot)
  return slot
}

function takeUuencoded(text: string, walk: Walk): string {
  const { text: rest, files } = decodeUu(text)
  for (const file of files) push(walk, { name: decodeWords(file.name), type: 'application/octet-stream', content: file.content, cid: null, inline: false })
  return files.length > 0 ? rest.trimEnd() : text
}

/** A mail forwarded inside this one is read as part of it, under a short head that says whose it is. */
function visitMail(raw: Buffer, walk: Walk): void {
  walk.mails++
  const tree = readStructure(raw)
  for (const fault of tree.faults) walk.faults.add(fault)
  const head = ['From', 'Date', 'To', 'Subject'].flatMap((name) => {
    const value = headerValue(tree.root.headers, name.toLowerCase())
    return value ? [`${name}: ${decodeWords(value)}`] : []
  })
  if (head.length > 0) addSlot(walk).plain.push(`${walk.slots.length > 1 ? '\n' : ''}${head.join('\n')}\n`)
  visit(raw, tree.root, null, false, walk)
}

function addFile(raw: Buffer, part: MimePart, related: boolean, walk: Walk): void {
  const name = part.disposition.parameters.get('filename') ?? part.type.parameters.get('name') ?? null
  const content = partBytes(raw, part)
  if (part.type.value === 'application/ms-tnef' || part.type.value === 'application/vnd.ms-tnef' || /^winmail\.dat$/i.test(name ?? '')) {
    const opened = decodeTnef(content)
    if (opened) {
      for (const file of opened.files) push(walk, file)
      // Its body only counts where the mail brings no other.
      if (!walk.slots.some((slot) => [...slot.plain, ...slot.html].some((text) => text.trim() !== ''))) {
        const slot = addSlot(walk)
        if (opened.html) slot.html.push(opened.html)
        if (opened.text) slot.plain.push(opened.text)
      }
      return
    }
    walk.faults.add('winmail.dat cannot be read')
  }
  const cid = headerValue(part.headers, 'content-id')?.replace(/^[\s<]+|[\s>]+$/g, '').slice(0, 250) || null
  const inline = part.disposition.value === 'inline' ? cid !== null || part.type.value.startsWith('image/') : part.disposition.value === '' && related && cid !== null
  push(walk, { name: name ?? nameFromSubject(part, content), type: part.type.value, content, cid, inline })
}

function nameFromSubject(part: MimePart, content: Buffer): string | null {
  if (part.type.value !== 'message/rfc822') return null
  const subject = headerValue(readStructure(content.subarray(0, 64 * 1024)).root.headers, 'subject')
  return subject ? `${decodeWords(subject).replace(/[\\/:*?"<>|]+/g, ' ').trim().slice(0, 100)}.eml` : null
}

function push(walk: Walk, file: RawFile): void {
  if (walk.files.length < limits.attachments) walk.files.push(file)
  else walk.faults.add('too many attachments')
}

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`)

/** A place that exists in one form only is rendered into the other, so that neither body lacks a piece. */
function join(walk: Walk): Bodies {
  const slots = walk.slots.filter((slot) => [...slot.plain, ...slot.html].some((text) => text !== ''))
  const anyHtml = slots.some((slot) => slot.html.some((text) => text.trim() !== ''))
  const hasPlainText = slots.some((slot) => slot.plain.some((text) => text.trim() !== ''))
  const plainOf = (slot: Slot): string => slot.plain.some((text) => text.trim() !== '') ? slot.plain.join('\n') : slot.html.map((html) => htmlToText(html)).join('\n')
  const htmlOf = (slot: Slot): string => slot.html.length > 0 ? slot.html.join('\n') : `<div>${escapeHtml(slot.plain.join('\n')).replaceAll('\n', '<br>')}</div>`
  return {
    text: slots.map(plainOf).join('\n').slice(0, limits.bodyChars).toWellFormed(),
    hasPlainText,
    html: anyHtml ? slots.map(htmlOf).join('\n').slice(0, limits.bodyChars) : null,
    files: walk.files,
    faults: [...walk.faults],
  }
}
