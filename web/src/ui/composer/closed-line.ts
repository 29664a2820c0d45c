import type { ConversationSummary } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import { button } from '../components/button.ts'
import type { Client } from '../client.ts'
import { bdi, el } from '../dom.ts'
import { personName } from '../format/names.ts'
import { unblock } from '../people/blocking.ts'

/**
 * In the composer's place where one cannot write: why, and the way out. That others have blocked one it does not tell.
 * Null where one can.
 */
export function closedLine(client: Client, { peer, membership }: ConversationSummary): HTMLElement | null {
  if (!peer || (membership.canWrite && !peer.deleted)) return null
  const [name, isBlocked] = [personName(peer), client.state.blocked.get().has(peer.id)]
  const { deleted, unavailable } = words.composer
  const why = isBlocked ? words.blocking.youBlocked(name) : peer.deleted ? deleted : unavailable(name)
  const out = isBlocked && button(words.blocking.unblock, () => void unblock(client, peer), 'plain')
  return el('div', { class: 'closed-line', tabindex: -1 }, el('p', {}, bdi(why)), out)
}
