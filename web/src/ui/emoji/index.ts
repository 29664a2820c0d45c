export { type } from '../composer/formatting/marks.ts'
/** What comes late of emoji: the picker, and what completes them in the message box. */
export { emojiCompletion } from './offers.ts'
export { openPicker } from './picker.ts'
