/** A country as readers of this language call it; what is no country's code stays as it is. */
export const countryName = (code: string, language: string): string => (/^[A-Z]{2}$/.test(code) ? (new Intl.DisplayNames([language], { type: 'region', fallback: 'code' }).of(code) ?? code) : code);
