import { button } from '../src/ui/components/button.ts'
import { confirm, Dialog } from '../src/ui/components/dialog.ts'
import { empty, spinner } from '../src/ui/components/empty.ts'
import { textField } from '../src/ui/components/field.ts'
import { menuItems, menuOf, openMenu, type MenuItem } from '../src/ui/components/menu.ts'
import { skeletonLines, skeletonRuns } from '../src/ui/late/skeleton.ts'
import { toastOf } from '../src/ui/components/toast.ts'
import { el } from '../src/ui/dom.ts'
import { bunting, poles } from '../src/ui/drawings/flags-and-poles.ts'
import { mark, wordmark } from '../src/ui/drawings/logo.ts'
import { AddressField } from '../src/ui/home/address.ts'
import { ConnectionBanner } from '../src/ui/views/connection-banner.ts'
import { UpdateBanner } from '../src/ui/views/update-banner.ts'
import { Value } from '../src/state/observable.ts'
import type { ConnectionState } from '../src/state/session.ts'
import { nothing, part, sample, wideSample } from './sample.ts'
import { sampleClient } from './sample-client.ts'

export const layers = (): HTMLElement[] => [menus(), dialogs(), notices(), waiting(), drawings()]

const items: readonly MenuItem[] = [
  { label: 'Copy text', icon: 'copy', run: nothing },
  { label: 'Close', hint: 'Nobody can write here until you open it.', icon: 'lock', run: nothing },
  { label: 'Delete', icon: 'bin', look: 'danger', run: nothing },
]

function menus(): HTMLElement {
  const shown = menuOf('Message actions', menuItems(items, document.body, nothing))
  shown.children[0]?.classList.add('is-hovered')
  const open = button('Open a menu', () => openMenu(open, 'Message actions', items), 'plain')
  return part('Menus', sample('open, the first hovered', shown), sample('to be opened', open))
}

function dialogs(): HTMLElement {
  const dialog = new Dialog('Rename the group', textField({ label: 'Name', value: 'Boathouse' }).root)
  const foot = [button('Cancel', nothing, 'plain'), button('Save', nothing, 'primary')]
  dialog.root.append(el('footer', { class: 'dialog-foot' }, ...foot))
  dialog.root.setAttribute('open', '')
  const question = { title: 'Delete this message?', hint: 'Its place stays.', action: 'Delete' }
  const open = button('Ask a question', () => void confirm(question), 'plain')
  return part('Dialogs', sample('open', dialog.root), sample('to be opened', open))
}

function notices(): HTMLElement {
  const banner = (...states: readonly ConnectionState[]) => {
    const client = sampleClient()
    // It has patience with the first trouble, and none with what comes of it.
    client.connect({ kind: 'doubtful' })
    const { root } = new ConnectionBanner(client)
    for (const state of states) client.connect(state)
    return el('div', { class: 'strip' }, root)
  }
  const update = new UpdateBanner({ ...sampleClient(), newer: new Value({ apply: nothing }) })
  return part(
    'Banners and toasts',
    wideSample('in doubt', banner()),
    wideSample('offline', banner({ kind: 'offline', retryAtMs: Infinity })),
    wideSample('refused', banner({ kind: 'refused', reason: 'outdated-client' })),
    wideSample('a newer client', el('div', { class: 'strip' }, update.root)),
    sample('toast', toastOf('Copied.', nothing)),
    sample('a long toast', toastOf('Oskar Thorne cannot be added to this group by you. '.repeat(2), nothing)),
  )
}

function waiting(): HTMLElement {
  return part(
    'Empty and waiting',
    sample('empty', empty('users', 'Nobody is here yet', el('p', { class: 'hint' }, 'Bring the others.'))),
    sample('with a way out', empty('warn', 'This did not work', button('Try again', nothing, 'primary'))),
    sample('spinner', spinner()),
    wideSample('messages that come', skeletonRuns(3)),
    wideSample('a view that comes', skeletonLines()),
  )
}

function drawings(): HTMLElement {
  return part(
    'Drawings',
    sample('wordmark', wordmark()),
    sample('mark', mark()),
    sample('address', new AddressField(sampleClient()).root),
    sample('nobody answers yet', poles('waiting')),
    sample('answered', poles('answered')),
    wideSample('bunting', bunting()),
  )
}
