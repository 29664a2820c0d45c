import type { SignedIn } from '@parley/shared'

import type { Chat } from '../state/chat.ts'

/** Says whose copies there are, to every tab and before the database is opened: without it there are none. */
export const ownerKey = 'parley.kept'

/** What a device knows of one person's conversations when the client starts. */
export interface Kept {
  readonly signedIn: SignedIn
  readonly chat: Chat
}
