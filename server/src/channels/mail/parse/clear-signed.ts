/** Words signed by PGP in the open (RFC 9580, section 7): the armour goes, the words stay. */

const head = '-----BEGIN PGP SIGNED MESSAGE-----'
const signature = '-----BEGIN PGP SIGNATURE-----'
const foot = '-----END PGP SIGNATURE-----'

export function withoutArmour(text: string): string {
  const at = text.indexOf(head)
  if (at < 0 || (at > 0 && text[at - 1] !== '\n')) return text
  const words = /\r?\n\r?\n/.exec(text.slice(at, at + 2_000))
  const end = text.indexOf(`\n${signature}`, at)
  if (!words || end < at + words.index) return text
  const close = text.indexOf(foot, end)
  const after = close < 0 ? '' : text.slice(close + foot.length)
  return `${text.slice(0, at)}${text.slice(at + words.index + words[0].length, end).replace(/^- /gm, '')}${after}`
}
