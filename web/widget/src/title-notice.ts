/** Says in the tab's title that something waits while nobody looks; gives the page its own title back afterwards. */
export function createTitleNotice(page: { title: string }, format: (count: number, title: string) => string) {
  let own: string | null = null;
  let shown = '';
  return function show(count: number): void {
    if (own !== null && page.title !== shown) own = null; // the page renamed itself meanwhile: that name is the true one now
    if (count > 0) {
      own ??= page.title;
      shown = format(count, own);
      page.title = shown;
    } else if (own !== null) {
      page.title = own;
      own = null;
    }
  };
}
