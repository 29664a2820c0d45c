import type { Profile, UserId } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { conversationRoute, pathOf } from '../../router.ts'
import { avatar } from '../people/avatar.ts'
import { button } from '../components/button.ts'
import type { Client } from '../client.ts'
import { bdi, el } from '../dom.ts'
import { personName } from '../format/names.ts'
import { clockOptions, format } from '../format/time.ts'
import { profileFacts } from './profile-facts.ts'

interface PersonCardOptions {
  readonly presence: HTMLElement
  readonly localTime: HTMLElement
  /** What is open is the conversation with them. */
  readonly isOpen: boolean
}

/** Who somebody is, and the way to talk with them. */
export function personCard(
  client: Client,
  viewerId: UserId,
  profile: Profile,
  { presence, localTime, isOpen }: PersonCardOptions,
): HTMLElement[] {
  const name = personName(profile)
  const head = el('div', { class: 'person-head' }, avatar(profile, name, 'huge'), el('h3', {}, bdi(name)))
  if (profile.deleted) return [head, el('p', { class: 'hint centred' }, words.profile.deleted)]
  const own = profile.id === viewerId
  return [
    head,
    personLines(profile, presence),
    ...(own ? [editLink()] : isOpen ? [] : [talkButton(client, profile.id)]),
    profileFacts(profile, localTime),
  ]
}

function personLines({ username, pronouns, statusText }: Profile, presence: HTMLElement): HTMLElement {
  const handle = [`@${username}`, ...(pronouns ? [' · ', bdi(pronouns)] : [])]
  const status = statusText !== '' && el('p', { class: 'person-status', dir: 'auto' }, statusText)
  return el('div', { class: 'person-lines' }, el('p', { class: 'hint' }, ...handle), status, presence)
}

function editLink(): HTMLElement {
  const href = pathOf({ name: 'settings', section: 'profile' })
  return el('a', { class: 'button plain', href }, words.profile.edit)
}

function talkButton(client: Client, userId: UserId): HTMLElement {
  const talk = async () => {
    const result = await client.actions.conversations.openDirect(userId)
    if (result.ok) client.router.go(conversationRoute(result.value.conversation.id))
    else client.toasts.failure(result.failure)
  }
  return button(words.profile.message, () => void talk(), 'primary')
}

/** What their clocks say; empty where nothing is known of it. */
export function localTimeText(profile: Profile | null, now: Date): string {
  const zone = profile?.location?.timeZone
  const clock = zone ? timeZoneClock(zone, now) : null
  return clock ? `${clock} · ${zone ?? ''}` : ''
}

function timeZoneClock(timeZone: string, now: Date): string | null {
  try {
    return format({ ...clockOptions(), timeZone }).format(now)
  } catch {
    // A zone that this browser's database does not have yet: the name alone is shown.
    return null
  }
}
