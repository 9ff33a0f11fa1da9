import { useEffect } from 'react';
import { useLatest } from '../command/CommandProvider.tsx';
import { type Collection, type HeadsetKey, keysIn } from './headset-keys.ts';

/** The part of WebHID we use; only some browsers have it. */
interface HidDevice extends EventTarget { readonly opened: boolean; readonly productName: string; readonly collections: readonly Collection[]; open(): Promise<void> }
interface Hid extends EventTarget { getDevices(): Promise<HidDevice[]>; requestDevice(o: { filters: { usagePage: number }[] }): Promise<HidDevice[]> }
const telephony = 0x0b;
export const hid = (): Hid | undefined => (navigator as unknown as { hid?: Hid }).hid;
/** Asks which headset's keys we may hear; its name, or null. */
export async function connectHeadset(): Promise<string | null> {
  const [device] = (await hid()?.requestDevice({ filters: [{ usagePage: telephony }] })) ?? [];
  return device?.productName ?? null;
}
export const knownHeadset = async (): Promise<string | null> => ((await hid()?.getDevices()) ?? []).find((one) => one.collections.some((c) => c.usagePage === telephony))?.productName ?? null;

interface Keys { readonly onHook: () => void; readonly onMute: () => void; /** A call rings or is on. */ readonly active: boolean; readonly muted: boolean }

/** Keys of headsets while there is a call: by the browser's media keys, and by WebHID where a headset was connected. */
export function useHeadset({ onHook, onMute, active, muted }: Keys): void {
  const press = useLatest((key: HeadsetKey) => (key === 'hook' ? onHook() : onMute()));
  useEffect(() => {
    const session = navigator.mediaSession as MediaSession | undefined;
    if (!active || !session) return undefined;
    // Names of its keys differ by browser; one that it does not know is refused.
    const set = (name: string, handler: (() => void) | null) => { try { session.setActionHandler(name as MediaSessionAction, handler); } catch { /* not here */ } };
    set('togglemicrophone', () => press('mute'));
    set('hangup', () => press('hook'));
    set('play', () => press('hook'));
    set('pause', () => press('hook'));
    return () => { for (const name of ['togglemicrophone', 'hangup', 'play', 'pause']) set(name, null); };
  }, [active, press]);
  useEffect(() => { const session = navigator.mediaSession as (MediaSession & { setMicrophoneActive?: (on: boolean) => unknown }) | undefined; if (active) void session?.setMicrophoneActive?.(!muted); }, [active, muted]);
  useEffect(() => {
    if (!active) return undefined;
    const before = new Map<HidDevice, Partial<Record<HeadsetKey, boolean>>>();
    const heard = (event: Event) => {
      const { device, reportId, data } = event as Event & { device: HidDevice; reportId: number; data: DataView };
      const now = keysIn(device.collections, reportId, data);
      const was = before.get(device) ?? {};
      // The hook is a switch: lifted and laid down are both an act. Mute is a key: going down is one.
      if (now.hook !== undefined && now.hook !== (was.hook ?? false)) press('hook');
      if (now.mute && !was.mute) press('mute');
      before.set(device, { ...was, ...now });
    };
    let devices: readonly HidDevice[] = [];
    void hid()?.getDevices().then(async (known) => {
      devices = known.filter((one) => one.collections.some((c) => c.usagePage === telephony));
      for (const device of devices) { if (!device.opened) await device.open().catch(() => undefined); device.addEventListener('inputreport', heard); }
    });
    return () => { for (const device of devices) device.removeEventListener('inputreport', heard); };
  }, [active, press]);
}
