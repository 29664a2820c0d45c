import { withFewMarks, withoutControls } from './control-characters.ts'
import { isVisible } from './visible.ts'

/** The form in which a text is stored and counted: NFC, without white space around it, empty when nothing of it can be seen. */
export function storedText(raw: string): string {
  const text = withFewMarks(withoutControls(raw).normalize('NFC')).trim() // some become two
  return isVisible(text) ? text : ''
}

/** The same for one line among others, whose direction it cannot turn. */
export const storedLine = (raw: string): string => storedText(flatLine(raw))

/** A part of such a line. */
export const flatLine = (raw: string): string => oneLine(raw).replace(turning, '')

export const oneLine = (raw: string): string => withoutControls(raw).replace(/[\t\n\u2028\u2029]/g, ' ')

const turning = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
