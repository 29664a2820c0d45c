import { routeOf, type Router } from '../../router.ts'

export interface OnScreen {
  /** One with the same tag takes the place of the one before. */
  readonly tag: string
  readonly title: string
  readonly body: string
  readonly icon: string
  /** What it leads to. */
  readonly path: string
}

/** Returns how to close it. Browsers on phones have the class, and let only a service worker show them. */
export function showOnScreen({ title, path, ...rest }: OnScreen, clicked: () => void): () => void {
  // Without `renotify` the second message of a conversation would come unseen, in the place of the first.
  const options = { ...rest, data: path, dir: 'auto', silent: true, renotify: true } as const
  try {
    const notification = new Notification(title, options)
    notification.onclick = clicked
    return () => notification.close()
  } catch {
    return showByWorker(title, options)
  }
}

function showByWorker(title: string, options: NotificationOptions & { readonly tag: string }): () => void {
  if (!('serviceWorker' in navigator)) return () => undefined
  const { tag } = options
  const shown = navigator.serviceWorker.ready.then(async (registration) => {
    await registration.showNotification(title, options)
    return registration
  })
  const close = async () => {
    for (const notification of await (await shown).getNotifications({ tag })) notification.close()
  }
  void shown.catch(() => undefined) // not allowed any more
  return () => void close().catch(() => undefined)
}

/** A click on one that the service worker has shown is told to one of the open pages: this one. */
export function followClicks(router: Router): void {
  if (!('serviceWorker' in navigator)) return
  navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (typeof data === 'string' && data.startsWith('/')) router.go(routeOf(data))
  })
}
