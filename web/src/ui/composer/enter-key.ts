/** What a keyboard on the screen takes at least. */
const keyboardMinPx = 120

/** What Enter does on a keyboard of the screen, for its key to say so; there it has no Shift for a new line. */
export const enterKeyHint = (): 'enter' | 'send' => (isTouch() ? 'enter' : 'send')

/** Whether a key sends what is typed: Enter of a real keyboard without Shift, and with Ctrl or Cmd any Enter. */
export function sends(event: KeyboardEvent): boolean {
  if (event.key !== 'Enter') return false
  if (event.ctrlKey || event.metaKey) return true
  return !event.shiftKey && (!isTouch() || isRealKey(event))
}

const isTouch = (): boolean => matchMedia('(hover: none) and (pointer: coarse)').matches

/** A tablet may have a keyboard. Keys on a screen have no code on Android, and on iOS they take their part of the page. */
function isRealKey({ code }: KeyboardEvent): boolean {
  const seen = window.visualViewport
  const hiddenPx = seen ? window.innerHeight - seen.height * seen.scale : 0
  return code !== '' && hiddenPx < keyboardMinPx
}
