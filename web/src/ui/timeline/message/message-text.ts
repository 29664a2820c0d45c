import { splitLinks, type Link, type TextRange } from '@parley/shared/text'

import { el, type Child } from '../../dom.ts'

/**
 * What somebody wrote: text nodes, and links that cannot carry anything but an http address. Each of its lines takes its
 * own direction.
 * @param marks in order
 */
export function messageText(text: string, marks: readonly TextRange[], ...end: Child[]): HTMLElement {
  let at = 0
  const pieces = splitLinks(text).flatMap((piece) => {
    const from = at
    const shown = typeof piece === 'string' ? piece : piece.text
    at += shown.length
    const content = marked(shown, from, marks)
    return typeof piece === 'string' ? content : linked(piece, content)
  })
  const lines = el('span', { class: 'message-lines' }, ...pieces, ...end)
  return el('p', { class: 'message-text', dir: 'auto' }, lines)
}

/** @param from where in the whole text it begins */
function marked(text: string, from: number, marks: readonly TextRange[]): Child[] {
  const pieces: Child[] = []
  let done = 0
  for (const mark of marks) {
    const [start, end] = [Math.max(mark.from - from, done), Math.min(mark.to - from, text.length)]
    if (start >= end) continue
    pieces.push(text.slice(done, start), el('mark', {}, text.slice(start, end)))
    done = end
  }
  return [...pieces, text.slice(done)]
}

function linked({ href, host }: Link, content: Child[]): Child[] {
  const link = el('a', { href, target: '_blank', rel: 'noopener noreferrer', dir: 'ltr' }, ...content)
  return host === null ? [link] : [link, ' ', el('span', { class: 'link-host', dir: 'ltr' }, `(${host})`)]
}
