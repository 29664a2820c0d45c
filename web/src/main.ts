import { createApp } from './app.ts'
import { browserSurroundings } from './browser.ts'
import { Router } from './router.ts'
import { Toasts } from './ui/components/toast.ts'
import { keepPageFromDrops } from './ui/dropped.ts'
import { leaveKeysToInputMethods } from './ui/keys.ts'
import { RootView } from './ui/views/root-view.ts'

leaveKeysToInputMethods(window)
keepPageFromDrops(window)
const { state, actions, start } = createApp(browserSurroundings())
const client = { state, actions, router: new Router(window), toasts: new Toasts() }
document.body.replaceChildren(new RootView(client).root, client.toasts.root)
void start()
