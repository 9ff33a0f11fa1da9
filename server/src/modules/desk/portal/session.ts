import type { FastifyReply } from 'fastify';
import type { Config } from '../../../platform/config/index.ts';
import { customerCookie } from './who.ts';

const days = 14;
/** Gives a browser the session of a customer; scripts cannot see it. */
export function sessionCookie({ publicUrl }: Pick<Config, 'publicUrl'>, reply: FastifyReply, token: string): void {
  void reply.setCookie(customerCookie, token, { path: '/', httpOnly: true, sameSite: 'lax', secure: publicUrl.startsWith('https:'), maxAge: days * 86_400 });
}
