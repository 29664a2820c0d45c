import type { MemberRole } from '@parley/shared'
import { memberRoles, rightNames, may, type Right } from '@parley/shared/roles'

import { words } from '../../i18n/late.ts'
import { Dialog } from '../components/dialog.ts'
import { icon } from '../components/icon.ts'
import { el } from '../dom.ts'
import { roleName } from './roles.ts'

/** Who may do what in a group, and which of it oneself: by the table by which the server decides. */
export function openRights(own: MemberRole): void {
  const { rightsTitle, rightsHint, right } = words.moderation
  const heads = memberRoles.map((role) => {
    const props = { scope: 'col', class: role === own && 'own', 'aria-current': role === own && 'true' }
    return el('th', props, roleName(role))
  })
  const table = el(
    'table',
    { class: 'rights' },
    el(
      'thead',
      {},
      el('tr', {}, el('th', { scope: 'col' }, el('span', { class: 'visually-hidden' }, right)), ...heads),
    ),
    el('tbody', {}, ...rightNames.map((one) => rightRow(one, own))),
  )
  new Dialog(rightsTitle, el('p', { class: 'hint' }, rightsHint), table).open()
}

function rightRow(right: Right, own: MemberRole): Element {
  const cells = memberRoles.map((role) =>
    el('td', { class: role === own && 'own' }, answer(may(role, right))),
  )
  return el('tr', {}, el('th', { scope: 'row' }, words.moderation.rights[right]), ...cells)
}

const answer = (is: boolean): Element =>
  is
    ? el('span', { role: 'img', 'aria-label': words.moderation.yes }, icon('check'))
    : el('span', { role: 'img', class: 'hint', 'aria-label': words.moderation.no }, '–')
