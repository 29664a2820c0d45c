import { words } from '../../../../i18n/index.ts'
import { el, setAttribute, type Child } from '../../../dom.ts'

/** Covered until somebody wants to know it: to the eye, to a screen reader, and for what is found or copied. */
export function spoiler(content: readonly Child[]): HTMLElement {
  const inner = el('span', { class: 'spoiler-text' }, ...content)
  inner.inert = true
  const show = (event: Event) => {
    if (!inner.inert) return
    event.preventDefault()
    event.stopPropagation()
    inner.inert = false
    for (const name of ['role', 'tabindex', 'aria-label'] as const) setAttribute(cover, name, null)
    cover.classList.add('open')
  }
  const cover = el('span', {
    class: 'spoiler',
    role: 'button',
    tabindex: 0,
    'aria-label': words.timeline.showSpoiler,
    onclick: show,
    onkeydown: (event) => (event.key === 'Enter' || event.key === ' ') && show(event),
  })
  cover.append(inner)
  return cover
}
