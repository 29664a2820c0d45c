import { words } from '../../i18n/late.ts'
import { Completion, offeredMax, type Offer, type OfferSource } from '../composer/completion.ts'
import { el } from '../dom.ts'
import { catalog, found, inTone, type Emoji } from './catalog.ts'
import { used } from './kept.ts'

/** Emoji for what is typed behind a colon. */
export const emojiCompletion = (input: HTMLTextAreaElement, host: HTMLElement): Completion =>
  new Completion(source, input, host)

const source: OfferSource = {
  label: words.emoji.title,
  // Behind a blank or a bracket, so in no time of day and in no address; two letters, so that a smile stays one.
  begun: /(?<=^|[\s(])(:([\p{L}\p{N}_]{2,32}))$/u,
  offers: async (name) => found(await catalog().catch(() => []), name, offeredMax).map(offer),
}

function offer(emoji: Emoji): Offer {
  const text = inTone(emoji)
  const content = [el('span', { 'aria-hidden': 'true' }, text), emoji.name]
  return { content, text, taken: () => used(text) }
}
