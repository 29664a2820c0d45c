export { type } from '../composer/marks.ts'
/** What comes late of emoji: the picker, and what completes them in the message box. */
export { EmojiCompletion } from './completion.ts'
export { openPicker } from './picker.ts'
