import { status } from './pdu.ts';

/** What a message centre's «no» means for the message: later, or never. */
const names: Readonly<Record<number, string>> = {
  0x01: 'ESME_RINVMSGLEN', 0x02: 'ESME_RINVCMDLEN', 0x03: 'ESME_RINVCMDID', 0x04: 'ESME_RINVBNDSTS', 0x05: 'ESME_RALYBND', 0x06: 'ESME_RINVPRTFLG', 0x07: 'ESME_RINVREGDLVFLG', 0x08: 'ESME_RSYSERR', 0x0a: 'ESME_RINVSRCADR', 0x0b: 'ESME_RINVDSTADR', 0x0c: 'ESME_RINVMSGID',
  0x0d: 'ESME_RBINDFAIL', 0x0e: 'ESME_RINVPASWD', 0x0f: 'ESME_RINVSYSID', 0x11: 'ESME_RCANCELFAIL', 0x13: 'ESME_RREPLACEFAIL', 0x14: 'ESME_RMSGQFUL', 0x15: 'ESME_RINVSERTYP', 0x33: 'ESME_RINVNUMDESTS', 0x42: 'ESME_RINVSUBREP', 0x43: 'ESME_RINVESMCLASS', 0x44: 'ESME_RCNTSUBDL', 0x45: 'ESME_RSUBMITFAIL',
  0x48: 'ESME_RINVSRCTON', 0x49: 'ESME_RINVSRCNPI', 0x50: 'ESME_RINVDSTTON', 0x51: 'ESME_RINVDSTNPI', 0x53: 'ESME_RINVSYSTYP', 0x58: 'ESME_RTHROTTLED', 0x61: 'ESME_RINVSCHED', 0x62: 'ESME_RINVEXPIRY', 0x64: 'ESME_RX_T_APPN', 0x65: 'ESME_RX_P_APPN', 0x66: 'ESME_RX_R_APPN', 0xc0: 'ESME_RINVOPTPARSTREAM', 0xc2: 'ESME_RINVPARLEN', 0xc3: 'ESME_RMISSINGOPTPARAM', 0xc4: 'ESME_RINVOPTPARAMVAL', 0xfe: 'ESME_RDELIVERYFAILURE', 0xff: 'ESME_RUNKNOWNERR',
};
export const nameOf = (code: number): string => names[code] ?? `0x${code.toString(16).padStart(8, '0')}`;

/** Slower, please: nothing is wrong with the message. */
export const isThrottle = (code: number): boolean => code === status.throttled || code === status.queueFull;
/** May pass by itself. */
export const isPassing = (code: number): boolean => isThrottle(code) || code === status.systemError || code === status.temporaryAppError || code === status.bindStatus;
