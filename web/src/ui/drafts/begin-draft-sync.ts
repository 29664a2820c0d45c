import { derived } from '../../state/observable.ts'
import type { Client } from '../client.ts'
import { DraftSync } from './draft-sync.ts'

let hasBegun = false
let sync: DraftSync | null = null

/** From now on and as long as the page is there, for whoever is signed in. */
export function beginDraftSync(client: Client): void {
  if (hasBegun) return
  hasBegun = true
  const { state, router } = client
  const viewerId = derived([state.session], (session) =>
    session.kind === 'signed-in' ? session.me.id : null,
  )
  viewerId.subscribe((id) => {
    sync?.stop()
    sync = id === null ? null : new DraftSync(client)
  })
  router.route.subscribe(() => sync?.flush())
  document.addEventListener('visibilitychange', () => document.hidden && sync?.flush())
}

/** Of who is signed in; null where nobody is. */
export function draftSync(client: Client): DraftSync | null {
  beginDraftSync(client)
  return sync
}
