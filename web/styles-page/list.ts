import { conversationRoute, pathOf } from '../src/router.ts'
import { Value } from '../src/state/observable.ts'
import { el } from '../src/ui/dom.ts'
import { ConversationRow } from '../src/ui/list/conversation-row.ts'
import { ListFilter } from '../src/ui/list/list-filter.ts'
import { ListFoot } from '../src/ui/list/list-foot.ts'
import { listHead } from '../src/ui/list/list-head.ts'
import { ListSearch } from '../src/ui/list/list-search.ts'
import { gone, grace, maya, message, oskar, rana, summary, yuki } from './sample-chat.ts'
import { nothing, part, sample } from './sample.ts'
import { sampleClient } from './sample-client.ts'

export function list(): HTMLElement {
  const states = {
    read: summary('Boathouse', message(oskar, 'Low water is at 13:55')),
    unread: summary('Swap shelf', message(rana, 'من عنده المفتاح؟'), { unread: 3 }),
    muted: summary('Print shop', message(yuki, 'The proofs are here'), {
      unread: 12,
      membership: { muted: true },
    }),
    closed: summary('Committee', message(grace, 'Minutes'), { closed: true, unread: 1 }),
    'a direct one, online': summary(oskar, message(oskar, 'See you at the slip'), { unread: 120 }),
    'one’s own, seen': summary(rana, message(maya, 'على الرحب'), { peerReadSeq: 1_000 }),
    'one’s own, stored': summary(yuki, message(maya, 'Good morning')),
    'a long name': summary(grace, message(grace, 'A long one. '.repeat(20))),
    'an account that is gone': summary(gone, null),
    notes: summary('notes', message(maya, 'Buy twine')),
    'somebody types': summary('Somebody types', message(oskar, 'Not seen now')),
    'a draft': summary('Roof garden', message(oskar, 'Not seen now')),
    open: summary('Harbour watch', message(oskar, 'All quiet')),
  }
  const client = sampleClient(Object.values(states))
  client.type(states['a draft'], 'Beans, and')
  const address = location.href
  client.router.replace(conversationRoute(states.open.conversation.id))
  history.replaceState(null, '', address) // a reload comes back here
  const rows = Object.entries(states).map(([state, one]) => {
    const row = new ConversationRow(client, maya.id, one)
    return sample(state, el('div', { class: 'on-ground' }, el('ul', { class: 'conversations' }, row.root)))
  })
  return part('The list', ...around(client), ...rows, ...pointed(client, states.read.conversation.id))
}

function around(client: ReturnType<typeof sampleClient>): HTMLElement[] {
  const search = new ListSearch({ client, typed: nothing, enter: nothing, openSwitcher: nothing })
  const filter = new ListFilter(new Value(4), nothing)
  const parts = { head: listHead(client, maya.id), search: search.root, filter: filter.root }
  const all = { ...parts, foot: new ListFoot(client).root }
  return Object.entries(all).map(([name, shown]) => sample(name, el('div', { class: 'on-ground' }, shown)))
}

function pointed(client: ReturnType<typeof sampleClient>, id: Parameters<typeof conversationRoute>[0]) {
  const looks = { hover: 'is-hovered', focus: 'is-focused' }
  return Object.entries(looks).map(([state, look]) => {
    const row = new ConversationRow(client, maya.id, summary('Boathouse', message(oskar, 'Low water')))
    row.root.querySelector(`a:not([href="${pathOf(conversationRoute(id))}"])`)?.classList.add(look)
    return sample(state, el('div', { class: 'on-ground' }, el('ul', { class: 'conversations' }, row.root)))
  })
}
