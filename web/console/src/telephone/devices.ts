import { useEffect, useState } from 'react';

/** Which microphone and speaker this browser's person wants; another device of theirs has its own. */
const key = 'aftercare.telephone';
export interface Chosen { readonly microphone: string; readonly speaker: string }

export function chosenDevices(): Chosen {
  try {
    const { microphone, speaker } = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Chosen>;
    return { microphone: String(microphone ?? ''), speaker: String(speaker ?? '') };
  } catch { return { microphone: '', speaker: '' }; }
}
export const chooseDevices = (chosen: Chosen): void => localStorage.setItem(key, JSON.stringify(chosen));

/** A speaker other than the system's; not every browser can. */
export const speakerCanBeChosen = typeof HTMLMediaElement !== 'undefined' && 'setSinkId' in HTMLMediaElement.prototype;

/** What is plugged in. Without leave to use the microphone browsers tell no names: then `named` is false. */
export function useDevices() {
  const [devices, setDevices] = useState<readonly MediaDeviceInfo[]>([]);
  const look = async () => setDevices(await navigator.mediaDevices.enumerateDevices());
  useEffect(() => {
    const again = () => void look();
    again();
    navigator.mediaDevices.addEventListener('devicechange', again);
    return () => navigator.mediaDevices.removeEventListener('devicechange', again);
  }, []);
  const of = (kind: MediaDeviceKind) => devices.filter((one) => one.kind === kind && one.deviceId !== '' && one.deviceId !== 'default');
  return { microphones: of('audioinput'), speakers: of('audiooutput'), named: devices.some((one) => one.label !== ''), look };
}
