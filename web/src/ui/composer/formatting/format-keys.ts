import { isApple } from '../../switcher/shortcut-keys.ts'

const marks: Readonly<Record<string, string>> = { b: '**', i: '*', e: '`' }
const shiftMarks: Readonly<Record<string, string>> = { x: '~~', h: '||' }

/** @returns the mark that the key puts around what is selected; null where it makes a link of it, undefined where it is another key */
export function markOfKey(event: KeyboardEvent, selected: string): string | null | undefined {
  const { key, shiftKey, altKey, ctrlKey, metaKey } = event
  if (altKey || !(isApple ? metaKey && !ctrlKey : ctrlKey && !metaKey)) return undefined
  const letter = key.toLowerCase()
  // Without a selection the key is the switcher's.
  if (letter === 'k' && (shiftKey || selected !== '')) return null
  return (shiftKey ? shiftMarks : marks)[letter]
}
