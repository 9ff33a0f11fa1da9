export { ShipmentLabelled, ShipmentMoved, ShipmentRefused } from './events.ts';
export { registerCarrierEvents } from './intake.ts';
export type { LabelFacts, LabelPrinter } from './label.ts';
export { shipmentsModule } from './module.ts';
export { createShipments } from './shipments.ts';
export type { ShipmentOrder, Shipments, TellProcess } from './shipments.ts';
