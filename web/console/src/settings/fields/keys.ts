/** A key made of a name: letters and digits, free among those taken; empty when the name has none. */
export function keyOf(name: string, taken: readonly string[], joint: '' | '-' = ''): string {
  const words = name.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, ' ').trim().split(' ').filter(Boolean);
  const plain = (joint === '' ? words.map((word, at) => (at === 0 ? word : word.slice(0, 1).toUpperCase() + word.slice(1))).join('') : words.join(joint)).replace(/^[0-9]+/, '').slice(0, 36);
  if (plain === '') return '';
  let key = plain;
  for (let n = 2; taken.includes(key); n++) key = `${plain}${n}`;
  return key;
}

interface Written { readonly key: string; readonly name: { readonly zh: string; readonly en: string }; readonly below?: readonly Written[] }
/** Choices as lines of text: `中文 | English`, what lies below indented by two spaces a level. */
export function linesOf(options: readonly Written[], depth = 0): string {
  return options.map((one) => [`${'  '.repeat(depth)}${one.name.zh === one.name.en ? one.name.zh : `${one.name.zh} | ${one.name.en}`}`, ...(one.below && one.below.length > 0 ? [linesOf(one.below, depth + 1)] : [])].join('\n')).join('\n');
}

interface Read { key: string; name: { zh: string; en: string }; below: Read[] }
/** Lines back into choices, three levels at most; a choice that was there keeps its key, so that tickets keep their answers. */
export function optionsOf(text: string, before: readonly Written[]): Read[] {
  const root: Read[] = [];
  const path: { depth: number; level: Read[]; known: readonly Written[] }[] = [{ depth: -1, level: root, known: before }];
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const depth = Math.floor((/^\s*/.exec(line)?.[0].replaceAll('\t', '  ').length ?? 0) / 2);
    while (path.length > 1 && (path.at(-1)?.depth ?? -1) >= depth) path.pop();
    if (path.length > 3) path.length = 3;
    const parent = path.at(-1);
    if (!parent) break;
    const [zh = '', en = ''] = line.split(/[|｜]/).map((part) => part.trim());
    const name = { zh: zh || en, en: en || zh };
    const old = parent.known.find((one) => one.name.zh === name.zh || one.name.en === name.en);
    const taken = parent.level.map((one) => one.key);
    const made: Read = { key: old && !taken.includes(old.key) ? old.key : keyOf(name.en, [...taken, ...parent.known.map((one) => one.key)]) || `o${parent.level.length + parent.known.length + 1}`, name, below: [] };
    parent.level.push(made);
    path.push({ depth, level: made.below, known: old?.below ?? [] });
  }
  return root;
}
