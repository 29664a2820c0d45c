import type { moderation as english } from '../en/moderation.ts'
import { isolated } from '../isolated.ts'

export const moderation: typeof english = {
  moderation: {
    moderator: 'Modération',
    member: 'Membre',
    makeModerator: 'Confier la modération',
    makeModeratorTitle: (name: string) => `Confier la modération à ${isolated(name)}\u202f?`,
    makeModeratorHint:
      'La modération modifie le groupe, ajoute, retire et réduit au silence des membres, et supprime des messages.',
    makeMember: 'Retirer la modération',
    rightsTitle: 'Qui peut faire quoi',
    rightsHint: 'Tous les membres lisent, écrivent, réagissent et peuvent partir.',
    right: 'Action',
    yes: 'oui',
    no: 'non',
    rights: {
      edit: 'Nom, sujet, image, mode lent',
      configure: 'Qui peut rejoindre et écrire, ce que lisent les nouveaux membres, durée des messages',
      add: 'Ajouter des personnes',
      invite: 'Liens d’invitation',
      remove: 'Retirer des membres',
      ban: 'Bannir des personnes',
      silence: 'Réduire des membres au silence',
      deleteOthersMessages: 'Supprimer les messages des autres',
      pin: 'Épingler des messages',
      mentionAll: 'Mentionner tout le monde',
      writeAnyTime: 'Écrire malgré le mode lent et les annonces',
      changeRoles: 'Confier la modération',
      handOver: 'Confier le groupe',
      close: 'Fermer le groupe',
    },
  },
}
