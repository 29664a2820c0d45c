import { splitLinks } from '@parley/shared/text'

import { append, el } from '../dom.ts'

/** What somebody wrote: text nodes, and links that cannot carry anything but an http address. */
export function messageText(text: string): HTMLElement {
  const paragraph = el('p', { class: 'message-text', dir: 'auto' })
  append(
    paragraph,
    splitLinks(text).map((piece) =>
      typeof piece === 'string'
        ? piece
        : el('a', { href: piece.href, target: '_blank', rel: 'noopener noreferrer', dir: 'ltr' }, piece.text),
    ),
  )
  return paragraph
}
