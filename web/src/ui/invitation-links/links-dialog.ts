import type { ConversationId, CreatedInvitationLink } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import type { Client } from '../client.ts'
import { submitButton } from '../components/button.ts'
import { Dialog } from '../components/dialog.ts'
import { selectField, textField, type Choice } from '../components/field.ts'
import { Form } from '../components/form.ts'
import { el } from '../dom.ts'
import { LinkList } from './link-list.ts'
import { MadeLink } from './made-link.ts'

const useChoices: readonly Choice[] = [
  ...[1, 5, 10, 25, 100].map((people) => ({ value: String(people), label: words.links.people(people) })),
  { value: '', label: words.links.anyNumber },
]

const { ends } = words.links
const endChoices: readonly Choice[] = [
  { value: '1', label: ends.hour },
  { value: '24', label: ends.day },
  { value: '168', label: ends.week },
  { value: '720', label: ends.month },
  { value: '', label: ends.never },
]

const numberOf = (text: string): number | null => (text === '' ? null : Number(text))

/** Makes links to a group, shows each this once, and lists those that were made. */
export function openLinksDialog(client: Client, id: ConversationId): void {
  const { title, intro, uses, end, note, noteHint, make } = words.links
  const fields = {
    usesMax: selectField({ label: uses, value: '1' }, useChoices),
    expiresInHours: selectField({ label: end, value: '168' }, endChoices),
    note: textField({ label: note, hint: noteHint }, { dir: 'auto', autocomplete: 'off' }),
  }
  for (const { root } of [fields.usesMax, fields.expiresInHours]) root.classList.add('half')
  let made: CreatedInvitationLink | null = null
  const form = new Form({
    fields,
    blame: {},
    submit: submitButton(make, 'primary'),
    send: async () => {
      const result = await client.actions.links.create(id, {
        usesMax: numberOf(fields.usesMax.value),
        expiresInHours: numberOf(fields.expiresInHours.value),
        note: fields.note.value,
      })
      if (result.ok) made = result.value
      return result
    },
    done: () => {
      if (!made) return
      shown.show(made)
      dialog.keepUntilClosed()
      fields.note.control.value = ''
      void list.reload()
    },
  })
  const shown = new MadeLink(client)
  const list = new LinkList(client, id)
  const heading = el('h3', { class: 'links-heading' }, words.links.before)
  const dialog = new Dialog(title, el('p', { class: 'hint' }, intro)).add(shown)
  dialog.root.append(form.root, heading)
  dialog.add(list).open()
  fields.usesMax.control.focus()
}
