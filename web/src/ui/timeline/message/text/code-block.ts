import type { CodeBlock, TextRange } from '@parley/shared/text'

import { words } from '../../../../i18n/index.ts'
import { iconButton } from '../../../components/button.ts'
import { el } from '../../../dom.ts'
import { marked } from './inline-text.ts'

export type Copy = (text: string) => void

/** Scrolls sideways by itself, by keys too, so that no line is broken. */
export function codeBlock(
  { language, lines }: CodeBlock,
  found: readonly TextRange[],
  copy: Copy,
): HTMLElement {
  const code = lines.flatMap((line, at) => [...(at > 0 ? ['\n'] : []), ...marked(line, found)])
  const { code: label, copyCode } = words.timeline
  const button = iconButton('copy', copyCode, () => copy(lines.map(({ text }) => text).join('\n')))
  const pre = el(
    'pre',
    { class: 'code-lines', tabindex: 0, role: 'group', 'aria-label': label },
    el('code', {}, ...code),
  )
  const head = el('div', { class: 'code-head' }, el('span', { class: 'code-language' }, language), button)
  return el('div', { class: 'code-block', dir: 'ltr' }, head, pre)
}
