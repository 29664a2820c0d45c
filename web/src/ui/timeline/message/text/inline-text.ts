import type { Inline, Text, TextRange } from '@parley/shared/text'

import { el, type Child } from '../../../dom.ts'
import { spoiler } from './spoiler.ts'

/** @param found places in what was typed that are marked */
export const inlineText = (content: readonly Inline[], found: readonly TextRange[]): Child[] =>
  content.flatMap((node) => {
    const inner = (): Child[] => (node.kind === 'text' ? [] : inlineText(node.content, found))
    switch (node.kind) {
      case 'text':
        return marked(node, found)
      case 'emphasis':
        return el('em', {}, ...inner())
      case 'strong':
        return el('strong', {}, ...inner())
      case 'strike':
        return el('s', {}, ...inner())
      case 'spoiler':
        return spoiler(inner())
      case 'code':
        return el('code', { dir: 'ltr' }, ...inner())
      case 'link':
        return linked(node, inner(), isAddress(node.content) ? 'ltr' : 'auto')
    }
  })

export function marked({ text, at }: Text, found: readonly TextRange[]): Child[] {
  const pieces: Child[] = []
  let done = 0
  for (const place of found) {
    const [start, end] = [Math.max(place.from - at, done), Math.min(place.to - at, text.length)]
    if (start >= end) continue
    pieces.push(text.slice(done, start), el('mark', {}, text.slice(start, end)))
    done = end
  }
  return [...pieces, text.slice(done)]
}

const isAddress = ([first, ...others]: readonly Inline[]): boolean =>
  first?.kind === 'text' && others.length === 0 && /^https?:/i.test(first.text)

interface Target {
  readonly href: string
  /** Where it leads, if it does not say so itself. */
  readonly host: string | null
}

export function linked({ href, host }: Target, content: Child[], dir: 'ltr' | 'auto'): Child[] {
  const link = el('a', { href, target: '_blank', rel: 'noopener noreferrer', dir }, ...content)
  return host === null ? [link] : [link, ' ', el('span', { class: 'link-host', dir: 'ltr' }, `(${host})`)]
}
