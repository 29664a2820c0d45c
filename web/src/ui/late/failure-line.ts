import { words } from '../../i18n/index.ts'
import type { Failure } from '../../state/result.ts'
import { el } from '../dom.ts'
import { Chunk } from '../../chunk.ts'

export const failuresChunk = new Chunk(() => import('../format/failure.ts'))

/** Calls with what went wrong, as a person would say it: at once where the words for it are here, as they are soon after the start. */
export function sayFailure(failure: Failure, say: (text: string) => void): void {
  if (failure.kind === 'superseded') return
  if (failure.kind === 'unreachable') return say(words.connection.unreachable)
  const { module } = failuresChunk
  if (module) return say(module.failureText(failure) ?? '')
  void failuresChunk.load().then(
    ({ failureText }) => say(failureText(failure) ?? ''),
    () => say(words.late.failed),
  )
}

/** @param before what has failed by that, in a sentence */
export function failureLine(failure: Failure, before?: string): HTMLElement {
  const line = el('span', {}, before)
  sayFailure(
    failure,
    (text) => (line.textContent = before === undefined ? text : words.sentences(before, text)),
  )
  return line
}
