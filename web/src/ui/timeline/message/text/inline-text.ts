import type { Inline, Text, TextRange } from '@parley/shared/text'

import { el, type Child } from '../../../dom.ts'
import { spoiler } from './spoiler.ts'

export interface InlineReading {
  /** Places in what was typed that are marked. */
  readonly found: readonly TextRange[]
  /** Who is called so, in place of the name that was typed. */
  mention(name: string): HTMLElement | undefined
}

export const inlineText = (content: readonly Inline[], reading: InlineReading): Child[] =>
  content.flatMap((node) => {
    const inner = (): Child[] => (node.kind === 'text' ? [] : inlineText(node.content, reading))
    switch (node.kind) {
      case 'text':
        return marked(node, reading.found)
      case 'mention':
        return mentioned(inner(), reading.mention(node.name))
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

/** What was sought in the name that was typed is found in the one that is shown. */
function mentioned(typed: Child[], chip: HTMLElement | undefined): Child[] {
  if (!chip) return typed
  return typed.some((piece) => piece instanceof HTMLElement) ? [el('mark', {}, chip)] : [chip]
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
