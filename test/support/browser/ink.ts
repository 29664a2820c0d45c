import type { Locator } from 'playwright-core'

/** How far what an element paints reaches beyond its box, in px; less than zero where it ends within. */
export interface Ink {
  readonly above: number
  readonly below: number
}

const aroundPx = 120

/** Of this element alone, as the screen shows it. */
export async function inkOf(element: Locator): Promise<Ink> {
  const page = element.page()
  await page.evaluate(atRest)
  await element.evaluate(show, 'alone' as const)
  const box = await element.boundingBox()
  if (!box) throw new Error('The element is not in the page.')
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 }
  const top = Math.max(0, Math.floor(box.y) - aroundPx)
  const [left, right] = [Math.max(0, Math.floor(box.x)), Math.min(width, Math.ceil(box.x + box.width))]
  const end = Math.min(height, Math.ceil(box.y + box.height) + aroundPx)
  const clip = { x: left, y: top, width: right - left, height: end - top }
  const picture = await page.screenshot({ clip, animations: 'disabled' })
  await element.evaluate(show, 'with all' as const)
  const [first, last] = await page.evaluate(paintedRows, picture.toString('base64'))
  return { above: box.y - (top + first), below: top + last + 1 - (box.y + box.height) }
}

/** Runs in the page: a picture is taken of the end of what moves, and the box is to be there as well. */
export async function atRest(): Promise<void> {
  const moving = document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations !== Infinity)
  await Promise.allSettled(moving.map(({ finished }) => finished))
}

/** Runs in the page. Modal dialogs are seen, whatever is around them. */
function show(element: Element, how: 'alone' | 'with all'): void {
  for (const around of document.querySelectorAll<HTMLElement>('body, dialog'))
    around.style.visibility = how === 'alone' ? 'hidden' : ''
  if (element instanceof HTMLElement) element.style.visibility = how === 'alone' ? 'visible' : ''
}

/** Runs in the page: the first and the last row of a picture that is not all of one colour. */
async function paintedRows(png: string): Promise<[number, number]> {
  const bytes = Uint8Array.from(atob(png), (character) => character.charCodeAt(0))
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d', {
    willReadFrequently: true,
  })
  if (!context) throw new Error('There is no canvas.')
  context.drawImage(bitmap, 0, 0)
  const rows = Array.from({ length: bitmap.height }, (_, y) => {
    const { data } = context.getImageData(0, y, bitmap.width, 1)
    return data.some((value, at) => Math.abs(value - (data[at % 4] ?? 0)) > 6)
  })
  return [rows.indexOf(true), rows.lastIndexOf(true)]
}
