import { z } from 'zod';
import { Done, Id, IdParam, Instant, Names, PageQuery, changesOf, page } from './basics.ts';
import { Entitlement, Remedy } from './entitlement.ts';
import { FileInfo } from './files.ts';
import { route } from './route.ts';

const Key = z.string().trim().min(1).max(60);
const Day = z.iso.date();
const Words = z.object({ zh: z.string().max(8000), en: z.string().max(8000) });
const Country = z.string().regex(/^[A-Z]{2}$/);
const Currency = z.string().regex(/^[A-Z]{3}$/);

/** How the check character at the end of a serial number is found. */
export const SerialCheck = z.enum(['none', 'luhn', 'mod-10-3-1', 'mod-11', 'mod-11-10', 'mod-36', 'mod-37-36', 'mod-97']);
export type SerialCheck = z.infer<typeof SerialCheck>;
/** `pattern`: regular expression over the number in capitals without spaces and dashes; groups `model`, `batch`, `year`, `month`, `week` are read from it. */
export const SerialRule = z.object({ pattern: z.string().min(1).max(200), check: SerialCheck, note: z.string().max(200).default('') });
export type SerialRule = z.infer<typeof SerialRule>;

export const BrandWrite = z.object({ key: Key, name: Names, serialRules: z.array(SerialRule).max(20).default([]), active: z.boolean().default(true) });
export const Brand = BrandWrite.extend({ id: z.int() });
export type Brand = z.infer<typeof Brand>;

export const VariantWrite = z.object({ sku: Key, name: Names, gtin: z.string().max(20).default('') });
export const Variant = VariantWrite.extend({ id: z.int() });
export const BatchWrite = z.object({ key: Key, producedOn: Day.nullable().default(null), note: z.string().max(500).default('') });
export const Batch = BatchWrite.extend({ id: z.int(), units: z.int(), faults: z.int() });
export const PlanWrite = z.object({ title: Names, minutes: z.int().min(1).max(10_000), steps: Words, parts: z.array(z.object({ number: z.string().min(1).max(60), quantity: z.int().min(1).max(100) })).max(50), skill: z.string().max(60).default('') });
/** 标准化维修方案. */
export const RepairPlan = PlanWrite.extend({ id: z.int() });
export type RepairPlan = z.infer<typeof RepairPlan>;
export const FaultWrite = z.object({ key: Key, title: Names, advice: Words, safety: z.boolean().default(false), active: z.boolean().default(true), plans: z.array(PlanWrite).max(10).default([]) });
export const KnownFault = FaultWrite.extend({ id: z.int(), plans: z.array(RepairPlan) });
export type KnownFault = z.infer<typeof KnownFault>;

/** A question leads to the node of the answer; an end says what to do. */
export const TreeNode = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('question'), text: Names, hint: Words.optional(), answers: z.array(z.object({ text: Names, to: z.string().max(40) })).min(1).max(8) }),
  z.object({ kind: z.literal('fix'), text: Names, steps: Words, faultKey: z.string().max(60).optional(), /** Asked after the steps; where «no» leads. */ notHelped: z.string().max(40).optional() }),
  z.object({ kind: z.literal('report'), text: Names, faultKey: z.string().max(60).optional(), stopUsing: z.boolean().default(false), photos: Words.optional() }),
]);
export type TreeNode = z.infer<typeof TreeNode>;
export const TreeWrite = z.object({ title: Names, start: z.string().max(40), nodes: z.record(z.string().max(40), TreeNode), active: z.boolean().default(true) });
export const FaultTree = TreeWrite.extend({ id: z.int(), modelId: z.int() });
export type FaultTree = z.infer<typeof FaultTree>;

export const ModelWrite = z.object({
  brandId: Id, key: Key, name: Names, category: z.string().trim().max(60).default(''), description: Words.default({ zh: '', en: '' }), imageId: Id.nullable().default(null),
  releasedOn: Day.nullable().default(null), discontinuedOn: Day.nullable().default(null), active: z.boolean().default(true),
});
export const ModelRow = ModelWrite.extend({ id: z.int(), brandName: Names, imageUrl: z.string().nullable(), units: z.int(), version: z.int() });
export type ModelRow = z.infer<typeof ModelRow>;
export const Manual = z.object({ id: z.int(), title: z.string(), language: z.string(), kind: z.enum(['manual', 'service', 'drawing']), file: FileInfo });
export const ModelPage = ModelRow.extend({
  variants: z.array(Variant), batches: z.array(Batch), manuals: z.array(Manual), faults: z.array(KnownFault), trees: z.array(FaultTree),
});
export type ModelPage = z.infer<typeof ModelPage>;

export const UnitStatus = z.enum(['in-stock', 'in-use', 'in-service', 'returned', 'replaced', 'scrapped']);
export const UnitWrite = z.object({
  serial: z.string().trim().min(3).max(64), modelId: Id, variantId: Id.nullable().default(null), batchId: Id.nullable().default(null), customerId: Id.nullable().default(null), country: Country.default('CN'),
  producedOn: Day.nullable().default(null), purchasedOn: Day.nullable().default(null), activatedOn: Day.nullable().default(null), seller: z.string().trim().max(200).default(''),
  priceMinor: z.int().min(0).nullable().default(null), currency: Currency.default('CNY'), status: UnitStatus.default('in-use'), note: z.string().max(4000).default(''),
});
export type UnitWrite = z.infer<typeof UnitWrite>;
export const Unit = UnitWrite.extend({
  id: z.int(), brand: z.object({ id: z.int(), key: z.string(), name: Names }), model: z.object({ id: z.int(), key: z.string(), name: Names, category: z.string(), imageUrl: z.string().nullable() }),
  variantName: Names.nullable(), batchKey: z.string().nullable(), customerName: z.string().nullable(), replacedBy: z.int().nullable(), registeredBy: z.string(), repairDays: z.int(), proven: z.boolean(), createdAt: Instant, version: z.int(),
});
export type Unit = z.infer<typeof Unit>;

export const ProofKind = z.enum(['invoice', 'receipt', 'photo', 'order']);
export const ProofWrite = z.object({
  kind: ProofKind, files: z.array(Id).max(10).default([]), purchasedOn: Day, seller: z.string().trim().max(200).default(''), number: z.string().trim().max(100).default(''), amountMinor: z.int().min(0).nullable().default(null), currency: Currency.default('CNY'),
});
export type ProofWrite = z.infer<typeof ProofWrite>;
export const Proof = ProofWrite.omit({ files: true }).extend({
  id: z.int(), unitId: z.int(), files: z.array(FileInfo), state: z.enum(['waiting', 'accepted', 'refused']), submittedBy: z.string(), submittedAt: Instant, decidedBy: z.string().nullable(), decidedAt: Instant.nullable(), reason: z.string(),
});
export type Proof = z.infer<typeof Proof>;
export const ProofInQueue = Proof.extend({ serial: z.string(), modelKey: z.string(), modelName: Names, customerId: z.int().nullable(), customerName: z.string().nullable(), producedOn: z.string().nullable(), /** What the rule found missing. */ doubts: z.array(Names) });
export type ProofInQueue = z.infer<typeof ProofInQueue>;

export const ExclusionKind = z.enum(['human-damage', 'disaster', 'unauthorised-repair', 'consumable', 'other']);
export const ExclusionWrite = z.object({ kind: ExclusionKind, faultKey: z.string().max(60).default(''), partCategory: z.string().max(60).default(''), description: z.string().trim().min(1).max(4000), files: z.array(Id).max(20).default([]), ticketId: Id.nullable().default(null), happenedOn: Day.nullable().default(null) });
export type ExclusionWrite = z.infer<typeof ExclusionWrite>;
export const Exclusion = ExclusionWrite.omit({ files: true }).extend({ id: z.int(), files: z.array(FileInfo), recordedBy: z.string(), recordedAt: Instant, withdrawnBy: z.string().nullable(), withdrawnAt: Instant.nullable(), withdrawnReason: z.string() });
export type Exclusion = z.infer<typeof Exclusion>;

/** Extended plans 延保. */
export const WarrantyPlanWrite = z.object({
  key: Key, name: Names, months: z.int().min(1).max(240), begins: z.enum(['after-warranty', 'at-sale', 'at-purchase']), categories: z.array(z.string().max(60)).max(50).default([]), covers: z.array(Remedy).min(1).default(['repair']),
  coversExclusions: z.array(ExclusionKind).default([]), priceMinor: z.int().min(0).default(0), currency: Currency.default('CNY'), clause: Names, active: z.boolean().default(true),
});
export const WarrantyPlan = WarrantyPlanWrite.extend({ id: z.int() });
export type WarrantyPlan = z.infer<typeof WarrantyPlan>;
export const UnitPlan = z.object({ id: z.int(), plan: WarrantyPlan, soldOn: z.string(), reference: z.string(), cancelledAt: Instant.nullable() });

export const UnitPage = z.object({
  unit: Unit, entitlement: Entitlement, proofs: z.array(Proof), exclusions: z.array(Exclusion), plans: z.array(UnitPlan),
  tickets: z.array(z.object({ id: z.int(), subject: z.string(), status: z.string(), type: z.string(), openedAt: Instant })),
  faults: z.array(z.object({ id: z.int(), reference: z.string(), ticketId: z.int().nullable(), faultKey: z.string(), title: Names.nullable(), partNumber: z.string(), happenedOn: z.string(), covered: z.boolean(), minutes: z.int().nullable() })),
  orders: z.array(z.object({ id: z.int(), number: z.string(), shopName: z.string(), status: z.string(), orderedAt: Instant })),
  /** What a label's QR code holds. */
  qr: z.string(),
});
export type UnitPage = z.infer<typeof UnitPage>;

/** One line of a table sent in: what became of it. */
export const ImportReport = z.object({
  dryRun: z.boolean(), rows: z.int(), created: z.int(), changed: z.int(), unchanged: z.int(), failed: z.int(),
  /** The first 200; `line` as in the file, the heading is line 1. */
  errors: z.array(z.object({ line: z.int(), column: z.string(), value: z.string(), message: z.string() })),
  /** The rows that failed, with the reason in a column of its own, to be mended and sent again. */
  errorFile: z.string(),
});
export type ImportReport = z.infer<typeof ImportReport>;
export const ImportBody = z.object({ csv: z.string().min(1).max(20_000_000), dryRun: z.boolean().default(false), update: z.boolean().default(true) });

export const FaultRates = z.object({
  by: z.enum(['model', 'batch', 'part', 'age', 'fault']),
  items: z.array(z.object({ key: z.string(), label: Names, modelId: z.int().nullable(), units: z.int(), faults: z.int(), /** Faults per hundred units that could fail. */ rate: z.number(), covered: z.int(), minutes: z.number().nullable() })),
});
export type FaultRates = z.infer<typeof FaultRates>;

const read = 'products.read';
const write = 'products.write';
const review = 'products.review';
const manage = 'products.manage';

export const products = {
  brands: route({ method: 'GET', path: '/brands', summary: 'Brands and how their serial numbers are made', right: read, response: z.object({ items: z.array(Brand) }) }),
  saveBrand: route({ method: 'PUT', path: '/brands/:key', summary: 'Add or change a brand', right: manage, params: z.object({ key: Key }), body: BrandWrite.omit({ key: true }), response: Brand }),
  trySerial: route({
    method: 'POST', path: '/serial-trials', summary: 'What rules that nobody saved yet would say of a serial number', right: manage, body: z.object({ serial: z.string().min(1).max(200), serialRules: z.array(SerialRule).max(20) }),
    response: z.object({ serial: z.string(), problem: Names.nullable(), /** The rule that took it, from 0. */ rule: z.int().nullable(), model: z.string().nullable(), batch: z.string().nullable(), producedOn: z.string().nullable(), /** The number as it would be right, where only its check character is wrong. */ right: z.string().nullable() }),
  }),
  checkSerial: route({
    method: 'GET', path: '/serials/:serial', summary: 'What a serial number says, and whose unit it is', right: read, params: z.object({ serial: z.string().min(1).max(200) }),
    response: z.object({ serial: z.string(), valid: z.boolean(), problem: Names.nullable(), brandId: z.int().nullable(), modelId: z.int().nullable(), batchId: z.int().nullable(), producedOn: z.string().nullable(), unit: Unit.nullable() }),
  }),
  models: route({ method: 'GET', path: '/models', summary: 'Catalogue', right: read, query: PageQuery.extend({ q: z.string().max(200).optional(), category: z.string().max(60).optional(), brandId: Id.optional() }), response: page(ModelRow).extend({ categories: z.array(z.string()) }) }),
  model: route({ method: 'GET', path: '/models/:id', summary: 'One model with variants, batches, manuals, faults and guided troubleshooting', right: read, params: IdParam, response: ModelPage }),
  createModel: route({ method: 'POST', path: '/models', summary: 'Add a model', right: manage, status: 201, idempotent: true, body: ModelWrite, response: ModelPage }),
  updateModel: route({ method: 'PATCH', path: '/models/:id', summary: 'Change a model', right: manage, params: IdParam, body: changesOf(ModelWrite), response: ModelPage }),
  saveVariant: route({ method: 'PUT', path: '/models/:id/variants', summary: 'Add or change a variant by its SKU', right: manage, params: IdParam, body: VariantWrite, response: Variant }),
  saveBatch: route({ method: 'PUT', path: '/models/:id/batches', summary: 'Add or change a batch by its key', right: manage, params: IdParam, body: BatchWrite, response: Batch }),
  removeVariant: route({ method: 'DELETE', path: '/models/:id/variants/:variantId', summary: 'Remove a variant that no unit and no order has', right: manage, params: IdParam.extend({ variantId: Id }), response: Done }),
  removeBatch: route({ method: 'DELETE', path: '/models/:id/batches/:batchId', summary: 'Remove a batch that no unit is of', right: manage, params: IdParam.extend({ batchId: Id }), response: Done }),
  addManual: route({ method: 'POST', path: '/models/:id/manuals', summary: 'Add a manual', right: manage, status: 201, params: IdParam, body: z.object({ title: z.string().min(1).max(200), language: z.string().max(10), kind: z.enum(['manual', 'service', 'drawing']), fileId: Id }), response: Manual }),
  removeManual: route({ method: 'DELETE', path: '/models/:id/manuals/:manualId', summary: 'Remove a manual', right: manage, params: IdParam.extend({ manualId: Id }), response: Done }),
  saveFault: route({ method: 'PUT', path: '/models/:id/faults', summary: 'Add or change a known fault and its repair plans', right: manage, params: IdParam, body: FaultWrite, response: KnownFault }),
  removeFault: route({ method: 'DELETE', path: '/models/:id/faults/:faultId', summary: 'Remove a known fault that never happened; others are switched off', right: manage, params: IdParam.extend({ faultId: Id }), response: Done }),
  saveTree: route({ method: 'POST', path: '/models/:id/fault-trees', summary: 'Add guided troubleshooting', right: manage, status: 201, params: IdParam, body: TreeWrite, response: FaultTree }),
  updateTree: route({ method: 'PUT', path: '/fault-trees/:id', summary: 'Change guided troubleshooting', right: manage, params: IdParam, body: TreeWrite, response: FaultTree }),
  removeTree: route({ method: 'DELETE', path: '/fault-trees/:id', summary: 'Remove guided troubleshooting', right: manage, params: IdParam, response: Done }),
  importModels: route({ method: 'POST', path: '/models/import', summary: 'Models from a CSV file', right: manage, bodyLimit: 25_000_000, body: ImportBody, response: ImportReport }),

  units: route({ method: 'GET', path: '/units', summary: 'Registered units, newest first', right: read, query: PageQuery.extend({ q: z.string().max(100).optional(), modelId: Id.optional(), customerId: Id.optional(), batchId: Id.optional(), status: UnitStatus.optional() }), response: page(Unit) }),
  unit: route({ method: 'GET', path: '/units/:id', summary: 'One unit with its history and what it is owed', right: read, params: IdParam, query: z.object({ on: Day.optional() }), response: UnitPage }),
  register: route({ method: 'POST', path: '/units', summary: 'Register a unit', right: write, status: 201, idempotent: true, body: UnitWrite, response: Unit }),
  updateUnit: route({ method: 'PATCH', path: '/units/:id', summary: 'Change a unit (If-Match with its version guards against lost updates)', right: write, params: IdParam, body: changesOf(UnitWrite.omit({ serial: true })), response: Unit }),
  importUnits: route({ method: 'POST', path: '/units/import', summary: 'Units from a CSV file', right: write, bodyLimit: 25_000_000, body: ImportBody, response: ImportReport }),
  entitlement: route({
    method: 'GET', path: '/units/:id/entitlement', summary: 'What a unit is owed, until when, on what clause, and why not', right: read, params: IdParam,
    query: z.object({ on: Day.optional(), partCategory: z.string().max(60).optional(), partId: Id.optional(), faultKey: z.string().max(60).optional() }), response: Entitlement,
  }),
  addProof: route({ method: 'POST', path: '/units/:id/proofs', summary: 'Bring a proof of purchase', right: write, status: 201, idempotent: true, params: IdParam, body: ProofWrite, response: Proof }),
  proofs: route({ method: 'GET', path: '/proofs', summary: 'Proofs of purchase waiting for a look, oldest first', right: review, query: PageQuery, response: page(ProofInQueue).extend({ waiting: z.int() }) }),
  decideProof: route({ method: 'POST', path: '/proofs/:id/decision', summary: 'Accept or refuse a proof of purchase', right: review, params: IdParam, body: z.object({ accept: z.boolean(), reason: z.string().max(500).default(''), purchasedOn: Day.optional() }), response: Proof }),
  exclude: route({ method: 'POST', path: '/units/:id/exclusions', summary: 'Record damage that is not covered, with evidence', right: write, status: 201, idempotent: true, params: IdParam, body: ExclusionWrite, response: Exclusion }),
  withdrawExclusion: route({ method: 'POST', path: '/exclusions/:id/withdrawal', summary: 'Take an exclusion back', right: write, params: IdParam, body: z.object({ reason: z.string().trim().min(1).max(500) }), response: Exclusion }),
  plans: route({ method: 'GET', path: '/warranty-plans', summary: 'Extended plans on sale', right: read, response: z.object({ items: z.array(WarrantyPlan) }) }),
  savePlan: route({ method: 'PUT', path: '/warranty-plans/:key', summary: 'Add or change an extended plan', right: manage, params: z.object({ key: Key }), body: WarrantyPlanWrite.omit({ key: true }), response: WarrantyPlan }),
  sellPlan: route({ method: 'POST', path: '/units/:id/plans', summary: 'Give a unit an extended plan', right: write, status: 201, idempotent: true, params: IdParam, body: z.object({ planKey: Key, soldOn: Day.optional(), reference: z.string().max(100).default('') }), response: UnitPlan }),
  faultRates: route({ method: 'GET', path: '/fault-rates', summary: 'Fault rates by model, batch, part, age or fault', right: read, query: z.object({ by: z.enum(['model', 'batch', 'part', 'age', 'fault']), modelId: Id.optional(), from: Day.optional(), to: Day.optional() }), response: FaultRates }),
};
