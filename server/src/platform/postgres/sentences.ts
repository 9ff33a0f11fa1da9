/**
 * What set-up says to a person when it cannot go on: one sentence about what is wrong and one about what to do,
 * written in both languages of the product. These are read before any translation catalogue is loaded.
 */

export type Language = "zh" | "en";
export type Sentence = Readonly<Record<Language, string>>;

/** The language of the terminal: ICU reads LC_ALL, LC_MESSAGES and LANG itself. */
export function terminalLanguage(): Language {
  return new Intl.DateTimeFormat().resolvedOptions().locale.startsWith("zh") ? "zh" : "en";
}

export type SetupFault =
  | "data-in-use"
  | "data-newer"
  | "data-other-postgres"
  | "data-not-ours"
  | "data-not-writable"
  | "postgres-missing"
  | "postgres-account"
  | "postgres-init"
  | "postgres-start";

/** A refusal to start that a person can mend. `message` is the sentence in the terminal's language. */
export class SetupError extends Error {
  override readonly name = "SetupError";
  readonly code: SetupFault;
  readonly sentence: Sentence;

  constructor(code: SetupFault, sentence: Sentence, options?: { language?: Language; cause?: unknown }) {
    super(sentence[options?.language ?? terminalLanguage()], { cause: options?.cause });
    this.code = code;
    this.sentence = sentence;
  }
}
