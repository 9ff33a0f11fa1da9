import { create } from 'content-disposition';

/** Controls, invisible marks, and the marks that turn the direction of writing: `photo[U+202E]gpj.exe` must not look like a picture. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\u{ad}\u{61c}\u{180e}\u{200b}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2060}-\u{206f}\u{feff}\u{fff9}-\u{fffb}\u{e0000}-\u{e007f}]/gu;
/** Refused by Windows in names, or with a meaning to shells of the people who save it. */
const awkward = /[<>:"|?*]/g;
const device = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;
const longest = 180;

/**
 * A file name as it may be shown and offered for saving: no folders, no invisible or direction-turning characters, nothing
 * that Windows refuses, at most 180 characters with the extension kept. Never empty. Cleaning twice changes nothing.
 */
export function cleanName(given: string): string {
  const base = given.toWellFormed().normalize('NFC').replace(unseen, '').split(/[/\\]/).findLast((part) => part.trim() !== '') ?? '';
  const tidy = trimEnds(base.replace(awkward, '_').replace(/\s+/g, ' '));
  const short = trimEnds(shorten(tidy));
  if (short === '') return 'file';
  return device.test(short) ? `_${short}` : short;
}

/** Extension in small letters without the dot; empty when there is none. */
export function extensionOf(name: string): string {
  return /[^.]\.([\p{L}\p{N}]{1,10})$/u.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** A Content-Disposition header (RFC 6266): plain name for old programs, `filename*` with the real one. */
export function contentDisposition(type: 'inline' | 'attachment', name: string): string {
  return create(cleanName(name), { type });
}

/** Windows drops dots and spaces at the end, so two names could become one. */
function trimEnds(name: string): string {
  return name.trimStart().replace(/[\s.]+$/, '');
}

function shorten(name: string): string {
  const letters = [...name];
  if (letters.length <= longest) return name;
  const extension = extensionOf(name);
  const tail = extension === '' ? '' : `.${extension}`;
  return letters.slice(0, longest - [...tail].length).join('') + tail;
}
