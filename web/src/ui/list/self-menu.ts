import { words } from '../../i18n/late.ts'
import type { Client } from '../client.ts'
import { openMenu } from '../components/menu.ts'
import { signOut } from '../sign-out.ts'

/** What one can do about oneself. */
export function openSelfMenu(client: Client, control: HTMLElement): void {
  const { router } = client
  openMenu(control, words.list.account, [
    {
      label: words.pages.profile,
      icon: 'user',
      run: () => router.go({ name: 'settings', section: 'profile' }),
    },
    { label: words.pages.saved, icon: 'bookmark', run: () => router.go({ name: 'saved' }) },
    {
      label: words.pages.settings,
      icon: 'gear',
      run: () => router.go({ name: 'settings', section: null }),
    },
    { label: words.signOut.action, icon: 'out', run: () => void signOut(client) },
  ])
}
