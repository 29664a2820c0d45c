import type { notifications as english } from '../en/notifications.ts'
import { count } from './numbers.ts'

export const notifications: typeof english = {
  notifications: {
    title: 'Mitteilungen',
    shown: { label: 'Auf dem Bildschirm', hint: 'Solange Parley irgendwo in diesem Browser offen ist.' },
    turnOn: 'Einschalten',
    denied:
      'Der Browser erlaubt Parley keine. Erlaube Mitteilungen für diese Seite, neben ihrer Adresse oder in den Einstellungen des Browsers.',
    unavailable: 'Hier zeigt der Browser keine: Das tut er nur bei Adressen, die mit https beginnen.',
    absent:
      'Dieser Browser zeigt keine. Auf einem iPhone oder iPad zeigt er sie, sobald Parley auf dem Home-Bildschirm liegt.',
    text: { label: 'Zeigen, was geschrieben wurde', hint: 'Sonst nur, wer geschrieben hat.' },
    sound: { label: 'Ton', hint: 'Ein leiser, höchstens alle paar Sekunden.' },
    play: 'Einmal abspielen',
    quiet: { label: 'Nicht stören', hint: 'Ein paar Stunden an jedem Tag: keine Mitteilung und kein Ton.' },
    from: 'Von',
    to: 'Bis',
    newMessage: 'Neue Nachricht',
    inGroup: (sender, group) => `${sender} · ${group}`,
    inSeveral: (conversations) =>
      count(conversations, {
        one: 'Neue Nachrichten in # Gespräch',
        other: 'Neue Nachrichten in # Gesprächen',
      }),
    mute: { hour: 'Für 1 Stunde', hours: 'Für 8 Stunden', open: 'Bis ich es wieder einschalte' },
    mentionsOnly: 'Nur Erwähnungen',
    mutedUntil: (time) => `Stumm bis ${time}`,
  },
}
