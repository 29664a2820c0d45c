/** By kind and size, as sources: pictures of web/src/icon.svg, the maskable one without corners and with more room around. */
const icons = [
  { source: 'src/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
  { source: 'src/icons/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
  { source: 'src/icons/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
  { source: 'src/icons/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
] as const

export const iconSources: readonly string[] = icons.map(({ source }) => source)

/** By which a browser offers to install the client. */
export const manifest = (nameOf: ReadonlyMap<string, string>): string =>
  JSON.stringify({
    name: 'Parley',
    description: 'Talk with your people, on your own server.',
    id: '/',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#242944',
    theme_color: '#242944',
    icons: icons.map(({ source, ...icon }) => ({ ...icon, src: `/${nameOf.get(source)}` })),
  })
