import * as limits from '@parley/shared/limits'
import { codePoints, isLongerThan } from '@parley/shared/text'

import { words } from '../../i18n/index.ts'
import { icon } from '../components/icon.ts'
import { el, newId } from '../dom.ts'

/** The count is shown when this many characters are left. */
const warnAt = 500

/** Sends what is written, and counts what can be added when that is not much. */
export class SendButton {
  readonly root: HTMLButtonElement
  readonly count = el('span', { class: 'composer-count', role: 'status', id: newId() })

  constructor() {
    const { send } = words.composer
    this.root = el('button', { type: 'submit', class: 'send', 'aria-label': send, title: send }, icon('send'))
  }

  /** @param text as it would be stored */
  show(text: string, hasFiles: boolean): void {
    const isNear = isLongerThan(limits.messageMax - warnAt, text)
    const left = isNear ? limits.messageMax - codePoints(text) : Infinity
    this.count.hidden = left > warnAt
    this.count.classList.toggle('over', left < 0)
    this.count.textContent =
      left > warnAt ? '' : left < 0 ? words.composer.tooLong(-left) : words.composer.left(left)
    this.root.classList.toggle('idle', !text && !hasFiles)
    this.root.setAttribute('aria-disabled', String(!this.takes(text, hasFiles)))
  }

  takes(text: string, hasFiles: boolean): boolean {
    return (text !== '' || hasFiles) && !isLongerThan(limits.messageMax, text)
  }
}
