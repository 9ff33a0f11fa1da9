/** What happens when, earliest first; what was put in first goes first among equals. */
export class Agenda<What> {
  readonly #heap: { at: number; order: number; what: What }[] = [];
  #order = 0;

  get size(): number {
    return this.#heap.length;
  }

  add(at: number, what: What): void {
    const heap = this.#heap;
    heap.push({ at, order: this.#order++, what });
    for (let i = heap.length - 1; i > 0;) {
      const parent = (i - 1) >> 1;
      if (!this.#before(i, parent)) break;
      this.#swap(i, parent);
      i = parent;
    }
  }

  next(): { at: number; what: What } | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (heap.length > 0 && last) {
      heap[0] = last;
      for (let i = 0;;) {
        let least = i;
        for (const child of [2 * i + 1, 2 * i + 2]) if (child < heap.length && this.#before(child, least)) least = child;
        if (least === i) break;
        this.#swap(i, least);
        i = least;
      }
    }
    return first;
  }

  #before(a: number, b: number): boolean {
    const x = this.#heap[a] as { at: number; order: number };
    const y = this.#heap[b] as { at: number; order: number };
    return x.at !== y.at ? x.at < y.at : x.order < y.order;
  }

  #swap(a: number, b: number): void {
    const heap = this.#heap;
    [heap[a], heap[b]] = [heap[b] as never, heap[a] as never];
  }
}
