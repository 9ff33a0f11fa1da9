/** A link that opens the device's own map with the way there; null where there is neither a place nor an address. */
export function navigationLink({ lat, lon, address }: { readonly lat: number | null; readonly lon: number | null; readonly address: string }, agent: string = navigator.userAgent): string | null {
  const apple = /iPhone|iPad|Macintosh/.test(agent);
  if (lat !== null && lon !== null) return apple ? `https://maps.apple.com/?daddr=${lat},${lon}` : `geo:${lat},${lon}?q=${lat},${lon}(${encodeURIComponent(address)})`;
  if (address === '') return null;
  return apple ? `https://maps.apple.com/?daddr=${encodeURIComponent(address)}` : `geo:0,0?q=${encodeURIComponent(address)}`;
}
