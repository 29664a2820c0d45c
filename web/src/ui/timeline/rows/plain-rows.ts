import { words } from '../../../i18n/index.ts'
import { derived } from '../../../state/observable.ts'
import { Component } from '../../component.ts'
import { icon, type IconName } from '../../components/icon.ts'
import { el, replaceChildren, sentence } from '../../dom.ts'
import { namedBy, systemText } from '../../format/system-text.ts'
import { clockTime, dayTitle } from '../../format/time.ts'
import { unreadCount } from '../../format/unread-count.ts'
import type { RowContext } from './row-context.ts'
import type { RowModel, SystemRowModel, UnreadRowModel } from './models.ts'

export class DayRow extends Component {
  constructor({ client: { clock } }: RowContext, at: string) {
    super(el('div', { class: 'divider', role: 'separator' }))
    this.bind(clock.day, () => {
      replaceChildren(this.root, el('span', {}, dayTitle(at, clock.now.get())))
    })
  }

  update(): void {}
}

/** The pennant over what is new. */
export class UnreadRow extends Component {
  constructor(model: UnreadRowModel) {
    super(el('div', { class: 'news', role: 'separator', 'aria-label': words.timeline.newMessages }))
    this.update(model)
  }

  update(model: RowModel): void {
    if (model.kind !== 'unread') return
    const count = words.timeline.newCount(unreadCount(model.count))
    const pennant = el('span', { class: 'pennant' }, count)
    if (this.root.textContent !== count) replaceChildren(this.root, pennant)
  }
}

const pictures: Readonly<Record<SystemRowModel['event']['kind'], IconName>> = {
  'group-created': 'users',
  'member-joined': 'adduser',
  'member-left': 'out',
  'members-added': 'adduser',
  'member-removed': 'out',
  'owner-changed': 'key',
  'role-changed': 'shield',
  'group-renamed': 'pen',
  'topic-changed': 'pen',
  'announcements-changed': 'write',
  'description-changed': 'pen',
  'picture-changed': 'pen',
  'visibility-changed': 'globe',
  'history-changed': 'clock',
  'message-pinned': 'pin',
  'expiry-changed': 'clock',
}

export class SystemRow extends Component {
  constructor(context: RowContext, { seq, actorId, event, at }: SystemRowModel) {
    super(el('div', { class: 'system-message', role: 'article', tabindex: -1, 'data-row': '' }))
    const { client, viewerId } = context
    const people = namedBy(actorId, event).map((id) => client.state.person(id))
    const time = el('time', { datetime: at })
    const onclick = () => event.kind === 'message-pinned' && context.jump(event.seq, seq)
    const text = isThere(context, event)
      ? el('button', { type: 'button', class: 'link', onclick })
      : el('span', {})
    this.root.append(icon(pictures[event.kind]), text, time)
    this.bind(client.clock.day, () => (time.textContent = clockTime(at)))
    this.bind(
      derived(people, () => systemText(client.state, actorId, event, viewerId)),
      (told) => replaceChildren(text, ...sentence(told)),
    )
  }

  update(): void {}
}

/** What it tells of can be shown. */
function isThere({ client, conversationId }: RowContext, event: SystemRowModel['event']): boolean {
  const { membership } = client.state.conversation(conversationId).get() ?? {}
  return event.kind === 'message-pinned' && event.seq >= (membership?.readsFromSeq ?? 1)
}
