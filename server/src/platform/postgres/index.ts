export { startEmbedded } from "./supervisor.ts";
export type { EmbeddedOptions, EmbeddedPostgres, SupervisorLog } from "./supervisor.ts";
export { borrowEmbedded } from "./attach.ts";
export type { BorrowedPostgres } from "./attach.ts";
export { openDataFolder, productVersion } from "./datafolder.ts";
export type { DataFolder } from "./datafolder.ts";
export { SetupError, terminalLanguage } from "./sentences.ts";
export type { Language, Sentence, SetupFault } from "./sentences.ts";
