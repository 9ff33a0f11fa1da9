/** Pieces that are in many ears at once: read once, the latest few kept. */
const kept = 6;

/** Files never change, so a piece is known by its file. */
export function keptMusic(read: (fileId: number) => Promise<Int16Array | null>): (fileId: number) => Promise<Int16Array | null> {
  const pieces = new Map<number, Promise<Int16Array | null>>();
  return (fileId) => {
    const piece = pieces.get(fileId) ?? read(fileId).catch(() => null);
    pieces.delete(fileId);
    pieces.set(fileId, piece);
    for (const [oldest] of pieces) if (pieces.size > kept) pieces.delete(oldest);
    // What could not be read is tried again by the next.
    void piece.then((samples) => { if (!samples) pieces.delete(fileId); });
    return piece;
  };
}
