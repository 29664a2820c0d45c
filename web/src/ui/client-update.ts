import { Value, type Readable } from '../state/observable.ts'

interface ScriptUrls {
  createScriptURL(url: string): string
}

/** Not all browsers check where scripts come from. */
interface TrustedTypes {
  createPolicy(name: string, rules: ScriptUrls): ScriptUrls
}

const askAgainMs = 3_600_000

/** What keeps the client on the device, so that it opens without a network; and whether a newer one is ready. */
export class ClientUpdate {
  readonly #ready = new Value(false)
  #waiting: ServiceWorker | null = null
  #hasBegun = false

  get ready(): Readable<boolean> {
    return this.#ready
  }

  /** Where a browser has none, or the page is not sent securely, the client works as it did. */
  async begin(container: ServiceWorkerContainer | undefined): Promise<void> {
    if (!container || this.#hasBegun) return
    this.#hasBegun = true
    const registering = container.register(workerUrl(), { updateViaCache: 'none' })
    const registration = await registering.catch(() => null) // offline, or not allowed: the next start tries again
    if (!registration) return
    const look = () => this.#look(registration, container)
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', look)
    })
    look()
    setInterval(() => void registration.update().catch(() => undefined), askAgainMs) // offline, or later
  }

  /** The newer client takes over, and the page is loaded anew from it. */
  apply(): void {
    const reload = () => location.reload()
    navigator.serviceWorker.addEventListener('controllerchange', reload, { once: true })
    if (this.#waiting?.state === 'installed') this.#waiting.postMessage('take-over')
    else reload()
  }

  /** The first one of a browser replaces none. */
  #look({ waiting }: ServiceWorkerRegistration, { controller }: ServiceWorkerContainer): void {
    if (!waiting || !controller) return
    this.#waiting = waiting
    this.#ready.set(true)
  }
}

function workerUrl(): string {
  const url = '/service-worker.js'
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  const policy = trustedTypes?.createPolicy('service-worker', { createScriptURL: () => url })
  return policy?.createScriptURL(url) ?? url
}
