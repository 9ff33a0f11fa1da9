type Words = { readonly [key: string]: string | Words };

function flat(words: Words, before = ''): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === 'string') all.set((before + key).replace(/_(zero|one|two|few|many|other)$/, ''), value);
    else for (const [inner, text] of flat(value, `${before}${key}.`)) all.set(inner, text);
  }
  return all;
}
const variables = (text: string) => [...text.matchAll(/\{\{(\w+)/g)].map((match) => match[1]).sort().join();

/** What language files lack against each other: missing or empty words, other variables. Plural forms count as one word. For tests. */
export function missingWords(files: Readonly<Record<string, unknown>>): string[] {
  const languages = Object.entries(files).map(([code, words]) => [code, flat(words as Words)] as const);
  const every = new Map(languages.flatMap(([, words]) => [...words]));
  const faults: string[] = [];
  for (const [code, words] of languages) {
    for (const key of every.keys()) {
      const text = words.get(key);
      if (text === undefined) faults.push(`${code}: ${key} is missing`);
      else if (text === '') faults.push(`${code}: ${key} is empty`);
      else if (variables(text) !== variables(languages[0]?.[1].get(key) ?? text)) faults.push(`${code}: ${key} uses other variables`);
    }
  }
  return faults;
}
