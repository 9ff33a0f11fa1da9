import { createContext } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** The picture sent under a token from this page, as long as the page lives. */
export const PictureContext = createContext<(token: string) => Blob | undefined>(() => undefined);

/** A picture from this device, drawn instead of linked: pages may forbid `blob:` addresses. `longest` side in pixels. */
export function LocalPicture({ picture, longest, label }: { picture: Blob; longest: number; label?: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    let gone = false;
    void createImageBitmap(picture, { imageOrientation: 'from-image' }).then((bitmap) => {
      if (canvas.current && !gone) {
        const factor = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
        Object.assign(canvas.current, { width: Math.max(1, Math.round(bitmap.width * factor)), height: Math.max(1, Math.round(bitmap.height * factor)) });
        canvas.current.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.current.width, canvas.current.height);
      }
      bitmap.close();
    }, () => undefined); // not a format this browser can draw: the frame stays empty, the name stands beside it
    return () => { gone = true; };
  }, [picture]);
  return <canvas ref={canvas} width={1} height={1} {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })} />;
}
