import type { ConversationId, ConversationSummary } from '@parley/shared'
import { may } from '@parley/shared/roles'

import { words } from '../../i18n/late.ts'
import { button } from '../components/button.ts'
import { Dialog } from '../components/dialog.ts'
import type { Client } from '../client.ts'
import { el } from '../dom.ts'
import { sentences } from '../format/failure.ts'
import { PeoplePicker } from '../create/people-picker.ts'

export const mayAddPeople = ({ membership }: ConversationSummary): boolean => may(membership.role, 'add')

export function openAddPeople(client: Client, id: ConversationId): void {
  const add = button(words.create.add, () => void send(), 'primary')
  add.disabled = true
  const picker = new PeoplePicker(client, (count) => {
    add.disabled = count === 0
    add.textContent = count === 0 ? words.create.add : words.create.addCount(count)
  })
  const dialog = new Dialog(words.details.add).add(picker)
  dialog.root.append(el('footer', { class: 'dialog-foot' }, add))
  const send = async () => {
    const result = await client.actions.members.add(id, picker.chosen())
    if (!result.ok) {
      client.toasts.failure(result.failure)
      return
    }
    dialog.close()
    const { added } = result.value
    const missing = picker.missing(result.value)
    const told = added.length > 0 || missing.length === 0 ? [words.details.added(added.length)] : []
    client.toasts.show(sentences(...told, ...missing))
  }
  dialog.open()
}
