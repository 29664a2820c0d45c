import type { NewerClient } from '../client.ts'

interface ScriptUrls {
  createScriptURL(url: string): string
}

/** Not all browsers check where scripts come from. */
interface TrustedTypes {
  createPolicy(name: string, rules: ScriptUrls): ScriptUrls
}

const askAgainMs = 3_600_000
const takeOverMs = 3_000

/**
 * Lets the browser keep the client on the device, so that it opens without a network, and tells of a newer one that is
 * ready. Where a browser has no workers, or the page is not sent securely, the client works as it did.
 */
export async function keepClient(
  container: ServiceWorkerContainer | undefined,
  onReady: (newer: NewerClient) => void,
): Promise<void> {
  if (!container) return
  const registering = container.register(workerUrl(), { updateViaCache: 'none' })
  const registration = await registering.catch(() => null) // offline, or not allowed: the next start tries again
  if (!registration) return
  const look = () => {
    const { waiting } = registration
    // The first one of a browser replaces none.
    if (waiting && container.controller) onReady({ apply: () => takeOver(container, registration) })
  }
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', look)
  })
  look()
  setInterval(() => void registration.update().catch(() => undefined), askAgainMs) // offline, or later
}

/** The newer client takes over, and the page is loaded anew from it. */
function takeOver(container: ServiceWorkerContainer, registration: ServiceWorkerRegistration): void {
  const reload = () => location.reload()
  container.addEventListener('controllerchange', reload, { once: true })
  if (!registration.waiting) return reload()
  registration.waiting.postMessage('take-over')
  // Chromium first lets the older one finish its answers, also those to pages that are gone, for up to five minutes.
  setTimeout(() => void withoutWorker(registration).then(reload), takeOverMs)
}

/** The page then comes from the server, which has the newer client, and keeps it anew. */
async function withoutWorker(registration: ServiceWorkerRegistration): Promise<void> {
  if (navigator.onLine) await registration.unregister()
}

function workerUrl(): string {
  const url = '/service-worker.js'
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  const policy = trustedTypes?.createPolicy('service-worker', { createScriptURL: () => url })
  return policy?.createScriptURL(url) ?? url
}
