/** What the tests use of the npm package, an implementation of SMPP that is not ours. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Server } from 'node:net';
  export interface Pdu { command: string; command_status: number; short_message: { message: string | Buffer; udh?: Buffer[] }; [field: string]: unknown; response(fields?: Record<string, unknown>): Pdu }
  export interface Session extends EventEmitter {
    send(pdu: Pdu): boolean;
    deliver_sm(fields: Record<string, unknown>, answered?: (pdu: Pdu) => void): boolean;
    unbind(): boolean;
    close(): void;
    destroy(): void;
  }
  const smpp: { createServer(listener: (session: Session) => void): Server };
  export default smpp;
}
