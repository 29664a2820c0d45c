import { shapings } from './joining.ts'
import { oneLine } from './stored-text.ts'
import { blank, ignorable, isVisible } from './visible.ts'

/** What has no shape, and gives none to anything else wherever it stands. */
const neverSeen = new RegExp(
  String.raw`(?![\u180b-\u180f\u200c\u200d\ufe00-\ufe0f\u{e0020}-\u{e007f}\u{e0100}-\u{e01ef}])[${ignorable}]`,
  'gu',
)
const unseen = new RegExp(`(${shapings.join('|')})|[${ignorable}]`, 'gu')
const blanksAround = new RegExp(`^[${blank}]+|[${blank}]+$`, 'gu')

/**
 * The form in which the name of a person or a group is stored: one line in NFC. Of what cannot be seen, and could make
 * another name of one that looks the same, it keeps what it is shown by; it is empty when nothing else is left.
 */
export function storedName(raw: string): string {
  const name = cleanedOnce(raw)
  if (name !== raw) return storedName(name) // what is composed anew may need less than before
  return isVisible(name) ? name : ''
}

const cleanedOnce = (raw: string): string =>
  oneLine(raw)
    .replace(/[\u3164\uffa0]/g, ' ') // fillers that are as wide as a letter
    .replace(neverSeen, '')
    .replace(/([\u200c\u200d])[\u200c\u200d]+/g, '$1')
    .normalize('NFC')
    .replace(unseen, '$1')
    .normalize('NFC')
    .replace(blanksAround, '')
