import type { ConversationId, Invitation } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { conversationRoute } from '../../router.ts'
import { button } from '../components/button.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { cutLine, el, replaceChildren, sentence } from '../dom.ts'
import { personName } from '../format/names.ts'
import { KeyedList } from '../keyed-list.ts'
import { flag } from '../people/avatar.ts'

/** So many stand above the conversations; the others come up as these are answered. */
const shownMax = 3

/** Groups to which one is invited, above the conversations. */
export class Invitations extends Component {
  readonly #client: Client
  readonly #rows: KeyedList<Invitation>
  readonly #more = el('p', { class: 'hint centred' })
  readonly #section = el('section', { class: 'invitations', 'aria-label': words.invitations.title })
  readonly #spoken: HTMLElement
  #known: ReadonlySet<ConversationId> = new Set()

  /** @param spoken there before its first text, so that a screen reader speaks it */
  constructor(client: Client, spoken: HTMLElement) {
    super(el('div', {}))
    this.#client = client
    this.#spoken = spoken
    const list = el('ul', { role: 'list' })
    this.#rows = this.own(
      new KeyedList(list, {
        key: ({ conversation }) => conversation.id,
        create: (invitation) => new InvitationRow(invitation, (how) => this.#answer(invitation, how)),
      }),
    )
    this.#section.append(list, this.#more)
    this.root.append(this.#section)
    this.bind(client.state.invitations, (invitations) => this.#show(invitations))
  }

  #show(invitations: readonly Invitation[]): void {
    const more = invitations.length - shownMax
    this.#section.hidden = invitations.length === 0
    this.#rows.render(invitations.slice(0, shownMax))
    this.#more.hidden = more <= 0
    this.#more.textContent = more > 0 ? words.invitations.more(more) : ''
    const latest = invitations[0]
    if (latest && !this.#known.has(latest.conversation.id))
      this.#spoken.textContent = words.invitations.spoken(inviterName(latest), groupName(latest))
    this.#known = new Set(invitations.map(({ conversation }) => conversation.id))
  }

  async #answer({ conversation: { id } }: Invitation, how: 'accept' | 'decline'): Promise<void> {
    const { actions, router, toasts } = this.#client
    // All of it goes with the last one.
    const near = [this.root.closest('.conversations-scroll'), this.root.closest('nav')]
    const result = await actions.conversations[how](id)
    if (!result.ok) toasts.failure(result.failure)
    else if (how === 'accept') return router.go(conversationRoute(id))
    // The button in focus goes with its row.
    if (document.activeElement !== document.body) return
    near
      .map((around) => around?.querySelector<HTMLElement>('button, a'))
      .find(Boolean)
      ?.focus()
  }
}

class InvitationRow extends Component {
  readonly #facts = el('span', { class: 'invitation-facts' })

  constructor(invitation: Invitation, answer: (how: 'accept' | 'decline') => Promise<void>) {
    super(el('li', { class: 'invitation' }))
    const [name, { accept, decline }] = [groupName(invitation), words.invitations]
    const control = (label: string, how: 'accept' | 'decline', look: 'plain' | 'quiet') => {
      const made = button(label, () => void answer(how), look)
      made.setAttribute('aria-label', `${label}: ${name}`)
      return made
    }
    const text = el(
      'span',
      { class: 'person-text' },
      el('span', { class: 'invitation-name' }, cutLine(name)),
      this.#facts,
    )
    this.root.append(
      el('div', { class: 'person-line' }, flag(invitation.conversation, 'medium'), text),
      el(
        'div',
        { class: 'invitation-foot' },
        control(accept, 'accept', 'plain'),
        control(decline, 'decline', 'quiet'),
      ),
    )
    this.update(invitation)
  }

  update(invitation: Invitation): void {
    const { memberCount } = invitation.conversation
    const by = words.invitations.by(inviterName(invitation))
    const members = words.header.members(memberCount).replaceAll(' ', '\u00a0') // a number alone ends no line
    replaceChildren(this.#facts, ...sentence(`${by} · ${members}`))
  }
}

const groupName = ({ conversation }: Invitation): string => conversation.name ?? words.list.untitled
const inviterName = ({ inviter }: Invitation): string => personName(inviter)
