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

export type Route =
  | { readonly name: 'home' }
  | { readonly name: 'register' }
  | {
      readonly name: 'conversation'
      readonly id: ConversationId
      readonly panel: Panel | null
      /** A message of it, where one begins to read. */
      readonly seq?: number
    }
  | { readonly name: 'settings'; readonly section: SettingsSection | null }
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
  if (first === 'register') return { name: 'register' }
  if (first === 'settings') {
    return { name: 'settings', section: settingsSections.find((section) => section === second) ?? null }
  }
  const id = conversationId(second)
  if (first === 'c' && id) return conversationAt(id, third, fourth)
  return { name: 'nowhere', path }
}

export function pathOf(route: Route): string {
  switch (route.name) {
    case 'home':
      return '/'
    case 'register':
      return '/register'
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

/** The address bar and what is shown, kept the same. */
export class Router {
  readonly #window: Window
  readonly #route: Value<Route>

  constructor(window: Window) {
    this.#window = window
    this.#route = new Value(routeOf(window.location.pathname))
    window.addEventListener('popstate', () => this.#route.set(routeOf(window.location.pathname)))
    window.document.addEventListener('click', (event) => this.#follow(event))
  }

  get route(): Readable<Route> {
    return this.#route
  }

  go(route: Route): void {
    const from = this.#window.location.pathname
    const path = pathOf(route)
    if (path !== from) this.#window.history.pushState({ from }, '', path)
    this.#route.set(route)
  }

  replace(route: Route): void {
    this.#window.history.replaceState(this.#window.history.state, '', pathOf(route))
    this.#route.set(route)
  }

  /** Back to where one came from if that is the place above, so that going up and down leaves no trail. */
  up(route: Route): void {
    if (this.#cameFrom() === pathOf(route)) this.#window.history.back()
    else this.replace(route)
  }

  #cameFrom(): unknown {
    const state: unknown = this.#window.history.state
    return typeof state === 'object' && state !== null && 'from' in state ? state.from : null
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
