import type { ConversationId, Message, UserCard } from '@parley/shared'
import { allName } from '@parley/shared/text'

import { pathOf } from '../../../router.ts'
import { copyText } from '../../components/copy.ts'
import { bdi, el } from '../../dom.ts'
import { personName } from '../../format/names.ts'
import type { RowContext } from '../rows/row-context.ts'

type Context = Pick<RowContext, 'client' | 'viewerId' | 'sought'>

/** How the text of a message is read: what of it is marked, who is meant, and what is done with its code. */
export const readingOf = (context: Context, message: Message | null) => ({
  found: (message && context.sought.get()?.(message)) ?? [],
  mention: mentionChips(context, message),
  copy: (code: string) => void copyText(context.client.toasts, code),
})

/** Whose names stand in it, as they are now. */
export const namesIn = (context: Context, message: Message | null): string =>
  mentionedPeople(context, message).map(personName).join('\n')

/** As far as they are known. */
const mentionedPeople = ({ client }: Context, message: Message | null): UserCard[] =>
  message?.mentions?.flatMap((id) => client.state.person(id).get() ?? []) ?? []

/** By the names in the text of a message: a person by their present name, which leads to them; or all. */
function mentionChips(context: Context, message: Message | null) {
  const people = new Map(mentionedPeople(context, message).map((person) => [person.username, person]))
  return (name: string): HTMLElement | undefined => {
    if (message && name === allName && message.mentionsAll)
      return el('span', { class: 'mention own' }, `@${allName}`)
    const person = people.get(name)
    return person && message
      ? chip(person, message.conversationId, person.id === context.viewerId)
      : undefined
  }
}

function chip(person: UserCard, id: ConversationId, isOwn: boolean): HTMLElement {
  const href = pathOf({ name: 'conversation', id, panel: { kind: 'person', userId: person.id } })
  const props = { class: isOwn ? 'mention own' : 'mention', href, title: `@${person.username}` }
  return el('a', props, bdi(`@${personName(person)}`))
}
