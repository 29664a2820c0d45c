import type { moderation as english } from '../en/moderation.ts'
import { isolated } from '../isolated.ts'
import { count } from './numbers.ts'

export const moderation: typeof english = {
  moderation: {
    moderator: 'Modération',
    member: 'Membre',
    makeModerator: 'Confier la modération',
    makeModeratorTitle: (name: string) => `Confier la modération à ${isolated(name)}\u202f?`,
    makeModeratorHint:
      'Qui modère peut modifier le groupe, ajouter et retirer des membres, les réduire au silence et supprimer des messages.',
    makeMember: 'Retirer la modération',
    ban: 'Bannir…',
    banTitle: (name: string) => `Bannir ${isolated(name)}\u202f?`,
    banHint:
      'La personne quitte aussitôt le groupe et ne peut pas revenir avant la levée du bannissement. Les autres lisent seulement son départ.',
    reason: 'Motif',
    reasonHint: 'Seule la modération le voit.',
    banAction: 'Bannir',
    wasBanned: (name: string) => `${isolated(name)} est au ban du groupe.`,
    bansTitle: 'Personnes bannies',
    bansHint: 'Elles ne trouvent pas le groupe et n’y entrent pas.',
    noBans: 'Personne n’est au ban du groupe.',
    liftBan: 'Lever le bannissement',
    liftBanName: (name: string) => `Lever le bannissement de ${isolated(name)}`,
    banLifted: (name: string) => `${isolated(name)} peut revenir.`,
    bannedBy: (name: string, date: string) => `Par ${isolated(name)}, ${date}`,
    bannedOn: (date: string) => date,
    banned: (names: string, persons: number) =>
      `${names} ${count(persons, { one: 'est', many: 'sont', other: 'sont' })} au ban du groupe. Levez d’abord le bannissement.`,
    rightsTitle: 'Qui peut faire quoi',
    rightsHint: 'Tous les membres peuvent lire, écrire, réagir et partir.',
    right: 'Action',
    yes: 'oui',
    no: 'non',
    rights: {
      edit: 'Nom, sujet, description, image',
      configure: 'Qui peut rejoindre et écrire, durée des messages',
      add: 'Ajouter des personnes',
      invite: 'Liens d’invitation',
      remove: 'Retirer des membres',
      ban: 'Bannir des personnes',
      silence: 'Réduire des membres au silence',
      deleteOthersMessages: 'Supprimer les messages des autres',
      pin: 'Épingler des messages',
      mentionAll: 'Mentionner tout le monde',
      announce: 'Écrire dans les groupes d’annonces',
      changeRoles: 'Confier la modération',
      handOver: 'Confier le groupe',
      close: 'Fermer le groupe',
    },
  },
}
