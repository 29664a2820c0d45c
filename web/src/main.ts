import { createApp } from './app.ts'
import { browserSurroundings } from './browser.ts'
import { Router } from './router.ts'
import { Value } from './state/observable.ts'
import { Toasts } from './ui/components/toast.ts'
import { chunks, loadInIdleTime } from './ui/late/chunks.ts'
import type { NewerClient } from './ui/client.ts'
import { keepPageFromDrops } from './ui/dropped.ts'
import { chooseLanguage } from './ui/language.ts'
import { leaveKeysToInputMethods } from './ui/keys.ts'
import { loadPicturesFrom } from './ui/people/avatar.ts'
import { RootView } from './ui/views/root-view.ts'
import { WallClock } from './ui/wall-clock.ts'

leaveKeysToInputMethods(window)
keepPageFromDrops(window)
const browserEnv = browserSurroundings()
loadPicturesFrom(browserEnv.apiOrigin)
const { state, actions, start } = createApp(browserEnv)
void start()
void chooseLanguage().then(show)

function show(): void {
  const clock = new WallClock(browserEnv.clockAndRandom.now)
  const newer = new Value<NewerClient | null>(null)
  const client = { state, actions, router: new Router(window), toasts: new Toasts(), clock, newer }
  const keep = keepingOnce(newer)
  clock.start(window)
  document.body.replaceChildren(new RootView(client).root, client.toasts.root)
  state.session.subscribe(({ kind }) => {
    if (kind === 'signed-out') keep()
    if (kind !== 'signed-in') return
    void loadInIdleTime().then(keep)
    const background = chunks.background.load()
    void background.then(({ beginBackground }) => beginBackground(client)).catch(() => undefined) // the next sign-in tries again
  })
}

/** For what keeps the client on the device; where that does not come, the next sign-in tries again. */
function keepingOnce(newer: Value<NewerClient | null>): () => void {
  let hasBegun = false
  return () => {
    if (hasBegun) return
    hasBegun = true
    chunks.update.load().then(
      ({ keepClient }) => keepClient(navigator.serviceWorker, (ready) => newer.set(ready)),
      () => (hasBegun = false),
    )
  }
}
