/** Random lowercase letters and digits. */
export function randomWord(length: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => 'abcdefghijkmnpqrstuvwxyz23456789'[byte % 32]).join('');
}
