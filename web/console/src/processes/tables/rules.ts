/**
 * Marks the rows of rules in a drawn table: those that fitted and those that decided.
 * @returns how to take the marks away
 */
export function markRules(host: HTMLElement | null, answer: { readonly hits: readonly string[]; readonly decisive: readonly string[] } | null): () => void {
  const marked: Element[] = [];
  for (const id of answer?.hits ?? []) {
    const row = host?.querySelector(`[data-row-id="${CSS.escape(id)}"]`)?.closest('tr');
    if (!row) continue;
    row.setAttribute('data-rule', answer?.decisive.includes(id) ? 'decisive' : 'fits');
    marked.push(row);
  }
  return () => { for (const row of marked) row.removeAttribute('data-rule'); };
}
