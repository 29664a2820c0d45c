/** How long a finger lies still until that means something, and how far it may stray. */
const heldMs = 350
const strayPx = 10

/** Calls with what was held down by a finger. Its menu of the browser, and what a tap would do, are left out then. */
export function onLongPress(root: HTMLElement, pressed: (target: Element) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let from = { x: 0, y: 0 }
  const cancel = () => clearTimeout(timer)
  root.addEventListener('pointerdown', ({ pointerType, isPrimary, target, clientX: x, clientY: y }) => {
    cancel()
    if (pointerType !== 'touch' || !isPrimary || !(target instanceof Element)) return
    from = { x, y }
    timer = setTimeout(() => {
      // Letting go is no tap on what has come under the finger meanwhile.
      document.addEventListener('touchend', noTap, { once: true, passive: false })
      pressed(target)
    }, heldMs)
  })
  root.addEventListener('pointermove', ({ clientX: x, clientY: y }) => {
    if (Math.hypot(x - from.x, y - from.y) > strayPx) cancel()
  })
  for (const type of ['pointerup', 'pointercancel', 'pointerleave'] as const)
    root.addEventListener(type, cancel)
}

/** Where the page has begun to scroll there is none. */
function noTap(event: Event): void {
  if (event.cancelable) event.preventDefault()
}
