import { splitLinks, type Link } from '@parley/shared/text'

import { el, type Child } from '../dom.ts'

/**
 * What somebody wrote: text nodes, and links that cannot carry anything but an http address. Each of its lines takes its
 * own direction.
 */
export function messageText(text: string, ...end: Child[]): HTMLElement {
  const pieces = splitLinks(text).flatMap((piece) => (typeof piece === 'string' ? piece : linked(piece)))
  const lines = el('span', { class: 'message-lines' }, ...pieces, ...end)
  return el('p', { class: 'message-text', dir: 'auto' }, lines)
}

function linked({ href, text, host }: Link): Child[] {
  const link = el('a', { href, target: '_blank', rel: 'noopener noreferrer', dir: 'ltr' }, text)
  return host === null ? [link] : [link, ' ', el('span', { class: 'link-host', dir: 'ltr' }, `(${host})`)]
}
