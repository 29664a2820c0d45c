import { hash } from 'node:crypto'

import type { MessageDraft } from '../../stores/message-store.ts'

/** A message that has the clientId of a draft. */
export interface Earlier {
  readonly seq: number
  readonly rev: number
  readonly text: string
  readonly system: string | null
  readonly created_at: number
  readonly original_digest: Uint8Array | null
}

export const digest = (text: string): Uint8Array => hash('sha256', text, 'buffer')

/** An edited or deleted message has forgotten its first text, but not that text's digest. */
export function isSameContent(earlier: Earlier, draft: MessageDraft): boolean {
  if (earlier.system !== null) return false
  if (earlier.original_digest === null) return earlier.text === draft.text
  return Buffer.compare(earlier.original_digest, digest(draft.text)) === 0
}
