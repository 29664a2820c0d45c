import type { Me, Privacy, Writers } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { submitButton } from '../components/button.ts'
import { selectField, switchField, type Choice } from '../components/field.ts'
import { Form } from '../components/form.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el } from '../dom.ts'
import { audiences, chosenOf } from './audiences.ts'
import { BlockedList } from './blocked-list.ts'
import type { Unsaved } from './unsaved.ts'
import { UnsavedFields } from './unsaved-fields.ts'

const { everyone, groupMembers, known, nobody } = words.privacy.writers
const writerChoices: readonly Choice<Writers>[] = [
  { value: 'everyone', label: everyone },
  { value: 'group-members', label: groupMembers },
  { value: 'known', label: known },
  { value: 'nobody', label: nobody },
]

/** Who reaches one, what others learn of oneself, and whom one has blocked. */
export class PrivacySection extends Component {
  constructor(client: Client, me: Me, unsaved: Unsaved) {
    super(el('div', { class: 'section' }))
    const blocked = this.own(new BlockedList(client))
    this.root.append(
      privacyForm(client, me.privacy, unsaved),
      el('h3', {}, words.blocked.title),
      blocked.root,
    )
  }
}

function privacyForm(client: Client, before: Privacy, unsaved: Unsaved): HTMLElement {
  const fields = privacyFields(before)
  const typed = new UnsavedFields(fields, 'privacy', unsaved)
  let [kept, sent] = [before, before]
  const form = new Form(
    {
      fields,
      blame: {},
      submit: submitButton(words.common.save, 'primary'),
      send: () => {
        typed.sending()
        sent = valuesOf(fields, kept)
        return client.actions.account.updateProfile({ privacy: changes(kept, sent) })
      },
      done: () => {
        kept = sent
        typed.saved()
        client.toasts.show(words.common.saved)
      },
    },
    typed.root,
  )
  return form.root
}

function privacyFields({ writers, adders, presence, readReceipts, namedInForwards }: Privacy) {
  const { privacy } = words
  return {
    writers: selectField({ ...privacy.writers, value: writers }, writerChoices),
    adders: selectField({ ...privacy.adders, value: adders }, audiences),
    presence: selectField({ ...privacy.presence, value: presence }, audiences),
    readReceipts: switchField(privacy.readReceipts, readReceipts),
    namedInForwards: switchField(privacy.namedInForwards, namedInForwards),
  }
}

const valuesOf = (fields: ReturnType<typeof privacyFields>, before: Privacy): Privacy => ({
  writers: chosenOf(writerChoices, fields.writers) ?? before.writers,
  adders: chosenOf(audiences, fields.adders) ?? before.adders,
  presence: chosenOf(audiences, fields.presence) ?? before.presence,
  readReceipts: fields.readReceipts.control.checked,
  namedInForwards: fields.namedInForwards.control.checked,
})

/** What is as it was here may be otherwise by now, changed on another device. */
const changes = (from: Privacy, to: Privacy): Partial<Privacy> => ({
  ...(to.writers !== from.writers && { writers: to.writers }),
  ...(to.adders !== from.adders && { adders: to.adders }),
  ...(to.presence !== from.presence && { presence: to.presence }),
  ...(to.readReceipts !== from.readReceipts && { readReceipts: to.readReceipts }),
  ...(to.namedInForwards !== from.namedInForwards && { namedInForwards: to.namedInForwards }),
})
