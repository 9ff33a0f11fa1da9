/** Shown in the page; everything else is offered for saving. Nothing here can run a script in our origin. */
const shown = new Set([
  'image/png', 'image/apng', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp',
  'audio/mpeg', 'audio/mp4', 'audio/x-m4a', 'audio/ogg', 'audio/opus', 'audio/wav', 'audio/webm', 'audio/aac', 'audio/flac', 'audio/amr',
  'video/mp4', 'video/webm', 'video/ogg', 'video/quicktime',
  'application/pdf', 'text/plain', 'text/csv',
]);
const active = /html|xml|svg|script|^application\/x-shockwave-flash$|^multipart\/|^message\/|^text\/(cache-manifest|css|vbs|xsl)$|hta$|^application\/wasm$/;

/** Type and subtype in small letters, without parameters; `application/octet-stream` for nonsense. */
export function bareType(declared: string): string {
  const type = (declared.split(';')[0] ?? '').trim().toLowerCase();
  return /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/.test(type) && type.length <= 127 ? type : 'application/octet-stream';
}

/** Could a browser run something from it? Office files count as safe here: their types contain "xml" but no browser renders them. */
export function isActive(type: string): boolean {
  return active.test(type) && !type.startsWith('application/vnd.openxmlformats-officedocument.');
}

export interface Serving {
  readonly contentType: string;
  readonly disposition: 'inline' | 'attachment';
}

/** How a file of this type may leave the house. */
export function servingOf(type: string): Serving {
  if (shown.has(type)) return { contentType: type, disposition: 'inline' };
  return { contentType: isActive(type) ? 'application/octet-stream' : type, disposition: 'attachment' };
}

/** Does `type` stand in a list such as `['image/*', 'application/pdf']`? */
export function accepts(acceptedTypes: readonly string[], type: string): boolean {
  return acceptedTypes.some((accepted) => accepted === '*/*' || accepted === type || (accepted.endsWith('/*') && type.startsWith(accepted.slice(0, -1))));
}
