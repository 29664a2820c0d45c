import { el } from '../src/ui/dom.ts'
import { sign, unreadBadge } from '../src/ui/list/row-marks.ts'
import { avatar, flag, notesAvatar, type AvatarSize } from '../src/ui/people/avatar.ts'
import { personLine } from '../src/ui/people/person-row.ts'
import { PresenceDot } from '../src/ui/people/presence-dot.ts'
import { deliveryMark } from '../src/ui/timeline/message/delivery-mark.ts'
import { gone, grace, oskar, rana, yuki } from './sample-chat.ts'
import { part, sample, wideSample } from './sample.ts'
import { sampleClient } from './sample-client.ts'

const sizes: readonly AvatarSize[] = ['tiny', 'little', 'small', 'medium', 'large', 'huge']
/** Enough of them to fly every flag in every hue. */
const ids = Array.from({ length: 24 }, (_, at) => `id ${at * 4}`)

export const people = (): HTMLElement[] => [avatars(), marks()]

function avatars(): HTMLElement {
  const face = avatar(oskar, oskar.displayName, 'medium')
  face.append(new PresenceDot(sampleClient(), oskar.id).root)
  return part(
    'Avatars',
    wideSample('people, by size', ...sizes.map((size) => avatar(rana, rana.displayName, size))),
    wideSample('groups, by size', ...sizes.map((size) => flag({ id: 'a group' }, size))),
    wideSample('notes, by size', ...sizes.map((size) => notesAvatar(size))),
    wideSample('people, by id', ...ids.map((id) => avatar({ id }, 'Ada Lovelace', 'medium'))),
    wideSample('groups, by id', ...ids.map((id) => flag({ id }, 'medium'))),
    sample('online', face),
    ...[oskar, rana, yuki, grace, gone].map((one) =>
      sample(`a row: ${one.username || 'gone'}`, personLine(one)),
    ),
  )
}

function marks(): HTMLElement {
  const tag = (text: string, look: string) => el('span', { class: `tag ${look}` }, text)
  return part(
    'Badges and marks',
    sample('unread', ...unreadBadge(3, false), ...unreadBadge(120, false)),
    sample('unread and muted', ...unreadBadge(3, true)),
    sample('tags', tag('Owner', ''), tag('Blocked', 'off')),
    sample('sending', deliveryMark('sending')),
    sample('stored', deliveryMark('stored')),
    sample('seen', deliveryMark('seen')),
    sample('failed', deliveryMark('failed')),
    sample('closed, muted', sign('lock', 'Closed group'), sign('mute', 'Muted')),
  )
}
