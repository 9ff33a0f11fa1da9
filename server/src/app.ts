import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { chatModule } from './channels/chat/follow-up.ts';
import { createForwardMail, createMailAdapter, createOwnMail } from './channels/mail/index.ts';
import { auditModule, createAudit } from './modules/audit/index.ts';
import { type Postman, createAccess, createOrg, createSignIn, orgModule } from './modules/org/index.ts';
import { createConversations, conversationsModule, MessageWritten } from './modules/conversations/index.ts';
import { createImports, importsModule } from './modules/imports/index.ts';
import { createCustomers, customerImport, customersModule } from './modules/customers/index.ts';
import { createTickets, ticketsModule } from './modules/tickets/index.ts';
import { createSla, slaModule } from './modules/sla/index.ts';
import { createRouting, routingModule } from './modules/routing/index.ts';
import { createSurveys, surveysModule } from './modules/surveys/index.ts';
import { createSegments, segmentsModule } from './modules/segments/index.ts';
import { createAnswerByMail, createChatDesk, createHouse, createPortal, portalMail } from './modules/desk/index.ts';
import { type Beyond, createAcknowledge, createDesk, createLikely, createSees, deskModule } from './modules/desk/index.ts';
import { webPush } from './integrations/push/adapter.ts';
import { automationModule, createAutomation } from './modules/automation/index.ts';
import { campaignsModule, createCampaigns } from './modules/campaigns/index.ts';
import { createNotices, noticesModule } from './modules/notices/index.ts';
import { analyticsModule, createAnalytics } from './modules/analytics/index.ts';
import { createPrivacy, privacyModule } from './modules/privacy/index.ts';
import { createExports, createFetching, transferKinds, transferModule } from './modules/transfer/index.ts';
import { createWebhooks, webhooksModule } from './modules/webhooks/index.ts';
import { createAfterSales } from './aftersales.ts';
import { createHotline, hotlineModule } from './modules/hotline/index.ts';
import { createCloudDoor } from './voice/cloud/door.ts';
import { createVoice } from './voice/endpoint.ts';
import { createRecogniser } from './voice/recogniser.ts';
import { soundFile } from './voice/sound-file.ts';
import { createForwarding, mirrorModule } from './modules/mirror/index.ts';
import { createOutsideDesks } from './outside-desks.ts';
import { createDoors, handKinds } from './doors.ts';
import { liveTopics } from './live.ts';
import { createSecrets, loadMasterKey, may, need } from './platform/auth/index.ts';
import { createBus } from './platform/bus/index.ts';
import { lag } from './platform/bus/index.ts';
import type { Config } from './platform/config/index.ts';
import { migrate, openDatabase } from './platform/db/index.ts';
import { createDiskFileStore, fileInfo, registerFileRoutes, registerUpload, sweepFiles } from './platform/files/index.ts';
import { Refusal, createHttp, mount, mountTogether, servePages } from './platform/http/index.ts';
import { sweepIdempotencyKeys } from './platform/http/store-idempotency.ts';
import { type Job, createJobs, migrateJobs } from './platform/jobs/index.ts';
import { registerShortLinks, sweepLinks } from './platform/links/index.ts';
import { LiveHub, Signals, registerLive } from './platform/live/index.ts';
import type { Log } from './platform/log/index.ts';
import { createMetrics, registerHealth } from './platform/metrics/index.ts';
import { type Module, type Platform, defineModule } from './platform/module/index.ts';
import { type Clock, systemClock } from './platform/time/index.ts';
import type { Role } from './running.ts';
import { maxFileBytes } from '@aftercare/contract/files';
import { maxImportBytes } from '@aftercare/contract/imports';

export const version = (JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as { version: string }).version;

export interface AppOptions {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly log: Log;
  readonly roles: readonly Role[];
  readonly clock?: Clock;
  /** Tests: check each answer against the contract, run no loops. */
  readonly testing?: boolean;
  /** Tests: false leaves answers as they are. */
  readonly checkAnswers?: boolean;
}

/** Builds everything in order: platform, modules, channels, HTTP. The only file that sees all. Nothing listens before `start`. */
export async function createApp(options: AppOptions) {
  const { config, log, roles } = options;
  const clock = options.clock ?? systemClock;
  const testing = options.testing ?? false;
  let leaving = false;
  // While everything ends, lines that end are no news.
  const onError = (error: Error & { code?: string }) => log[leaving ? 'debug' : 'warn']({ code: error.code, reason: error.message }, 'a database connection was lost');
  const db = openDatabase({ url: options.databaseUrl, purpose: 'web', max: 16, statementTimeoutMs: 10_000, parallel: false, onError });
  const work = openDatabase({ url: options.databaseUrl, purpose: 'work', max: 16, statementTimeoutMs: 60_000, onError });
  const metrics = createMetrics();
  metrics.watchPool('web', db.pool);
  metrics.watchPool('work', work.pool);
  const secrets = createSecrets(await loadMasterKey(join(config.AFTERCARE_DATA, 'secret.key'), config.SECRET_KEY));
  const bus = createBus({ db: work, log });
  const jobs = createJobs(work, log);
  const signals = new Signals(work, log);
  const filesFolder = join(config.AFTERCARE_DATA, 'files');
  const files = createDiskFileStore({ db, folder: filesFolder });
  const platform: Platform = { config, db, work, bus, jobs, clock, log, secrets, files, signals };

  // Made later, asked later: signing in must not know that mail exists.
  const postman = (): Postman | null => ownMail.postman;
  const audit = createAudit(platform);
  const org = createOrg(platform);
  const access = createAccess(db, clock, config.publicUrl);
  const signIn = createSignIn(platform, org, audit, postman);
  const customers = createCustomers(platform, async (handle) => (await org.company(handle)).timeZone);
  const imports = createImports(platform);
  const customerKind = customerImport(platform, customers);
  imports.use(customerKind);
  const conversations = createConversations(platform, customers);
  const tickets = createTickets(platform, customers, conversations);
  const fetching = createFetching(platform);
  for (const kind of transferKinds(platform, { org, customers, conversations, tickets, loadSafeHtml: async () => (await import('./channels/mail/html/safe-html.ts')).safeHtml }, customerKind, fetching)) imports.use(kind);
  const sla = createSla(platform, org, tickets);
  const routing = createRouting(platform, org, tickets);
  const surveys = createSurveys(platform, org, conversations, tickets, customers);
  const segments = createSegments(platform, customers);
  const beyond: Beyond = { units: (principal) => afterSales.products.visibleUnits(principal), orders: (principal) => afterSales.orders.visible(principal), chapters: () => afterSales.casework.handbook.chapters() };
  const desk = createDesk(platform, tickets, conversations, customers, beyond);
  const analytics = createAnalytics(platform, tickets);
  const afterSales = createAfterSales({ platform, org, customers, conversations, tickets, sla, routing, surveys });
  routing.rules.useTables(afterSales.processes.definitions);
  routing.useVendors(afterSales.askVendor);
  const automation = createAutomation(platform, { org, tickets, conversations, processes: afterSales.processes, segments });
  const campaigns = createCampaigns(platform, { org, customers, conversations, segments });
  const exported = createExports(platform, audit, { tickets, customers, idsOfView: (view, principal) => desk.lists.ids(view, principal, 1_000_000) }, version);
  automation.bulk.useViews((principal, view, most) => desk.lists.ids(view, principal, most));

  const hotline = createHotline(platform, { org, customers, conversations, tickets, routing, recogniser: createRecogniser(config), sound: soundFile, vendorPhone: afterSales.vendors.phone });
  const cloudDoor = createCloudDoor(platform, hotline);
  const voice = createVoice(platform, hotline);

  const house = createHouse(platform, org);
  const answerByMail = createAnswerByMail(platform, customers, conversations, tickets);
  const chatDesk = createChatDesk(platform, house, tickets, surveys, answerByMail);
  const onPortal = portalMail(platform, answerByMail);
  const push = webPush({ allowPrivate: config.ALLOW_PRIVATE_HOSTS, contact: config.publicUrl.startsWith('https:') ? config.publicUrl : 'mailto:postmaster@localhost' });
  const portal = createPortal({ platform, org, house, customers, conversations, tickets, sla, surveys, afterSales, postman, push });
  const notices = createNotices({ platform, postman, canMail: () => ownMail.canSend(), push, pushKeys: portal.push.keys });

  const mail = createMailAdapter(platform);
  const ownMail = createOwnMail(platform, () => conversations.accounts.ofKind('mail'));
  const acknowledge = createAcknowledge(platform, { conversations, customers, org, sla, tickets });
  const forwardMail = createForwardMail(platform, () => conversations.accounts.ofKind('mail'));
  const forwarding = createForwarding(platform, conversations, customers, forwardMail);
  const { mirror, outside } = createOutsideDesks(platform, { org, customers, conversations, tickets });
  const privacy = createPrivacy(platform, customers);
  const adapters = createDoors({ platform, mail, chatDesk, outside });
  conversations.useAdapters(adapters, handKinds);

  const housekeeping = defineModule({
    name: 'platform',
    jobs: [{ name: 'platform.sweep', cron: '23 3 * * *', handle: async () => { await sweepFiles({ db: work, folder: filesFolder, clock }); await sweepIdempotencyKeys(work); await sweepLinks(work, clock.now()); await signIn.guard.sweep(work); } } satisfies Job<unknown> as Job<never>],
  });
  const modules: Module[] = [];
  const allRights = () => Object.fromEntries(modules.flatMap((m) => Object.entries(m.rights ?? {})));
  modules.push(
    housekeeping,
    auditModule(audit),
    orgModule(platform, org, signIn, access, allRights),
    importsModule(platform, imports),
    customersModule(platform, customers),
    conversationsModule(platform, conversations, org),
    ticketsModule(platform, tickets, conversations, customers, org),
    slaModule(platform, sla, tickets),
    routingModule(platform, routing, org, tickets),
    surveysModule(surveys),
    ...afterSales.modules,
    segmentsModule(platform, segments, customers),
    automationModule(platform, automation, { org, tickets, processes: afterSales.processes }),
    campaignsModule(platform, campaigns),
    hotlineModule(platform, hotline, tickets, { services: [voice], jobs: [cloudDoor.job as Job<never>] }),
    mirrorModule(platform, mirror, forwarding, { tickets, conversations }),
    transferModule(platform, exported, fetching),
    deskModule(desk, acknowledge, createLikely(platform, customers, imports), createSees(platform, org, tickets, customers)),
    defineModule({ name: 'mail', jobs: [ownMail.job as Job<never>] }),
    noticesModule(notices),
    analyticsModule(platform, analytics, tickets),
    privacyModule(platform, privacy, { audit, customers, tickets, conversations }),
    defineModule({ name: 'portal', routes: portal.routes, belongings: [{ table: 'push_subscription', key: 'id' }], subscriptions: [onPortal.subscription, portal.telling.subscription], jobs: [onPortal.job, ...portal.telling.jobs] }),
    chatModule(platform, () => conversations.contextOf('chat'), chatDesk, MessageWritten),
  );
  modules.push(webhooksModule(platform, createWebhooks(platform), modules.flatMap((m) => m.events ?? [])));
  checkModules(modules);
  afterSales.processes.useActions(modules);
  customers.merging.useBelongings(modules.flatMap((m) => m.belongings ?? []));
  bus.register(modules.flatMap((m) => m.events ?? []));
  const jobList = modules.flatMap((m) => m.jobs ?? []);
  const services = modules.flatMap((m) => m.services ?? []).filter((s) => roles.includes(s.role));
  const subscriptions = modules.flatMap((m) => m.subscriptions ?? []);

  let serving = false;
  async function buildHttp(): Promise<FastifyInstance> {
    const httpOptions = { log, db, authenticate: access.authenticate, publicUrl: config.publicUrl, trustProxy: config.TRUST_PROXY, checkAnswers: options.checkAnswers ?? testing };
    const app = await createHttp(httpOptions);
    metrics.observe(app);
    registerHealth(app, { metrics, ready: async () => ({ ok: serving && (await db.one(alive)) !== undefined, checks: { serving: String(serving) } }), ...(config.METRICS_TOKEN ? { metricsToken: config.METRICS_TOKEN } : {}) });
    registerFileRoutes(app, {
      store: files, secret: secrets.key('file-url'), clock, maxBytes: maxFileBytes,
      // A file's key is 128 random bits that only those who see its message get; still nobody reads without signing in.
      // Who may not see every ticket reads what they brought, and what a module shows them of what they see.
      mayRead: async (request, file) => {
        const principal = await access.authenticate(request);
        if (!principal) return false;
        if ((principal.scope === 'all' && may(principal, 'tickets.read')) || file.owner === `${principal.kind}:${principal.id}`) return true;
        for (const module of modules) if (await module.files?.(principal, file)) return true;
        return false;
      },
      uploadAllowed: async (request) => {
        const principal = await access.authenticate(request);
        if (!principal) throw new Refusal('not-signed-in');
        return { owner: `${principal.kind}:${principal.id}` };
      },
    });
    // Tables and histories of other systems: larger than what people send each other, and only from who may bring them in.
    registerUpload(app, { path: '/api/v1/imports/files', store: files, maxBytes: maxImportBytes, answer: (file) => fileInfo(file, ''), uploadAllowed: async (request) => {
      const principal = await access.authenticate(request);
      if (!principal) throw new Refusal('not-signed-in');
      need(principal, 'imports.manage');
      return { owner: `${principal.kind}:${principal.id}` };
    } });
    registerShortLinks(app, { db, clock });
    const hub = new LiveHub({ tail: bus.tail, signals, clock, log, rules: modules.flatMap((m) => m.live ?? []), ...liveTopics(db, tickets, modules, customers), onFollow: hotline.telephones.follows });
    registerLive(app, { hub, authenticate: access.authenticate, publicUrl: config.publicUrl, log });
    stops.push(async () => hub.stop());
    mount(app, modules.flatMap((m) => m.routes ?? []), httpOptions);
    mountTogether(app);
    for (const adapter of adapters) await adapter.mount?.(app, conversations.contextOf(adapter.kind));
    cloudDoor.mount(app);
    // Tests ask the API; hundreds of built files would be looked up for each of them.
    if (!testing) await servePages(app, version);
    metrics.beforeScrape(async () => { for (const s of await lag(db)) metrics.setBusLag(s.name, s.behind, s.parked); });
    return app;
  }

  const stops: (() => Promise<void>)[] = [];
  let http: FastifyInstance | null = null;
  return {
    platform, audit, org, signIn, access, customers, imports, segments, conversations, tickets, sla, routing, surveys, desk, beyond, analytics, afterSales, automation, portal, notices, hotline, voice, mirror, privacy, modules, metrics,
    jobs: jobList,
    http: async () => (http ??= await buildHttp()),
    /** Starts what this process's roles ask for. @param listen opens the door of HTTP: before timers and deadlines that fell due meanwhile are worked off, however many wait */
    async start(listen?: () => Promise<unknown>): Promise<void> {
      await signals.start();
      await bus.follow();
      if (roles.includes('worker')) {
        await bus.start(subscriptions, { loops: !testing });
        if (!testing) await jobs.start(jobList, 8);
      }
      if (roles.includes('channels') && !testing) {
        for (const adapter of adapters) {
          const running = await adapter.start?.(conversations.contextOf(adapter.kind));
          if (running) stops.push(() => running.stop());
        }
      }
      serving = true;
      await listen?.();
      if (!testing) for (const service of services) await service.start();
    },
    /** Stops taking in, finishes what is in hand, closes. */
    async stop(): Promise<void> {
      serving = false;
      leaving = true;
      for (const stop of stops.toReversed()) await stop().catch((error: unknown) => log.warn({ err: error }, 'a channel did not stop cleanly'));
      await http?.close();
      mail.close();
      ownMail.close();
      forwardMail.close();
      if (!testing) for (const service of services.toReversed()) await service.stop();
      await jobs.stop();
      await bus.stop();
      await signals.stop();
      await Promise.all([db.end(), work.end()]);
    },
    /** Tests: does all work there is, in this process, until nothing is left. */
    async drain(): Promise<void> {
      for (let round = 0; round < 3; round++) {
        const taken = await conversations.intake.drain();
        const told = await bus.drain();
        const done = await jobs.drain(jobList);
        if (!taken && !told && !done) return;
      }
      await bus.drain();
    },
  };
}
export type App = Awaited<ReturnType<typeof createApp>>;
const alive = { text: 'select 1 as one', values: [] };

/** Brings schema and queue to this version. */
export async function migrateAll(url: string): Promise<string[]> {
  const done = await migrate(url);
  const db = openDatabase({ url, purpose: 'migrate', max: 2, statementTimeoutMs: 600_000 });
  try { await migrateJobs(db); } finally { await db.end(); }
  return done;
}

/** Refuses to start on double names or a route whose right nobody declares. */
function checkModules(modules: readonly Module[]): void {
  const rights = new Set(['self', ...modules.flatMap((m) => Object.keys(m.rights ?? {}))]);
  const seen = new Set<string>();
  const once = (what: string) => { if (seen.has(what)) throw new Error(`${what} is defined twice`); seen.add(what); };
  for (const module of modules) {
    once(`module ${module.name}`);
    for (const { spec } of module.routes ?? []) {
      once(`route ${spec.method} ${spec.path}`);
      if (spec.right && !rights.has(spec.right)) throw new Error(`${spec.method} ${spec.path} needs the right ${spec.right}, which no module declares`);
    }
    for (const job of module.jobs ?? []) once(`job ${job.name}`);
    for (const subscription of module.subscriptions ?? []) once(`subscription ${subscription.name}`);
  }
}
