/** What the browser and the server say to each other about passkeys; both sides speak WebAuthn's own JSON. */
type Json = Record<string, unknown>;

export const canPasskey = (): boolean => typeof PublicKeyCredential !== 'undefined' && 'parseCreationOptionsFromJSON' in PublicKeyCredential;

/** Makes a passkey on this device, or on one beside it. Null when the person changed their mind. */
export async function makePasskey(options: Json): Promise<Json | null> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options as never);
  const made = await navigator.credentials.create({ publicKey }).catch(changedMind);
  return made ? ((made as PublicKeyCredential).toJSON() as unknown as Json) : null;
}

export async function askPasskey(options: Json): Promise<Json | null> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options as never);
  const given = await navigator.credentials.get({ publicKey }).catch(changedMind);
  return given ? ((given as PublicKeyCredential).toJSON() as unknown as Json) : null;
}

function changedMind(error: unknown): null {
  if (error instanceof DOMException && (error.name === 'NotAllowedError' || error.name === 'AbortError')) return null;
  throw error;
}
