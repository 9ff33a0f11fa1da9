/** What a phone shows of the portal once it is on the home screen. Icons stand in the portal's own files. */
export function manifestOf({ name, language }: { readonly name: string; readonly language: string }) {
  const icon = (size: number, purpose: string) => ({ src: `/portal/icon-${size}.png`, sizes: `${size}x${size}`, type: 'image/png', purpose });
  return {
    id: '/portal/', name, short_name: [...name].slice(0, 12).join(''), lang: language, start_url: '/portal/', scope: '/portal/', display: 'standalone', background_color: '#faf9f6', theme_color: '#0f6b66',
    icons: [icon(192, 'any maskable'), icon(512, 'any maskable'), { src: '/portal/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any maskable' }],
    shortcuts: [{ name: language === 'zh-CN' ? '报修' : 'Report a problem', url: '/portal/report/what' }, { name: language === 'zh-CN' ? '登记产品' : 'Register a product', url: '/portal/register' }],
  };
}
