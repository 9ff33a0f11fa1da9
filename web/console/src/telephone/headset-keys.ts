/** Keys of a headset by WebHID (telephony page of USB HID); pure reading of its reports. */
export type HeadsetKey = 'hook' | 'mute';
const usages: Readonly<Record<number, HeadsetKey>> = { 0x000b0020: 'hook', 0x000b002f: 'mute' };
/** What WebHID tells of a report's fields. */
export interface Field { readonly usages?: readonly number[] | undefined; readonly reportSize?: number | undefined; readonly reportCount?: number | undefined; readonly isRange?: boolean | undefined; readonly usageMinimum?: number | undefined; readonly usageMaximum?: number | undefined }
export interface Collection { readonly usagePage?: number | undefined; readonly inputReports?: readonly { readonly reportId?: number | undefined; readonly items?: readonly Field[] | undefined }[] | undefined }

/** The keys that are down in a report; undefined for keys it does not speak of. */
export function keysIn(collections: readonly Collection[], reportId: number, data: DataView): Partial<Record<HeadsetKey, boolean>> {
  const down: Partial<Record<HeadsetKey, boolean>> = {};
  for (const collection of collections) {
    for (const report of collection.inputReports ?? []) {
      if ((report.reportId ?? 0) !== reportId) continue;
      let bit = 0;
      for (const item of report.items ?? []) {
        const [size, count] = [item.reportSize ?? 0, item.reportCount ?? 0];
        const usageOf = (n: number) => (item.isRange ? (item.usageMinimum ?? 0) + n : item.usages?.[n]);
        for (let n = 0; n < count; n++, bit += size) {
          const key = usages[usageOf(n) ?? 0];
          if (key && size === 1 && bit >> 3 < data.byteLength) down[key] = (data.getUint8(bit >> 3) & (1 << (bit & 7))) !== 0;
        }
      }
    }
  }
  return down;
}
