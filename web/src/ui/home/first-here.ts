import type { UserId } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { openNewConversation } from '../create/new-conversation-dialog.ts'
import { openDirect } from '../create/open-direct.ts'
import { el } from '../dom.ts'
import { flag, notesAvatar } from '../people/avatar.ts'
import { AddressField, addressOf } from './address.ts'
import { poles } from '../drawings/flags-and-poles.ts'
import { qrCode } from './qr.ts'

/** Nobody else is on this server yet: the address for the others, and what one can begin with alone. */
export class FirstHere extends Component {
  constructor(client: Client, viewerId: UserId) {
    super(el('div', { class: 'first-here' }))
    const { first } = words.home
    const code = el('div', { class: 'first-code' })
    const hint = el('p', {})
    this.bind(client.state.instance, (instance) => {
      const isOpen = (instance?.registration ?? 'open') === 'open'
      hint.textContent = isOpen ? first.bringHint : first.byLinkHint
    })
    const card = el(
      'section',
      { class: 'first-address' },
      code,
      el('div', {}, el('h3', {}, first.bring), hint, this.own(new AddressField(client)).root),
    )
    const note = () => void openDirect(client, viewerId, () => {})
    const group = () => void openNewConversation(client, viewerId, 'group')
    this.root.append(
      poles('waiting'),
      el('h2', { class: 'large-title' }, first.title),
      el('p', { class: 'lead' }, first.lead),
      card,
      el(
        'div',
        { class: 'first-steps' },
        step(notesAvatar('medium'), first.note, first.noteHint, note),
        step(flag({ id: 'a group' }, 'medium'), first.group, first.groupHint, group),
      ),
    )
    // Without it the address can still be copied.
    this.bind(addressOf(client), (address) => {
      void qrCode(address).then(
        (drawn) => code.replaceChildren(drawn),
        () => code.remove(),
      )
    })
  }
}

const step = (picture: Element, label: string, hint: string, run: () => void) =>
  el(
    'button',
    { type: 'button', class: 'first-step', onclick: run },
    picture,
    el('span', {}, el('b', {}, label), el('span', { class: 'first-step-hint' }, hint)),
  )
