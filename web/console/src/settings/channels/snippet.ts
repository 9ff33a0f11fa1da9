/** The line that brings the chat onto a page. */
export function snippet(origin: string, site: string, { accent, language }: { accent: string; language: string }): string {
  const more = [/^#[\da-f]{6}$/i.test(accent) ? ` data-accent="${accent}"` : '', language ? ` data-language="${language}"` : ''].join('');
  return `<script src="${origin}/widget/loader.js" data-site="${site}"${more} async></script>`;
}

/** A page of a shop with this chat on it. */
export function demoLink(site: string, accent: string): string {
  return `/widget/demo.html?${new URLSearchParams({ site, ...(/^#[\da-f]{6}$/i.test(accent) ? { accent } : {}) })}`;
}

/** Black or white, whichever reads better on a colour `#rrggbb`. */
export function inkOn(color: string): '#000000' | '#ffffff' {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => { const part = Number.parseInt(color.slice(at, at + 2), 16) / 255; return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4; });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000000' : '#ffffff';
}

/** A call of a webhook that works as it stands: signs the body with the secret and sends it. */
export function webhookExample(origin: string, name: string, secret: string, words: { from: string; subject: string; text: string }): string {
  const body = JSON.stringify({ id: 'order-1001', from: { name: words.from, email: 'ann@example.com' }, subject: words.subject, text: words.text });
  return [
    `SECRET='${secret}'`,
    `BODY='${body.replaceAll("'", String.raw`'\''`)}'`,
    'T=$(date +%s)',
    `SIG=$(printf '%s.%s' "$T" "$BODY" | openssl dgst -sha256 -hmac "$SECRET" | sed 's/^.* //')`,
    `curl -X POST '${origin}/api/v1/intake/webhook/${encodeURIComponent(name)}' \\`,
    "  -H 'Content-Type: application/json' \\",
    '  -H "Aftercare-Signature: t=$T,v1=$SIG" \\',
    '  --data-binary "$BODY"',
  ].join('\n');
}
