import { count } from './numbers.ts'

export const notifications = {
  notifications: {
    title: 'Notifications',
    shown: { label: 'On the screen', hint: 'While Parley is open somewhere in this browser.' },
    turnOn: 'Turn on',
    denied:
      'The browser does not let Parley show any. Allow notifications for this site, beside its address or in the settings of the browser.',
    unavailable: 'Here the browser shows none: it does so only for addresses that begin with https.',
    absent: 'This browser shows none. On an iPhone or iPad it does once Parley is on the home screen.',
    text: { label: 'Show what is written', hint: 'Otherwise only who has written.' },
    sound: { label: 'Sound', hint: 'A soft one, at most every few seconds.' },
    play: 'Play it once',
    quiet: { label: 'Do not disturb', hint: 'For some hours of each day: no notification and no sound.' },
    from: 'From',
    to: 'To',
    newMessage: 'New message',
    inGroup: (sender: string, group: string) => `${sender} · ${group}`,
    inSeveral: (conversations: number) =>
      count(conversations, {
        one: 'New messages in # conversation',
        other: 'New messages in # conversations',
      }),
    mute: { hour: 'For 1 hour', hours: 'For 8 hours', open: 'Until I turn it back on' },
    mentionsOnly: 'Mentions only',
    mutedUntil: (time: string) => `Muted until ${time}`,
  },
}
