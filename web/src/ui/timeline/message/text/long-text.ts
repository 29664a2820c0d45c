import { words } from '../../../../i18n/index.ts'
import { el } from '../../../dom.ts'

/** A text of more lines than this is folded, to a few less: nothing is gained by hiding three. */
const linesMost = 24
/** Of a usual text, on a wide screen and on a phone. */
const lineLength = { wide: 88, narrow: 42 }

/** By the number of its characters: to measure it would have to be laid out. */
export function isLong(text: string): boolean {
  if (!fills(text, lineLength.narrow)) return false
  return matchMedia('(width < 720px)').matches || fills(text, lineLength.wide)
}

function fills(text: string, perLine: number): boolean {
  if (text.length < linesMost) return false
  let lines = 0
  for (const line of text.split('\n', linesMost + 1)) lines += Math.max(1, Math.ceil(line.length / perLine))
  return lines > linesMost
}

export const foldButton = (isOpen: boolean, toggle: () => void): HTMLElement => {
  const label = isOpen ? words.timeline.showLess : words.timeline.showAll
  const props = { type: 'button', class: 'message-fold', 'aria-expanded': String(isOpen) }
  return el('button', { ...props, onclick: toggle }, label)
}
