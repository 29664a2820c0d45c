import type { UserCard } from '@parley/shared'

import { isSameCard, withPeople } from '../../state/apply/answer.ts'
import type { Chat } from '../../state/chat.ts'
import { batch } from '../../state/observable.ts'
import type { Store } from '../../state/store.ts'

/** Where a person's name or picture has changed, the conversation with them and one's own profile follow. */
export function followCards(store: Store): void {
  let before = store.people.get()
  store.people.subscribe((people) => {
    const viewerId = store.chat.get().viewerId
    const own = viewerId && people.get(viewerId)
    const isOwnNew = own && own !== before.get(own.id)
    before = people
    batch(() => {
      if (isOwnNew) followOwn(store, own)
      store.chat.update(withPeersOf)
    })
  })
  store.chat.update(withPeersOf) // as of what came before this code
  // What this device has kept of oneself may be old, and the server says what is so now.
  store.session.subscribe((now) => {
    if (now.kind === 'signed-in' && now.isConfirmed)
      store.chat.update((chat) => withPeople(chat, [cardOf(now.me)]))
  })
}

/** People are as new as the list or newer: it brings their cards as well. */
function withPeersOf(chat: Chat): Chat {
  const changed = [...chat.conversations].flatMap(([id, summary]) => {
    const peer = summary.peer && chat.people.get(summary.peer.id)
    if (!peer || !summary.peer || isSameCard(summary.peer, peer)) return []
    return [[id, { ...summary, peer }] as const]
  })
  if (changed.length === 0) return chat
  const next = new Map(changed)
  const conversations = new Map([...chat.conversations].map(([id, one]) => [id, next.get(id) ?? one]))
  return { ...chat, conversations }
}

function followOwn({ session }: Store, card: UserCard): void {
  const now = session.get()
  if (now.kind !== 'signed-in' || now.me.id !== card.id || isSameCard(now.me, card)) return
  const { picture: _, ...me } = now.me
  session.set({ ...now, me: { ...me, ...cardOf(card) } })
}

const cardOf = ({ id, username, displayName, deleted, picture }: UserCard): UserCard => ({
  id,
  username,
  displayName,
  deleted,
  ...(picture !== undefined && { picture }),
})
