import type { ConversationId, Member } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import type { Client } from '../client.ts'
import { submitButton } from '../components/button.ts'
import { Dialog } from '../components/dialog.ts'
import { selectField, type Choice } from '../components/field.ts'
import { Form } from '../components/form.ts'
import type { MenuItem } from '../components/menu.ts'
import { tell } from '../details/group-actions.ts'
import { el } from '../dom.ts'
import { personName } from '../format/names.ts'
import { endText } from './end-text.ts'

const minuteMs = 60_000
const { ends } = words.silence
const choices: readonly Choice[] = [
  { value: String(10 * minuteMs), label: ends.minutes },
  { value: String(60 * minuteMs), label: ends.hour },
  { value: String(24 * 60 * minuteMs), label: ends.day },
  { value: String(7 * 24 * 60 * minuteMs), label: ends.week },
]

/** Lets a member write nothing in the group for a time, or again. */
export function silenceAction(client: Client, id: ConversationId, member: Member): MenuItem {
  if (!member.silencedUntil)
    return { label: words.silence.silence, icon: 'ban', run: () => openSilenceDialog(client, id, member) }
  const lift = async () => tell(client, await client.actions.members.liftSilence(id, member.user.id))
  return { label: words.silence.lift, icon: 'write', run: () => void lift() }
}

/** Only those have it to show who may silence. */
export const silenceSign = ({ clock }: Client, { silencedUntil }: Member) =>
  silencedUntil === undefined
    ? ''
    : el('span', { class: 'person-handle' }, words.silence.tag(endText(silencedUntil, clock.read())))

function openSilenceDialog(client: Client, id: ConversationId, { user }: Member): void {
  const { title, hint, end, confirm } = words.silence
  const length = selectField({ label: end, hint, value: String(60 * minuteMs) }, choices)
  const form = new Form({
    fields: { until: length },
    blame: {},
    submit: submitButton(confirm, 'danger'),
    send: () => client.actions.members.silence(id, user.id, Number(length.value)),
    done: () => dialog.close(),
  })
  const dialog = new Dialog(title(personName(user)), form.root)
  dialog.open()
  length.control.focus()
}
