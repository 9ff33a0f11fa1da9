import { type RefObject, useEffect, useRef, useState } from 'react';
import { makeDetector } from './detector.ts';

export interface Code { readonly rawValue: string; readonly format: string }
const lookMs = 120;

/**
 * Watches the camera in a `<video>` until `pick` takes one of the codes it sees; the camera is let go then, and when the element goes.
 * @param pick what is taken of the codes in view; null: look on. `ms`: how long it has been looked for
 * @returns `blind` when there is no camera that may be watched
 */
export function useScan(pick: (codes: readonly Code[], ms: number) => string | null, onRead: (text: string) => void): { readonly video: RefObject<HTMLVideoElement | null>; readonly blind: boolean } {
  const video = useRef<HTMLVideoElement>(null);
  const [blind, setBlind] = useState(false);
  const latest = useRef({ pick, onRead });
  latest.current = { pick, onRead };
  useEffect(() => {
    let stream: MediaStream | null = null;
    let over = false;
    const run = async () => {
      const [camera, detector] = await Promise.all([navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }), makeDetector()]);
      stream = camera;
      if (over || !video.current) return camera.getTracks().forEach((track) => track.stop());
      video.current.srcObject = camera;
      await video.current.play();
      const begun = Date.now();
      while (!over && video.current) {
        const codes = await detector.detect(video.current).catch(() => []);
        const text = codes.length > 0 ? latest.current.pick(codes, Date.now() - begun) : null;
        if (text && !over) return latest.current.onRead(text);
        await new Promise((resolve) => { setTimeout(resolve, lookMs); });
      }
    };
    run().catch(() => { if (!over) setBlind(true); });
    return () => { over = true; stream?.getTracks().forEach((track) => track.stop()); };
  }, []);
  return { video, blind };
}
