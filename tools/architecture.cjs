// The one place that states the order of the domain. A module may import only modules listed above it, and only their index.ts;
// whoever stands lower learns of things by event. tools/walls.test.mjs holds the folders against this list.
exports.modules = [
  "audit", "org", "imports", "customers", "sites", "products", "orders", "parts", "goods", "vendors", "knowledge", "processes", "conversations", "tickets", "sla", "routing",
  "casework", "charges", "shipments", "repairs", "returns", "dispatch", "counter", "telemetry", "remote", "surveys", "segments", "automation", "incidents", "compensation", "campaigns", "quality", "training",
  "bot", "hotline", "mirror", "desk", "transfer", "notices", "analytics", "privacy", "webhooks", "improvement",
];
