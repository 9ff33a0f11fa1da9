/** Runs in one go what is asked for within one moment: seven answers that come as one are drawn once, not seven times. */
export function together(later: (work: () => void) => void = (work) => { setTimeout(work, 0); }): (work: () => void) => void {
  let waiting: (() => void)[] = [];
  const run = () => {
    const all = waiting;
    waiting = [];
    // One that fails takes none of the others with it.
    for (const work of all) try { work(); } catch (error) { reportError(error); }
  };
  return (work) => {
    waiting.push(work);
    if (waiting.length === 1) later(run);
  };
}
