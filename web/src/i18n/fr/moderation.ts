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
      'La modération modifie le groupe, ajoute, retire et réduit au silence des membres, et supprime des messages.',
    makeMember: 'Retirer la modération',
    rightsTitle: 'Qui peut faire quoi',
    rightsHint: 'Tous les membres lisent, écrivent, réagissent et peuvent partir.',
    right: 'Action',
    yes: 'oui',
    no: 'non',
    rights: {
      edit: 'Nom, sujet, image, mode lent',
      configure: 'Qui peut rejoindre et écrire, durée des messages',
      add: 'Ajouter des personnes',
      invite: 'Liens d’invitation',
      approve: 'Décider des demandes d’adhésion',
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
    requests: {
      canAsk: 'Peut être trouvé ; on peut demander à le rejoindre',
      findable: 'Fermé\u202f: on demande à rejoindre, ou on est invité',
      ask: 'Demander à rejoindre',
      asked: 'Demandé',
      withdraw: 'Retirer',
      askTitle: (group) => `Demander à rejoindre ${isolated(group)}`,
      sentence: 'Un mot avec la demande',
      sentenceHint: 'Lu par les responsables du groupe. Vous pouvez le laisser vide.',
      sent: 'Votre demande est envoyée.',
      title: 'Demandes d’adhésion',
      none: 'Personne ne demande à rejoindre.',
      approve: 'Accepter',
      decline: 'Refuser',
      waiting: (persons) =>
        count(persons, {
          one: '# personne attend',
          many: '# personnes attendent',
          other: '# personnes attendent',
        }),
    },
  },
}
