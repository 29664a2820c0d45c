import { words } from '../../i18n/late.ts'
import { Dialog } from '../components/dialog.ts'
import { el } from '../dom.ts'
import { reactKey } from '../timeline/message/reacting.ts'
import { allKeysKey, formatKeys, mentionKey, nextKey, previousKey, switcherKey } from './key-hints.ts'

/** All keys that lead somewhere. */
export function openShortcuts(): void {
  const { title, jump, next, previous, all, write, moveInList, moveInTalk, menu, editLast, back } =
    words.shortcuts
  const groups = [
    {
      title: words.shortcuts.everywhere,
      keys: [
        [switcherKey, jump],
        [nextKey, next],
        [previousKey, previous],
        [`${allKeysKey}   ?`, all],
        ['Esc', back],
      ],
    },
    {
      title: words.shortcuts.inTalk,
      keys: [
        ['↵   ⇧ ↵', write],
        ['↑', editLast],
        ['↑ ↓', moveInTalk],
        ['↵', menu],
        [reactKey, words.shortcuts.react],
        [mentionKey, words.mentions.next],
      ],
    },
    {
      title: words.shortcuts.formatting,
      keys: [
        [formatKeys.strong, words.shortcuts.strong],
        [formatKeys.emphasis, words.shortcuts.emphasis],
        [formatKeys.strike, words.shortcuts.strike],
        [formatKeys.code, words.shortcuts.code],
        [formatKeys.spoiler, words.shortcuts.spoiler],
        [formatKeys.link, words.shortcuts.link],
      ],
    },
    { title: words.shortcuts.inList, keys: [['↑ ↓', moveInList]] },
  ] as const
  new Dialog(title, ...groups.map((group) => section(group.title, group.keys))).open()
}

const section = (title: string, keys: readonly (readonly [key: string, what: string])[]) =>
  el(
    'section',
    { class: 'shortcuts' },
    el('h3', {}, title),
    el(
      'dl',
      {},
      ...keys.map(([key, what]) =>
        el('div', {}, el('dt', {}, what), el('dd', {}, ...key.split('   ').map((one) => el('kbd', {}, one)))),
      ),
    ),
  )
