import type { CodeBlock, TextRange } from '@parley/shared/text'

import { words } from '../../../../i18n/index.ts'
import { iconButton } from '../../../components/button.ts'
import { el } from '../../../dom.ts'
import { Chunk } from '../../../../chunk.ts'
import { marked } from './inline-text.ts'

export const highlighterChunk = new Chunk(() => import('./highlighting/highlighter.ts'))

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
  const inner = el('code', {}, ...code)
  const pre = el('pre', { class: 'code-lines', tabindex: 0, role: 'group', 'aria-label': label }, inner)
  if (language !== '') void colour(inner, language)
  const head = el('div', { class: 'code-head' }, el('span', { class: 'code-language' }, language), button)
  return el('div', { class: 'code-block', dir: 'ltr' }, head, pre)
}

/** Without colours, as where they cannot be loaded, it reads as well. */
const colour = async (code: HTMLElement, language: string): Promise<void> =>
  (await highlighterChunk.load().catch(() => null))?.highlight(code, language)
