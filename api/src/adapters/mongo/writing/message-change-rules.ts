import type { ChangeOutcome, MessageChange } from '../../../stores/message-store.ts'
import { digest, messageOf, type ContentDocument } from '../message-document.ts'

/** Null when the message is to be changed. */
export function outcomeWithoutChange(
  document: ContentDocument,
  { senderId, text }: MessageChange,
): ChangeOutcome | null {
  if (document.s !== senderId || document.system !== null) return { kind: 'not-author' }
  if (document.deletedAt !== null && text !== null) return { kind: 'deleted' }
  const isSo = document.deletedAt !== null || document.text === text
  return isSo ? { kind: 'unchanged', message: messageOf(document) } : null
}

/** The message after it was edited, or deleted where there is no text. */
export function changed(before: ContentDocument, { text, at }: MessageChange, rev: number): ContentDocument {
  return {
    ...before,
    rev,
    text: text ?? '',
    editedAt: text === null ? before.editedAt : at,
    deletedAt: text === null ? at : null,
    originalDigest: before.originalDigest ?? digest(before.text),
  }
}
