import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';

const flag = z.stringbool({ error: 'must be true or false' });
const isPort = 'must be a port number, 0 to 65535';
const port = z.coerce.number({ error: isPort }).int(isPort).min(0, isPort).max(65_535, isPort);
const webAddress = z.url({ protocol: /^https?$/, error: 'must be an http(s) address such as https://speech.example.com/v1' });
const levels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

const Settings = z.object({
  PORT: port.default(3000),
  HOST: z.string().default('127.0.0.1'),
  SMTP_PORT: port.default(2525),
  SMTP_HOST: z.string().default('127.0.0.1'),
  /** The hotline's SIP port, UDP and TCP; opened once a number needs it. */
  SIP_PORT: port.default(5060),
  SIP_HOST: z.string().default('127.0.0.1'),
  /** Address by which telephones reach us, where it is not SIP_HOST itself (NAT, container). */
  SIP_PUBLIC_HOST: z.string().optional(),
  /** Encrypted SIP, once a certificate and its key are named. */
  SIP_TLS_PORT: port.default(5061),
  SIP_TLS_CERT: z.string().optional(),
  SIP_TLS_KEY: z.string().optional(),
  /** Ports for sound, first and last; each call takes one. */
  RTP_PORTS: z.string().regex(/^\d{4,5}-\d{4,5}$/, 'must look like 40000-40398').default('40000-40398').transform((s) => { const [from = 0, to = 0] = s.split('-').map(Number); return { from: from + (from % 2), to }; }).refine((r) => r.to >= r.from && r.to <= 65_535, 'the last port must not be before the first'),
  /** OpenAI-compatible speech, such as https://speech.example.com/v1; espeak-ng speaks without it. */
  SPEECH_URL: webAddress.optional(),
  SPEECH_KEY: z.string().optional(),
  SPEECH_MODEL: z.string().default('tts-1'),
  SPEECH_VOICE: z.string().default('alloy'),
  /** OpenAI-compatible recogniser for recordings; none without it. */
  RECOGNISER_URL: webAddress.optional(),
  RECOGNISER_KEY: z.string().optional(),
  RECOGNISER_MODEL: z.string().default('whisper-1'),
  /** A language model at the same address that sums recordings up; no summaries without it. */
  SUMMARY_MODEL: z.string().optional(),
  AFTERCARE_DATA: z.string().default('./data').transform((p) => resolve(p)),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must look like postgres://user:password@host:5432/database').optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must be an http(s) address such as https://care.example.com' }).transform((u) => u.replace(/\/+$/, '')).optional(),
  LOG_LEVEL: z.enum(levels, { error: `must be one of ${levels.join(', ')}` }).default('info'),
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  /** Hosts inside the own network that outgoing requests may reach, separated by commas. */
  ALLOW_PRIVATE_HOSTS: z.string().default('').transform((s) => s.split(',').map((h) => h.trim()).filter(Boolean)),
  SMTP_TLS_CERT: z.string().optional(),
  SMTP_TLS_KEY: z.string().optional(),
  TRUST_PROXY: flag.default(false),
  /** The installation's secret when several machines share one database; made and kept in the data folder otherwise. */
  SECRET_KEY: z.string().min(32, 'must have at least 32 characters; openssl rand -hex 32 makes one').optional(),
});
export type Settings = z.infer<typeof Settings>;
export interface Config extends Settings {
  /** Where people reach us: PUBLIC_URL or the local address. */
  readonly publicUrl: string;
  readonly pretty: boolean;
}

/** A certificate or key as it was set: its text, or the name of a file with it. */
export const pem = (value: string): string => (value.startsWith('-----BEGIN') ? value : readFileSync(value, 'utf8'));

const isReadable = (value: string | undefined): boolean => {
  if (value === undefined) return true;
  try { return pem(value).includes('-----BEGIN'); } catch { return false; }
};

/** Secrets are not printed, not even wrong ones. */
const shown = (name: string, values: Record<string, string | undefined>): string => (/TOKEN|KEY|DATABASE_URL/.test(name) ? `${values[name]?.length ?? 0} characters` : JSON.stringify(values[name]));

/** Lists every fault at once; the caller prints `message` and leaves with 1. */
export class ConfigError extends Error {}

function readFile(path: string): Record<string, string> {
  const values: Record<string, string> = {};
  readFileSync(path, 'utf8').split(/\r?\n/).forEach((line, i) => {
    const text = line.trim();
    if (!text || text.startsWith('#')) return;
    const at = text.indexOf('=');
    if (at < 1) throw new ConfigError(`${path}:${i + 1} is not of the form NAME=value`);
    values[text.slice(0, at).trim()] = text.slice(at + 1).trim().replace(/^(["'])(.*)\1$/, '$2');
  });
  return values;
}

/**
 * Settings from the environment and one optional file (`aftercare.env` in the working folder, or the path in
 * AFTERCARE_CONFIG); the environment wins. Throws one ConfigError that names every fault with its fix.
 */
export function loadConfig(env: Record<string, string | undefined> = process.env, overrides: Record<string, string> = {}): Config {
  const path = env['AFTERCARE_CONFIG'] ?? 'aftercare.env';
  if (env['AFTERCARE_CONFIG'] && !existsSync(path)) throw new ConfigError(`AFTERCARE_CONFIG names ${path}, but there is no such file. Create it or unset the variable.`);
  const values = { ...(existsSync(path) ? readFile(path) : {}), ...env, ...overrides };
  // An empty variable means «not set», as in shells and compose files.
  const present = Object.fromEntries(Object.entries(values).filter(([, v]) => v !== undefined && v !== ''));
  const parsed = Settings.safeParse(present);
  const faults = parsed.success ? [] : parsed.error.issues.map((i) => `${i.path.join('.')} ${i.message} (now: ${shown(String(i.path[0]), present)})`);
  if (parsed.success && Boolean(parsed.data.SMTP_TLS_CERT) !== Boolean(parsed.data.SMTP_TLS_KEY)) faults.push('SMTP_TLS_CERT and SMTP_TLS_KEY go together: set both or neither');
  if (parsed.success && Boolean(parsed.data.SIP_TLS_CERT) !== Boolean(parsed.data.SIP_TLS_KEY)) faults.push('SIP_TLS_CERT and SIP_TLS_KEY go together: set both or neither');
  if (parsed.success) for (const name of ['SMTP_TLS_CERT', 'SMTP_TLS_KEY', 'SIP_TLS_CERT', 'SIP_TLS_KEY'] as const) if (!isReadable(parsed.data[name])) faults.push(`${name} must be a certificate or key in PEM form, or the name of a file with it that this user may read`);
  if (faults.length > 0 || !parsed.success) throw new ConfigError(`The settings have ${faults.length} fault${faults.length > 1 ? 's' : ''}:\n${faults.map((f) => `  - ${f}`).join('\n')}`);
  return {
    ...parsed.data,
    publicUrl: parsed.data.PUBLIC_URL ?? `http://localhost:${parsed.data.PORT}`,
    pretty: process.stdout.isTTY === true,
  };
}
