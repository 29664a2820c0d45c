import type { ConversationSummary, UserCard } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { conversationRoute } from '../../router.ts'
import type { Client } from '../client.ts'
import { openDirect } from '../create/open-direct.ts'
import { conversationAvatar, conversationName, personName } from '../format/names.ts'
import { listed } from '../list/listed.ts'
import { avatar } from '../people/avatar.ts'
import type { Hit } from './hit.ts'

const most = 6

/** While nothing is typed, the latest but the one that is open: Enter leads back to where one was before. */
export function conversationHits(client: Client, typed: string): Hit[] {
  const route = client.router.route.get()
  const openId = route.name === 'conversation' ? route.id : null
  const all = client.state.conversations.get() ?? []
  const found = listed(all, typed).filter(({ conversation }) => typed !== '' || conversation.id !== openId)
  return found.slice(0, most).map((summary) => conversationHit(client, summary))
}

function conversationHit({ router }: Client, summary: ConversationSummary): Hit {
  const { conversation, peer, unread, membership } = summary
  const facts = {
    group: () => words.switcher.group(conversation.memberCount),
    direct: () => (peer && !peer.deleted ? `@${peer.username}` : ''),
    notes: () => words.header.notes,
  }
  return {
    id: conversation.id,
    picture: () => conversationAvatar(summary, 'little'),
    name: conversationName(summary),
    facts: facts[conversation.kind](),
    unread: membership.muted ? 0 : unread,
    run: () => router.go(conversationRoute(conversation.id)),
  }
}

/** @param shown whom the conversations stand for already */
export function peopleHits(client: Client, people: readonly UserCard[], shown: ReadonlySet<string>): Hit[] {
  const others = [...new Map(people.map((person) => [person.id, person])).values()]
  return others
    .filter(({ username }) => !shown.has(`@${username}`))
    .slice(0, most)
    .map((person) => ({
      id: `person ${person.id}`,
      picture: () => avatar(person, personName(person), 'little'),
      name: personName(person),
      facts: `@${person.username}`,
      run: () => void openDirect(client, person.id, () => {}),
    }))
}
