import { isolated } from '../isolated.ts'
import { number } from './numbers.ts'

export const common = {
  /** As browsers name it. */
  language: 'en',
  number,
  appName: 'Parley',
  /** One behind the other. */
  sentences: (first: string, next: string) => `${first} ${next}`,
  common: {
    cancel: 'Cancel',
    close: 'Close',
    show: 'Show',
    hide: 'Hide',
    save: 'Save',
    saved: 'Saved',
    back: 'Back',
    loading: 'Loading…',
    more: 'Show more',
    retry: 'Try again',
    skip: 'Skip to the conversation',
    copied: 'Copied',
    copyFailed: 'The browser does not allow copying here.',
  },
  late: {
    failed: 'This part of Parley could not be loaded.',
    update: 'There is a new version of Parley.',
    reload: 'Reload',
    hint: 'Perhaps there is no network, or Parley has been updated since this page was opened.',
  },
  /** What stands in the window's title, and in menus. */
  pages: {
    signIn: 'Sign in',
    register: 'Create an account',
    profile: 'Profile',
    settings: 'Settings',
    saved: 'Saved',
    join: 'Invitation',
  },
  nowhere: {
    title: 'There is nothing at this address.',
    hint: 'It may be mistyped, or what was here is gone.',
    home: 'Go to the start',
  },
  connection: {
    offline: 'You are offline. What you write is sent as soon as you are back.',
    unreachable: 'The server cannot be reached. Check your connection and try again.',
    doubtful: 'The server does not answer. What you write is sent as soon as it does.',
    reconnecting: 'Reconnecting…',
    restOnly: 'No live updates right now. What you write is sent as soon as they are back.',
    back: 'Connected again.',
    outdated: 'Parley was updated. Reload this page to go on.',
    elsewhere: 'Parley is open in too many places. Close some of them, then reload this page.',
  },
  notices: {
    notForAll:
      'Only the owner and moderators of a group can mention everyone in it. Your @all stays plain text.',
    removed: (name: string) => `You are no longer in ${isolated(name)}.`,
    closed: (name: string) => `${isolated(name)} was closed.`,
  },
}
