/** Put in by the build: what the client is made of, and a name that changes with any of it. */
declare const clientFiles: readonly string[]
declare const clientVersion: string
/** Without which a page is not of this version. */
declare const clientEntry: string

interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void
}

interface RequestEvent extends WorkerEvent {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}

interface ClickEvent extends WorkerEvent {
  readonly notification: Notification
}

interface Page {
  readonly focused: boolean
  focus(): Promise<Page>
  postMessage(message: unknown): void
}

interface WorkerScope {
  readonly clients: {
    matchAll(query: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly Page[]>
    openWindow(path: string): Promise<unknown>
  }
  addEventListener(type: 'install' | 'activate', listener: (event: WorkerEvent) => void): void
  addEventListener(type: 'fetch', listener: (event: RequestEvent) => void): void
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void
  addEventListener(type: 'notificationclick', listener: (event: ClickEvent) => void): void
  skipWaiting(): Promise<void>
}

const scope = globalThis as unknown as WorkerScope // the types of a page, which this is not, have no worker's

const prefix = 'parley-client-'
const cacheName = prefix + clientVersion
const page = '/'
/** As api/src/http/plugins/static-web.ts has them: whatever else is asked for is another's. */
const pageRoutes = /^\/(?:index\.html|register|settings(?:\/.*)?|c\/.*|join\/.*|mentions|saved)?$/

scope.addEventListener('install', (event) => event.waitUntil(keepClient()))
scope.addEventListener('activate', (event) => event.waitUntil(forgetOlder()))
scope.addEventListener('message', ({ data }) => {
  if (data === 'take-over') void scope.skipWaiting()
})
scope.addEventListener('fetch', (event) => {
  const kept = keptPath(event.request)
  if (kept) event.respondWith(answer(kept, event.request))
})
scope.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open(String(event.notification.data)))
})

/** In a page that is there, the one before somebody's eyes if there is one, or in a new one. */
async function open(path: string): Promise<void> {
  const pages = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const page = pages.find(({ focused }) => focused) ?? pages[0]
  if (!page) return void (await scope.clients.openWindow(path))
  page.postMessage(path)
  await page.focus().catch(() => undefined) // not allowed: it is there all the same
}

/** All of one version, or nothing: a server may be replaced between two of the answers. */
async function keepClient(): Promise<void> {
  const cache = await caches.open(cacheName)
  await cache.addAll([new Request(page, { cache: 'no-cache' }), ...clientFiles])
  const html = await (await cache.match(page))?.text()
  if (html?.includes(clientEntry)) return
  await caches.delete(cacheName)
  throw new Error('The page is of another version.')
}

async function forgetOlder(): Promise<void> {
  const names = await caches.keys()
  const old = names.filter((name) => name.startsWith(prefix) && name !== cacheName)
  await Promise.all(old.map((name) => caches.delete(name)))
}

/** Where it is kept, if it is part of the client. Answers of the API never are. */
function keptPath({ method, mode, url }: Request): string | null {
  const { origin, pathname } = new URL(url)
  if (method !== 'GET' || origin !== location.origin) return null
  if (mode === 'navigate') return pageRoutes.test(pathname) ? page : null
  return clientFiles.includes(pathname) ? pathname : null
}

/** A browser that needs room may have thrown it away. */
async function answer(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(cacheName)
  return (await cache.match(path)) ?? fetch(request)
}
