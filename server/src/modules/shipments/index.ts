export { ShipmentLabelled, ShipmentMoved, ShipmentRefused } from './events.ts';
export { createLabelPrinter } from './label.ts';
export type { LabelFacts, LabelPrinter } from './label.ts';
export { shipmentsModule } from './module.ts';
export { createShipments } from './shipments.ts';
export type { ShipmentOrder, Shipments } from './shipments.ts';
