import type { ConversationSummary } from '@parley/shared'
import { isShutOut } from '@parley/shared/roles'

import { words } from '../../i18n/index.ts'
import { isolated } from '../../i18n/isolated.ts'
import { button } from '../components/button.ts'
import { icon } from '../components/icon.ts'
import type { Client } from '../client.ts'
import { el, sentence } from '../dom.ts'
import { personName } from '../format/names.ts'
import { chunks } from '../late/chunks.ts'
import { whenLoaded } from '../late/when-loaded.ts'

/**
 * In the composer's place where one cannot write: why, and the way out. That others have blocked one it does not tell.
 * Null where one can.
 */
export function closedLine(client: Client, summary: ConversationSummary): HTMLElement | null {
  const { conversation, peer, membership } = summary
  if (isShutOut(conversation.announcements, membership.role)) return line(words.composer.announcements)
  if (!peer || (membership.canWrite && !peer.deleted)) return null
  const name = personName(peer)
  if (client.state.blocked.get().has(peer.id)) {
    const out = button(words.composer.unblock, () => wayOut((late) => late.unblock(client, peer)), 'plain')
    return line(words.composer.youBlocked(isolated(name)), out)
  }
  if (peer.deleted) return line(words.composer.deleted)
  if (!membership.closed) return line(words.composer.unavailable(name))
  return line(
    words.composer.youClosed,
    button(
      words.composer.openAgain,
      () => wayOut((late) => late.openAgain(client, conversation.id)),
      'plain',
    ),
  )
}

/** Of who cannot write: where there are announcements only, one reacts all the same. */
export const mayReact = ({ conversation, membership }: ConversationSummary): boolean =>
  isShutOut(conversation.announcements, membership.role) && membership.silencedUntil === undefined

type Panels = NonNullable<typeof chunks.panels.module>

const wayOut = (take: (panels: Panels) => Promise<void>) =>
  void whenLoaded(chunks.panels).then((panels) => panels && take(panels))

const line = (why: string, out: HTMLElement | null = null) =>
  el('div', { class: 'closed-line', tabindex: -1 }, icon('ban'), el('p', {}, ...sentence(why)), out)
