import { useRouter } from '@tanstack/react-router';
import type { ComponentPropsWithRef } from 'react';

interface Props extends ComponentPropsWithRef<'a'> {
  readonly path: string;
  /** Fetches the page's code as soon as it is pointed at. */
  readonly ahead?: boolean;
}

/**
 * A link whose path is known. The router's own link reckons its address anew at every step through the console: where dozens
 * of links stand, each opening of a ticket would pay for all of them.
 */
export function PathLink({ path, ahead = false, onClick, onPointerEnter, children, ...rest }: Props) {
  const router = useRouter();
  return (
    <a
      {...rest} href={path}
      onPointerEnter={(event) => { onPointerEnter?.(event); if (ahead) void router.preloadRoute({ to: path }).catch(() => undefined); }}
      onClick={(event) => {
        onClick?.(event);
        if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        void router.navigate({ href: path });
      }}
    >
      {children}
    </a>
  );
}
