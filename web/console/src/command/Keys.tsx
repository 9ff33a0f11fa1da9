import { shownKeys } from './keys.ts';

/** Keys drawn as keys. */
export function Keys({ keys }: { readonly keys: string }) {
  return <span className="cs-keys">{shownKeys(keys).map((key, at) => <kbd key={at} className="ac-kbd">{key}</kbd>)}</span>;
}
