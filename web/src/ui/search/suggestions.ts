import type { ConversationSummary } from '@parley/shared'
import { searchedKinds, withoutAt, type SearchOperator } from '@parley/shared/text'

import { words } from '../../i18n/late.ts'
import type { Client } from '../client.ts'
import { conversationName } from '../format/names.ts'
import { longDate } from '../format/time.ts'
import { listed } from '../list/listed.ts'
import { peersNamed } from '../people/peers.ts'

/** A value for a filter, and what it means. */
export interface Suggestion {
  readonly value: string
  readonly name: string
}

const most = 6
const self = 'me'
const daysOffered = [0, 1, 7, 30]

/** What the client knows by itself. */
export function suggestions(client: Client, operator: SearchOperator, typed: string): Suggestion[] {
  switch (operator) {
    case 'from':
      return [
        ...(self.startsWith(typed) ? [{ value: self, name: words.search.me }] : []),
        ...people(client, typed),
      ]
    case 'in':
      return listed(client.state.conversations.get() ?? [], withoutAt(typed))
        .slice(0, most)
        .map(placeOf)
    case 'has':
      return searchedKinds.map((value) => ({ value, name: words.search.kinds[value] })).filter(begins(typed))
    case 'before':
    case 'after':
    case 'on':
      return daysOffered.map((days) => dayOf(client.clock.now.get(), days)).filter(begins(typed))
  }
}

/** Of those whom one may find, as the server knows them. */
export async function strangers(client: Client, typed: string): Promise<Suggestion[]> {
  const found = await client.actions.people.search(withoutAt(typed), null)
  return found.ok ? found.value.items.map(personOf).slice(0, most) : []
}

const people = (client: Client, typed: string): Suggestion[] =>
  peersNamed(client.state, withoutAt(typed)).map(personOf).slice(0, most)

const personOf = ({ username, displayName }: { username: string; displayName: string }): Suggestion => ({
  value: username,
  name: displayName,
})

function placeOf(summary: ConversationSummary): Suggestion {
  const { conversation, peer } = summary
  const name = conversationName(summary)
  const called = { group: conversation.name ?? '', direct: peer?.username ?? '', notes: self }
  return { value: called[conversation.kind], name: conversation.kind === 'group' ? '' : name }
}

function dayOf(now: Date, daysBefore: number): Suggestion {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysBefore, 12)
  const parts = [day.getFullYear(), day.getMonth() + 1, day.getDate()]
  const value = parts.map((part) => String(part).padStart(2, '0')).join('-')
  const { today, yesterday } = words.time
  return { value, name: [today, yesterday][daysBefore] ?? longDate(day.toISOString()) }
}

const begins =
  (typed: string) =>
  ({ value }: Suggestion): boolean =>
    value.startsWith(typed.toLowerCase())
