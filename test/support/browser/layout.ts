/** What is wrong with how a page lies on the screen. The functions run in the page, so each of them is whole in itself. */

/** A follow-up is a message below another one of its sender: its time stands beside its text, in the place of the face. */
export interface FollowUp {
  readonly text: string
  readonly height: number
  /** How far its time sticks out of its column, on the side where it sticks out more. */
  readonly timeOutPx: number
  /** Whether its time lies on its text. */
  readonly timeOnText: boolean
}

export function followUps(): FollowUp[] {
  // Of the text itself: the box around it may be smaller. What is only spoken is a node of its own behind it.
  const shown = (time: Element | null) => {
    const range = document.createRange()
    if (time?.firstChild) range.selectNodeContents(time.firstChild)
    return range.getBoundingClientRect()
  }
  return [...document.querySelectorAll('.in-run:not(.first)')].map((row) => {
    const text = row.querySelector('.message-text')
    const column = row.closest('.run')?.querySelector('.run-face')?.getBoundingClientRect() ?? new DOMRect()
    const time = shown(row.querySelector('time'))
    const words = text?.getBoundingClientRect() ?? new DOMRect()
    return {
      text: text?.textContent ?? '',
      height: Math.round(row.getBoundingClientRect().height),
      timeOutPx: Math.ceil(Math.max(0, column.left - time.left, time.right - column.right)),
      timeOnText: time.right > words.left && time.left < words.right,
    }
  })
}

/** Everything one can click or write in whose middle is in sight, and is not what a click there would meet. */
export function coveredControls(): string[] {
  const clips = (element: Element) => getComputedStyle(element).overflow !== 'visible'
  const holds = ({ left, right, top, bottom }: DOMRect, x: number, y: number) =>
    x > left && x < right && y > top && y < bottom
  const inSight = (element: Element, x: number, y: number): boolean => {
    if (x <= 0 || y <= 0 || x >= innerWidth || y >= innerHeight) return false
    let around = element.parentElement
    for (; around && around !== document.body; around = around.parentElement) {
      if (clips(around) && !holds(around.getBoundingClientRect(), x, y)) return false
    }
    return true
  }
  const meets = (control: Element, hit: Element | null): boolean =>
    hit !== null && (control.contains(hit) || hit.closest('label')?.control === control)
  const nameOf = (element: Element) =>
    `${element.localName} ${element.getAttribute('aria-label') ?? element.textContent ?? ''}`.trim()
  const controls = document.querySelectorAll('button, a[href], input, textarea, select, summary')
  return [...controls].flatMap((control) => {
    // A link may have several lines, and nothing of it in the middle of them.
    const box = control.checkVisibility({ visibilityProperty: true }) && control.getClientRects()[0]
    if (!box || box.width === 0) return []
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2]
    const hit = document.elementFromPoint(x, y)
    if (!inSight(control, x, y) || meets(control, hit)) return []
    // Where there is no room for them beside it, the details lie over the conversation until they are closed.
    if (hit?.closest('.aside') && !control.closest('.aside') && innerWidth < 1120) return []
    return [`${nameOf(control)} is below ${hit?.localName}.${hit?.className}`]
  })
}

/** How many controls there are in sight, so that a page that shows nothing is not thought to be in order. */
export const controlCount = (): number =>
  [...document.querySelectorAll('button, a[href], input, textarea, select')].filter((control) =>
    control.checkVisibility({ visibilityProperty: true }),
  ).length

/** What is wider than it may be, so that the page could be pushed to the side, or a part of it. */
export function sidewaysScrolls(): string[] {
  const parts = [
    document.documentElement,
    ...document.querySelectorAll('.timeline, .panel-scroll, .conversations-scroll'),
  ]
  return parts
    .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
    .map(
      ({ localName, className, scrollWidth, clientWidth }) =>
        `${localName}.${className}: ${scrollWidth - clientWidth} px`,
    )
}

/** Resolves when what follows a change of the size or the look has been drawn. */
export async function drawn(): Promise<void> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  for (let frames = 0; frames < 3; frames += 1) await frame()
}
