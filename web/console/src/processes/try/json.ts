/** An object written as JSON; null when it cannot be read or is something else. Nothing written is an empty object. */
export function parsed(text: string): Record<string, unknown> | null {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch { return null; }
}
