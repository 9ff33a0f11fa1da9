/** Keeps the most recently used of what is dear to make. */
export class Recent<V> {
  readonly #kept = new Map<string, V>();
  readonly #limit: number;
  constructor(limit: number) {
    this.#limit = limit;
  }
  get(key: string, make: () => V): V {
    const known = this.#kept.get(key);
    if (known !== undefined) {
      // Younger again.
      this.#kept.delete(key);
      this.#kept.set(key, known);
      return known;
    }
    const made = make();
    this.#kept.set(key, made);
    if (this.#kept.size > this.#limit) for (const oldest of this.#kept.keys()) { this.#kept.delete(oldest); break; }
    return made;
  }
}
