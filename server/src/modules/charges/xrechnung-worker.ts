/** One structured invoice, then the end: see xrechnung.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { type Invoice, InvoiceService } from '@e-invoice-eu/core';

const { invoice, language } = workerData as { invoice: Invoice; language: string };
const quiet = { log: () => undefined, warn: () => undefined, error: () => undefined };
await new InvoiceService(quiet).generate(invoice, { format: 'XRECHNUNG-UBL', lang: language, noWarnings: true }).then(
  (xml) => parentPort?.postMessage({ xml: String(xml) }),
  (error: unknown) => parentPort?.postMessage({ fault: error instanceof Error ? error.message : String(error) }),
);
