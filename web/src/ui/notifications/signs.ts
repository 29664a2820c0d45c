import { words } from '../../i18n/late.ts'
import type { Readable } from '../../state/observable.ts'

const edgePx = 64

/** On the icon of the page, and on that of the installed client, how many conversations wait for somebody. */
export function followCount(count: Readable<number>): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
  const plain = { href: link?.href ?? '', type: link?.type ?? '' }
  let shown: number | null = null
  const show = () => {
    const waiting = count.get()
    if (waiting === shown) return
    shown = waiting
    void badge(waiting).catch(() => undefined) // not installed, or not allowed
    if (!link) return
    if (waiting === 0) return void Object.assign(link, plain)
    void drawn(plain.href, waiting).then(
      (href) => count.get() === waiting && Object.assign(link, { href, type: 'image/png' }),
      () => undefined, // the icon has not come: it stays as it is
    )
  }
  // Not at once: what comes before one's eyes waits for a moment only.
  count.subscribe(() => queueMicrotask(show))
}

async function badge(waiting: number): Promise<void> {
  if (!('setAppBadge' in navigator)) return
  await (waiting > 0 ? navigator.setAppBadge(waiting) : navigator.clearAppBadge())
}

async function drawn(icon: string, waiting: number): Promise<string> {
  const picture = new Image()
  picture.src = icon
  await picture.decode()
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = edgePx
  const context = canvas.getContext('2d')
  if (!context) return icon
  context.drawImage(picture, 0, 0, edgePx, edgePx)
  const text = waiting > 9 ? `${words.number(9)}+` : words.number(waiting)
  context.fillStyle = '#d93a1e'
  context.beginPath()
  context.roundRect(waiting > 9 ? 16 : 24, 24, waiting > 9 ? 48 : 40, 40, 20)
  context.fill()
  context.fillStyle = '#ffffff'
  context.font = '600 32px system-ui, sans-serif'
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillText(text, waiting > 9 ? 40 : 44, 45)
  return canvas.toDataURL('image/png')
}
