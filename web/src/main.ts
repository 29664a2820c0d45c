import { createApp } from './app.ts'
import { browserSurroundings } from './browser.ts'
import { Router } from './router.ts'
import { Toasts } from './ui/components/toast.ts'
import { chunks, loadInIdleTime } from './ui/late/chunks.ts'
import { ClientUpdate } from './ui/client-update.ts'
import { keepPageFromDrops } from './ui/dropped.ts'
import { chooseLanguage } from './ui/language.ts'
import { leaveKeysToInputMethods } from './ui/keys.ts'
import { RootView } from './ui/views/root-view.ts'
import { WallClock } from './ui/wall-clock.ts'

leaveKeysToInputMethods(window)
keepPageFromDrops(window)
const browserEnv = browserSurroundings()
const { state, actions, start } = createApp(browserEnv)
void start()
void chooseLanguage().then(show)

function show(): void {
  const clock = new WallClock(browserEnv.clockAndRandom.now)
  const update = new ClientUpdate()
  const client = { state, actions, router: new Router(window), toasts: new Toasts(), clock, update }
  clock.start(window)
  document.body.replaceChildren(new RootView(client).root, client.toasts.root)
  state.session.subscribe(({ kind }) => {
    if (kind === 'signed-out') void update.begin(navigator.serviceWorker)
    if (kind !== 'signed-in') return
    void loadInIdleTime().then(() => update.begin(navigator.serviceWorker))
    const notifier = chunks.notifier.load()
    void notifier.then(({ beginNotifying }) => beginNotifying(client)).catch(() => undefined) // the next sign-in tries again
  })
}
