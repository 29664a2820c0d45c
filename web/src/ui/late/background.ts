import type { Client } from '../client.ts'
import { beginDraftSync } from '../drafts/begin-draft-sync.ts'
import { beginNotifying } from '../notifications/notifier.ts'

/** What goes on beside the views, from the first sign-in and as long as the page is there. */
export function beginBackground(client: Client): void {
  beginNotifying(client)
  beginDraftSync(client)
}
