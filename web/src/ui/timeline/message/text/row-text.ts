import { isEmojiOnly } from '@parley/shared/text'

import type { Child } from '../../../dom.ts'
import { isPicture } from '../../../files/file-kind.ts'
import type { MessageRowModel } from '../../rows/models.ts'
import type { RowContext } from '../../rows/row-context.ts'
import { readingOf } from '../reading.ts'
import { foldButton, isLong, messageText } from './message-text.ts'

interface Fold {
  readonly isOpen: boolean
  toggle(): void
}

/** What a message says, folded where that is long; nothing where it only brings files. @param end behind its last word */
export function rowText(
  context: RowContext,
  { message, text }: MessageRowModel,
  end: Child,
  fold: Fold,
): (HTMLElement | null)[] {
  if (text === '') return []
  const shown = messageText(text, readingOf(context, message), end)
  shown.classList.toggle('emoji-text', isEmojiOnly(text))
  if (!isLong(text)) return [shown]
  const isFound = shown.querySelector('mark') !== null
  const isOpen = fold.isOpen || isFound
  shown.classList.toggle('clipped', !isOpen)
  return [shown, isFound ? null : foldButton(isOpen, () => fold.toggle())]
}

/** Emoji alone need no bubble, and files fill theirs. */
export function bubbleLook({ files, text }: MessageRowModel): string {
  if (files.length === 0) return isEmojiOnly(text) ? 'bubble bare' : 'bubble'
  const look = files.every(isPicture) ? 'pictured' : 'wordless'
  return text === '' ? `bubble with-files ${look}` : 'bubble with-files'
}
