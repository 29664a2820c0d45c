import { el } from '../dom.ts'
import { isApple, switcherKey } from './shortcut-keys.ts'

export { switcherKey }

export const nextKey = isApple ? '⌥ ↓' : 'Alt ↓'
export const previousKey = isApple ? '⌥ ↑' : 'Alt ↑'
export const mentionKey = isApple ? '⌥ ⇧ ↓' : 'Alt ⇧ ↓'
export const allKeysKey = isApple ? '⌘ /' : 'Ctrl /'

const command = isApple ? '⌘ ' : 'Ctrl '
export const formatKeys = {
  strong: `${command}B`,
  emphasis: `${command}I`,
  code: `${command}E`,
  strike: `${command}⇧ X`,
  spoiler: `${command}⇧ H`,
  link: `${command}⇧ K`,
}

/** Keys, each before what it does. */
export const keyHints = (pairs: readonly (readonly [key: string, what: string])[]): HTMLElement[] =>
  pairs.map(([key, what]) => el('span', { class: 'key-hint' }, el('kbd', {}, key), ` ${what}`))
