export interface Option<Value> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly disabled?: boolean;
}

/** Options whose label or hint holds every word of the query, those that begin with it first. */
export function filterOptions<Value>(options: readonly Option<Value>[], query: string): readonly Option<Value>[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return options;
  const text = (option: Option<Value>) => `${option.label} ${option.hint ?? ''}`.toLowerCase();
  const found = options.filter((option) => words.every((word) => text(option).includes(word)));
  const starts = (option: Option<Value>) => (option.label.toLowerCase().startsWith(words[0] ?? '') ? 0 : 1);
  return found.map((option, at) => ({ option, at })).sort((a, b) => starts(a.option) - starts(b.option) || a.at - b.at).map((one) => one.option);
}
