import type { notifications as english } from '../en/notifications.ts'
import { count } from './numbers.ts'

export const notifications: typeof english = {
  notifications: {
    title: 'Notifications',
    shown: { label: 'À l’écran', hint: 'Tant que Parley est ouvert quelque part dans ce navigateur.' },
    turnOn: 'Activer',
    denied:
      'Le navigateur ne laisse pas Parley en afficher. Autorisez les notifications de ce site, à côté de son adresse ou dans les réglages du navigateur.',
    unavailable:
      'Ici, le navigateur n’en affiche pas\u202f: il ne le fait que pour les adresses qui commencent par https.',
    absent:
      'Ce navigateur n’en affiche pas. Sur un iPhone ou un iPad, il le fait une fois Parley ajouté à l’écran d’accueil.',
    text: { label: 'Afficher le texte des messages', hint: 'Sinon, seulement qui a écrit.' },
    sound: { label: 'Son', hint: 'Un son doux, espacé d’au moins quelques secondes.' },
    play: 'L’écouter une fois',
    quiet: { label: 'Ne pas déranger', hint: 'Quelques heures chaque jour\u202f: ni notification ni son.' },
    from: 'De',
    to: 'À',
    newMessage: 'Nouveau message',
    inGroup: (sender, group) => `${sender} · ${group}`,
    inSeveral: (conversations) =>
      count(conversations, {
        one: 'Nouveaux messages dans # conversation',
        many: 'Nouveaux messages dans # conversations',
        other: 'Nouveaux messages dans # conversations',
      }),
    mute: { hour: 'Pendant 1 heure', hours: 'Pendant 8 heures', open: 'Jusqu’à ce que je la réactive' },
    mentionsOnly: 'Mentions seulement',
    mutedUntil: (time) => `En sourdine jusqu’à ${time}`,
  },
}
