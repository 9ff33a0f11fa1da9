/** File names a sender chose, made safe to show and to offer for download. */

const extensions: Record<string, string> = {
  'image/jpeg': '.jpg', 'image/png': '.png', 'image/gif': '.gif', 'image/webp': '.webp', 'application/pdf': '.pdf', 'text/html': '.html', 'text/plain': '.txt',
  'text/csv': '.csv', 'text/calendar': '.ics', 'message/rfc822': '.eml', 'application/zip': '.zip', 'audio/mpeg': '.mp3', 'video/mp4': '.mp4', 'application/pgp-signature': '.asc',
}

/**
 * No folders, control or direction characters, at most 200 characters with the ending kept.
 * A nameless part gets one from its place and type: `attachment-2.png`.
 */
export function safeFileName(name: string | null | undefined, type: string, index: number): string {
  // oxlint-disable-next-line no-control-regex -- exactly those are removed
  const plain = (name ?? '').toWellFormed().replace(/[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
  const last = plain.split(/[\\/]/).filter((piece) => piece.trim() !== '' && piece !== '.' && piece !== '..').at(-1)?.trim() ?? ''
  if (last === '') return `attachment-${index + 1}${extensions[type] ?? ''}`
  if (last.length <= 200) return last
  const dot = last.lastIndexOf('.')
  const ending = dot > 0 && last.length - dot <= 12 ? last.slice(dot) : ''
  return last.slice(0, 200 - ending.length).toWellFormed() + ending
}
