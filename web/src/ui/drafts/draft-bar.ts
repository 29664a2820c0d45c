import { words } from '../../i18n/late.ts'
import { button, iconButton } from '../components/button.ts'
import { icon } from '../components/icon.ts'
import { Component } from '../component.ts'
import { cutLine, el, replaceChildren } from '../dom.ts'
import { beginning } from '../format/beginning.ts'
import type { QuoteContext } from '../timeline/message/quote.ts'
import { draftSync } from './begin-draft-sync.ts'
import { readKnown } from './known-draft.ts'

/** As much of a draft as is shown. */
const shownMax = 200

type Answer = 'take' | 'both' | 'mine'

/** Over the box: what another device has of the draft, to be taken or left. */
export class DraftBar extends Component {
  readonly #line = el('span', { class: 'draft-line' })
  readonly #answers: HTMLElement
  readonly #besides: readonly HTMLElement[]
  readonly #close: HTMLElement

  /** @param answered called when somebody has decided */
  constructor(context: QuoteContext, answered: () => void) {
    super(el('div', { class: 'reply-bar draft-bar', role: 'status' }, icon('screen')))
    const { client, conversationId: id } = context
    const answer = (choice: Answer) => () => {
      draftSync(client)?.answer(id, choice)
      answered()
    }
    const { take, both, mine, hide } = words.drafts
    const keepBoth = button(both, answer('both'), 'plain')
    const keepMine = button(mine, answer('mine'), 'plain')
    this.#besides = [keepBoth, keepMine]
    this.#answers = el(
      'span',
      { class: 'draft-answers' },
      button(take, answer('take'), 'plain'),
      ...this.#besides,
    )
    this.#close = iconButton('close', hide, () => {
      draftSync(client)?.forgetFiles(id)
      answered()
    })
    this.root.append(this.#line, this.#answers, this.#close)
    this.bind(client.state.drafts, (drafts) => {
      const offer = readKnown(drafts.get(`offer:${id}`) ?? '')
      const files = Number(drafts.get(`files:${id}`) ?? 0)
      const { offered, filesElsewhere } = words.drafts
      if (offer)
        this.#show(el('span', {}, el('b', {}, offered), ' ', cutLine(beginning(offer.text, shownMax))))
      else if (files > 0) this.#show(el('span', {}, filesElsewhere(files)))
      this.root.hidden = !offer && files === 0
      this.#answers.hidden = !offer
      this.#close.hidden = offer !== null
      // Where nothing stands here, nothing can be kept beside it.
      for (const one of this.#besides) one.hidden = !drafts.has(id)
    })
  }

  #show(line: HTMLElement): void {
    if (this.#line.firstElementChild?.isEqualNode(line) !== true) replaceChildren(this.#line, line)
  }
}
