const apple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

interface Pressed { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean; readonly altKey: boolean; readonly shiftKey: boolean }

/** The name of a pressed key as commands write it: `mod+k`, `shift+s`, `?`. Shift is named only with letters and named keys. */
export function nameOf(event: Pressed, onApple = apple): string {
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase();
  const parts: string[] = [];
  if (onApple ? event.metaKey : event.ctrlKey) parts.push('mod');
  if (event.altKey) parts.push('alt');
  if (event.shiftKey && (/^[a-z]$/.test(key) || key.length > 1)) parts.push('shift');
  return [...parts, key].join('+');
}

const signs: Record<string, string> = { enter: '↵', escape: 'Esc', arrowdown: '↓', arrowup: '↑', space: 'Space', shift: '⇧', backspace: '⌫', f1: 'F1' };

/** Keys as people read them: ["⌘", "K"], or ["G", "I"] for a sequence. */
export function shownKeys(keys: string, onApple = apple): string[] {
  return keys.split(' ').flatMap((step) => step.split('+').map((part) => {
    if (part === 'mod') return onApple ? '⌘' : 'Ctrl';
    if (part === 'alt') return onApple ? '⌥' : 'Alt';
    return signs[part] ?? (part.length === 1 ? part.toUpperCase() : part);
  }));
}

/**
 * Follows presses and says which command's keys they complete; remembers the first half of a sequence for a second.
 * @param has whether some command has these keys, or begins with them
 */
export function keyReader(now: () => number = () => performance.now()) {
  let before = '';
  let at = -Infinity;
  return function read(name: string, has: (keys: string) => 'whole' | 'begins' | null): string | null {
    const joined = before !== '' && now() - at < 1000 ? `${before} ${name}` : name;
    before = '';
    for (const keys of joined === name ? [name] : [joined, name]) {
      const found = has(keys);
      if (found === 'whole') return keys;
      if (found === 'begins') {
        before = keys;
        at = now();
        return null;
      }
    }
    return null;
  };
}
