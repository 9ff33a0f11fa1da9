/** Web Mercator, so that map pictures fit under what we draw. */
export interface Spot { readonly lat: number; readonly lon: number }
export interface View { readonly zoom: number; readonly left: number; readonly top: number; readonly width: number; readonly height: number }
const tileSize = 256;

const mercator = ({ lat, lon }: Spot) => {
  const sin = Math.sin((Math.max(-85, Math.min(85, lat)) * Math.PI) / 180);
  return { x: (lon + 180) / 360, y: 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI) };
};

/** The view of a given size in which all spots are seen, with a margin. */
export function viewOf(spots: readonly Spot[], width: number, height: number): View {
  const points = (spots.length > 0 ? spots : [{ lat: 31.23, lon: 121.47 }]).map(mercator);
  const [minX, maxX] = [Math.min(...points.map((p) => p.x)), Math.max(...points.map((p) => p.x))];
  const [minY, maxY] = [Math.min(...points.map((p) => p.y)), Math.max(...points.map((p) => p.y))];
  const margin = 24;
  const fit = Math.min((width - 2 * margin) / Math.max(maxX - minX, 1e-6), (height - 2 * margin) / Math.max(maxY - minY, 1e-6));
  const zoom = Math.min(17, Math.log2(fit / tileSize));
  const scale = tileSize * 2 ** zoom;
  return { zoom, left: ((minX + maxX) / 2) * scale - width / 2, top: ((minY + maxY) / 2) * scale - height / 2, width, height };
}
/** The view of a size around one spot. */
export function viewAt(middle: Spot, zoom: number, width: number, height: number): View {
  const scale = tileSize * 2 ** zoom;
  const { x, y } = mercator(middle);
  return { zoom, left: x * scale - width / 2, top: y * scale - height / 2, width, height };
}
export function project(view: View, spot: Spot): { x: number; y: number } {
  const scale = tileSize * 2 ** view.zoom;
  const { x, y } = mercator(spot);
  return { x: Math.round((x * scale - view.left) * 10) / 10, y: Math.round((y * scale - view.top) * 10) / 10 };
}
/** The spot under a point of the view, to a metre or so. */
export function unproject(view: View, { x, y }: { readonly x: number; readonly y: number }): Spot {
  const scale = tileSize * 2 ** view.zoom;
  const lon = ((x + view.left) / scale) * 360 - 180;
  const lat = (Math.atan(Math.sinh(Math.PI * (1 - (2 * (y + view.top)) / scale))) * 180) / Math.PI;
  return { lat: Math.round(lat * 1e5) / 1e5, lon: Math.round(lon * 1e5) / 1e5 };
}

/** Map pictures that cover a view, with their places in it. `template` has {z}, {x} and {y}. */
export function tilesOf(view: View, template: string): { url: string; x: number; y: number; size: number }[] {
  if (template === '') return [];
  const z = Math.max(0, Math.round(view.zoom));
  const size = tileSize * 2 ** (view.zoom - z);
  const tiles = [];
  for (let x = Math.floor(view.left / size); x * size < view.left + view.width; x++) for (let y = Math.floor(view.top / size); y * size < view.top + view.height; y++) {
    tiles.push({ url: template.replace('{z}', String(z)).replace('{x}', String(x)).replace('{y}', String(y)), x: x * size - view.left, y: y * size - view.top, size });
  }
  return tiles;
}
