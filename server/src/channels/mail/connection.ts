import type { Platform } from '../../platform/module/index.ts';
import { createHostGuard } from '../../platform/net/index.ts';

export type Security = 'tls' | 'starttls' | 'none';

/** Where to connect, checked: an address we may reach, and the name its certificate must be for. */
export interface Target { readonly address: string; readonly host: string; readonly port: number }

/**
 * Resolves a mail server that an administrator typed in. Private addresses are refused unless the operator allows them.
 * @throws OutgoingError
 */
export async function reach({ config }: Pick<Platform, 'config'>, server: { host: string; port: number }): Promise<Target> {
  const { address } = await createHostGuard({ allowPrivate: config.ALLOW_PRIVATE_HOSTS }).assertPublicHost(server.host, server.port);
  return { address, host: server.host, port: server.port };
}
