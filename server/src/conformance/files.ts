/** Files named on a command line: folders are walked, one file at a time is read. */
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

export interface GivenFile {
  /** Path as given, folders joined with it. */
  path: string
  bytes: Buffer
}

/** Yields every file below the given paths in a stable order. */
export async function* readFiles(paths: readonly string[]): AsyncIterable<GivenFile> {
  for (const path of paths) {
    const info = await stat(path)
    if (!info.isDirectory()) { yield { path, bytes: await readFile(path) }; continue }
    const entries = (await readdir(path, { withFileTypes: true })).toSorted((a, b) => (a.name < b.name ? -1 : 1))
    for (const entry of entries) {
      const inner = join(path, entry.name)
      if (entry.isDirectory()) yield* readFiles([inner])
      else if (entry.isFile()) yield { path: inner, bytes: await readFile(inner) }
    }
  }
}
