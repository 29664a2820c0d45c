/** What stands over the message box at times, which is when it comes. */
export { Editing } from './editing.ts'
export { ReplyBar } from './reply-bar.ts'
export { DraftBar } from '../drafts/draft-bar.ts'
export { mentionCompletion } from './mention-offers.ts'
