/** What a picture is searched for: serial numbers and receipts. */
const formats = ['qr_code', 'code_128', 'code_39', 'code_93', 'ean_13', 'ean_8', 'data_matrix', 'itf', 'upc_a'] as const;
export interface Detector { detect(source: HTMLVideoElement | ImageBitmap): Promise<readonly { readonly rawValue: string; readonly format: string }[]> }
type Make = new (options: { formats: readonly string[] }) => Detector;

/** The browser's own reader of codes, or ours in WebAssembly where it has none. */
export async function makeDetector(): Promise<Detector> {
  const native = (globalThis as { BarcodeDetector?: Make & { getSupportedFormats(): Promise<string[]> } }).BarcodeDetector;
  if (native && (await native.getSupportedFormats()).includes('code_128')) return new native({ formats });
  const [{ BarcodeDetector, setZXingModuleOverrides }, { default: wasm }] = await Promise.all([import('barcode-detector/ponyfill'), import('zxing-wasm/reader/zxing_reader.wasm?url')]);
  // From our own server: pages load nothing from elsewhere.
  setZXingModuleOverrides({ locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? wasm : prefix + path) });
  return new (BarcodeDetector as unknown as Make)({ formats });
}
