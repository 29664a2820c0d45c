import type { SignedIn } from '@parley/shared'

import type { Chat } from '../state/chat.ts'

/** What a device knows of one person's conversations when the client starts. */
export interface Kept {
  readonly signedIn: SignedIn
  readonly chat: Chat
}
