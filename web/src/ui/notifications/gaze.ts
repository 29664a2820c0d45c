import type { Route } from '../../router.ts'
import type { Readable } from '../../state/observable.ts'
import { heldNames, hold } from './locks.ts'
import type { Sight } from './news.ts'

const prefix = 'parley.in-sight.'

/** Says to all tabs what somebody looks at in this one, and knows it of the others. */
export class Gaze {
  #seen: string | null = null
  #release = (): void => undefined

  constructor(route: Readable<Route>) {
    const look = () => this.#look(route.get())
    for (const type of ['focus', 'blur'] as const) addEventListener(type, look)
    document.addEventListener('visibilitychange', look)
    route.subscribe(look)
  }

  async everywhere(): Promise<Sight> {
    const own = this.#seen === null ? [] : [this.#seen]
    const seen = [...own, ...(await heldNames())].filter((name) => name.startsWith(prefix))
    return {
      isOnPage: seen.length > 0,
      conversations: new Set(seen.map((name) => name.slice(prefix.length))),
    }
  }

  #look(route: Route): void {
    const isHere = document.visibilityState === 'visible' && document.hasFocus()
    const seen = isHere ? prefix + (route.name === 'conversation' ? route.id : '') : null
    if (seen === this.#seen) return
    this.#seen = seen
    this.#release()
    this.#release = seen === null ? () => undefined : hold(seen, 'shared')
  }
}
