import type { MessageChange } from '../../../stores/changes/message-change.ts'
import type { MessageDraft } from '../../../stores/message-store.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * In MongoDB an object where a value belongs is an operator. Requests are validated before they come
 * here; this is the second lock on the same door.
 * @throws TypeError
 */
export function assertIds(...ids: readonly string[]): void {
  for (const id of ids)
    if (typeof id !== 'string' || !uuid.test(id)) throw new TypeError('An id must be a UUID.')
}

export function assertNumbers(...numbers: readonly number[]): void {
  for (const number of numbers) {
    if (!Number.isSafeInteger(number)) throw new TypeError('A place must be a whole number.')
  }
}

export function assertDraft({ conversationId, senderId, clientId, text, forward }: MessageDraft): void {
  if (forward) {
    assertIds(forward.conversationId)
    assertNumbers(forward.seq)
  }
  assertIds(conversationId, senderId, clientId)
  assertText(text)
}

export function assertChange({ conversationId, senderId, seq, ...what }: MessageChange): void {
  assertIds(conversationId, senderId)
  assertNumbers(seq)
  if ('reaction' in what) assertText(what.reaction.emoji)
  if (!('text' in what)) return
  if (what.text !== null) assertText(what.text)
  assertText(what.baseEditedAt ?? '')
}

export function assertText(text: string): void {
  if (typeof text !== 'string') throw new TypeError('A text must be a string.')
}
