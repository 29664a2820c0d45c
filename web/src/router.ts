import type { ConversationId, UserId } from '@parley/shared'

import { Value, type Readable } from './state/observable.ts'

export const settingsSections = [
  'profile',
  'appearance',
  'notifications',
  'privacy',
  'sessions',
  'password',
  'tokens',
  'activity',
  'account',
] as const
export type SettingsSection = (typeof settingsSections)[number]
export type Panel = { readonly kind: 'details' } | { readonly kind: 'person'; readonly userId: UserId }

/** A message, and how far below the upper edge it stood. */
export interface Place {
  readonly seq: number
  readonly offsetPx: number
}

export type Route =
  | { readonly name: 'home' }
  | { readonly name: 'register' }
  | { readonly name: 'mentions' }
  | {
      readonly name: 'conversation'
      readonly id: ConversationId
      readonly panel: Panel | null
      /** A message of it, where one begins to read. */
      readonly seq?: number
    }
  /** An invitation link; who has no account makes one, or signs in, on the way. */
  | { readonly name: 'join'; readonly token: string; readonly isSigningIn: boolean }
  | { readonly name: 'settings'; readonly section: SettingsSection | null }
  /** What one has saved for later. */
  | { readonly name: 'saved' }
  /** An address that means nothing here. */
  | { readonly name: 'nowhere'; readonly path: string }

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** What a number holds exactly. */
const seqPattern = /^[1-9]\d{0,14}$/

// The pattern is that of the ids on the wire, so what passes it is one.
const conversationId = (text = ''): ConversationId | null =>
  uuid.test(text) ? (text as ConversationId) : null
const userId = (text = ''): UserId | null => (uuid.test(text) ? (text as UserId) : null)

export function routeOf(path: string): Route {
  const [first, second, third, fourth] = path.split('/').filter(Boolean)
  // by its own name the page is reached where it is hosted apart
  if (first === undefined || path === '/index.html') return { name: 'home' }
  if (first === 'register' || first === 'mentions' || first === 'saved') return { name: first }
  if (first === 'settings') {
    return { name: 'settings', section: settingsSections.find((section) => section === second) ?? null }
  }
  if (first === 'join' && second !== undefined)
    return { name: 'join', token: second, isSigningIn: third === 'sign-in' }
  const id = conversationId(second)
  if (first === 'c' && id) return conversationAt(id, third, fourth)
  return { name: 'nowhere', path }
}

export function pathOf(route: Route): string {
  switch (route.name) {
    case 'home':
      return '/'
    case 'register':
    case 'mentions':
    case 'saved':
      return `/${route.name}`
    case 'join':
      return `/join/${route.token}${route.isSigningIn ? '/sign-in' : ''}`
    case 'settings':
      return route.section ? `/settings/${route.section}` : '/settings'
    case 'conversation':
      return `/c/${route.id}${route.panel || !route.seq ? panelPath(route.panel) : `/${route.seq}`}`
    case 'nowhere':
      return route.path
  }
}

export const conversationRoute = (id: ConversationId): Route => ({ name: 'conversation', id, panel: null })

function conversationAt(id: ConversationId, third?: string, fourth?: string): Route {
  const seq = third !== undefined && seqPattern.test(third) ? Number(third) : 0
  return { name: 'conversation', id, panel: panelOf(third, fourth), ...(seq > 0 && { seq }) }
}

function panelOf(kind: string | undefined, id: string | undefined): Panel | null {
  const person = userId(id)
  if (kind === 'people' && person) return { kind: 'person', userId: person }
  return kind === 'details' ? { kind: 'details' } : null
}

function panelPath(panel: Panel | null): string {
  if (!panel) return ''
  return panel.kind === 'details' ? '/details' : `/people/${panel.userId}`
}

/** Whether the view may be left for another; a promise where somebody is asked. */
export type LeaveGuard = (to: Route) => true | Promise<boolean>

const leaveAnything: LeaveGuard = () => true

/** What a browser has kept may be of another version. */
function isPlace(value: unknown): value is Place & { readonly id: ConversationId } {
  if (typeof value !== 'object' || value === null) return false
  const { id, seq, offsetPx } = { id: null, seq: null, offsetPx: null, ...value }
  return typeof id === 'string' && typeof seq === 'number' && typeof offsetPx === 'number'
}

/** The address bar and what is shown, kept the same. */
export class Router {
  readonly #window: Window
  readonly #route: Value<Route>
  /** Where one was in a conversation when this page was left the last time. */
  #left: unknown
  #guard = leaveAnything

  constructor(window: Window) {
    this.#window = window
    this.#left = this.#noted('place')
    this.#route = new Value(routeOf(window.location.pathname))
    window.addEventListener('popstate', () => this.#popped())
    window.document.addEventListener('click', (event) => this.#follow(event))
  }

  get route(): Readable<Route> {
    return this.#route
  }

  go(route: Route): void {
    this.#leave(route, () => {
      this.#push(route)
      this.#route.set(route)
    })
  }

  /** Asked before each change of the view that somebody wants, until the returned function is called. */
  guard(guard: LeaveGuard): () => void {
    this.#guard = guard
    return () => {
      if (this.#guard === guard) this.#guard = leaveAnything
    }
  }

  replace(route: Route): void {
    this.#window.history.replaceState(this.#window.history.state, '', pathOf(route))
    this.#route.set(route)
  }

  /** Back to where one came from if that is the place above, so that going up and down leaves no trail. */
  up(route: Route): void {
    this.#leave(route, () => {
      if (this.#noted('from') === pathOf(route)) this.#window.history.back()
      else this.replace(route)
    })
  }

  /** With the page, which finds it again when it is loaded again, and only there. */
  notePlace(id: ConversationId, place: Place | null): void {
    const { history } = this.#window
    history.replaceState({ from: this.#noted('from'), place: place && { id, ...place } }, '')
  }

  /** Once: whoever comes back later wants to read what is new. */
  takePlace(id: ConversationId): Place | null {
    const left = this.#left
    this.#left = null
    return isPlace(left) && left.id === id ? left : null
  }

  #push(route: Route): void {
    const from = this.#window.location.pathname
    const path = pathOf(route)
    if (path !== from) this.#window.history.pushState({ from }, '', path)
  }

  #leave(to: Route, go: () => void, stay = () => {}): void {
    const may = this.#guard(to)
    if (may === true) go()
    else void may.then((isLeft) => (isLeft ? go() : stay()))
  }

  /** The browser has gone there already: whoever stays needs their address back. */
  #popped(): void {
    const [from, to] = [this.#route.get(), routeOf(this.#window.location.pathname)]
    this.#leave(
      to,
      () => this.#route.set(to),
      () => this.#push(from),
    )
  }

  #noted(what: 'from' | 'place'): unknown {
    const state: unknown = this.#window.history.state
    return typeof state === 'object' && state !== null ? Reflect.get(state, what) : null
  }

  /** A plain click on a link of ours changes the view; with a modifier key it is the browser's. */
  #follow(event: MouseEvent): void {
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
    const link = event.target instanceof Element ? event.target.closest('a') : null
    const path = link?.getAttribute('href')
    if (!plain || event.defaultPrevented || !path?.startsWith('/') || link?.target) return
    event.preventDefault()
    this.go(routeOf(path))
  }
}
