import type { actions as english } from '../en/actions.ts'
import { isolated } from '../isolated.ts'
import { count, number } from './numbers.ts'

const list = new Intl.ListFormat('fr', { type: 'conjunction' })

export const actions: typeof english = {
  messageActions: {
    tools: 'Pour ce message',
    actions: 'Actions du message',
    reply: 'Répondre',
    edit: 'Modifier',
    remove: 'Supprimer',
    copy: 'Copier le texte',
    copyLink: 'Copier le lien',
    forward: 'Transférer',
    profile: 'Voir le profil',
    removeTitle: 'Supprimer ce message\u202f?',
    removeHint: 'Il disparaît pour tout le monde. Sa place reste visible.',
    removeForAll: 'Supprimer pour tous',
    removeForAllHint: (name: string) =>
      `Le message de ${isolated(name)} disparaît pour tous. À sa place, il est indiqué que la modération l’a supprimé.`,
  },
  reactions: {
    react: 'Réagir',
    with: (emoji: string) => `Réagir avec ${emoji}`,
    by: (...people: readonly string[]) => list.format(people.map(isolated)),
    others: (others: number) =>
      count(others, {
        one: '# autre personne',
        many: '# d’autres personnes',
        other: '# autres personnes',
      }),
  },
  emoji: {
    title: 'Émojis',
    search: 'Chercher un émoji',
    groups: 'Sortes d’émojis',
    none: 'Aucun émoji de ce nom',
    found: 'Trouvés',
    tone: 'Couleur de peau',
    tones: ['Jaune', 'Claire', 'Assez claire', 'Moyenne', 'Assez foncée', 'Foncée'],
    names: [
      'Utilisés récemment',
      'Visages et personnes',
      'Animaux et nature',
      'Nourriture et boissons',
      'Voyages et lieux',
      'Activités',
      'Objets',
      'Symboles',
      'Drapeaux',
    ],
  },
  finding: {
    field: 'Rechercher dans cette conversation',
    none: 'Aucun message avec ces mots',
    place: (at: number, all: string) => `${number(at)} sur ${all}`,
    more: (hits: number) => `${number(hits)}+`,
    older: 'Résultat plus ancien',
    newer: 'Résultat plus récent',
    close: 'Fermer la recherche',
    toDate: 'Aller à une date',
    date: 'Date',
    go: 'Aller',
  },
  direct: {
    close: 'Fermer la conversation',
    closed: (name: string) =>
      `Fermée. ${isolated(name)} ne peut plus vous écrire ici et n’en saura pas la raison.`,
    hide: 'Masquer de la liste',
    unhide: 'Afficher dans la liste',
    hidden: 'Masquée jusqu’au prochain message.',
    clear: 'Supprimer pour moi',
    clearTitle: 'Supprimer cette conversation pour vous\u202f?',
    clearHint: (name: string) =>
      `Ce qui a été écrit jusqu’ici disparaît pour vous, sur tous vos appareils. ${isolated(name)} le garde. C’est irréversible.`,
    clearNotesTitle: 'Supprimer vos notes\u202f?',
    clearNotesHint: 'Ce que vous avez noté jusqu’ici disparaît de tous vos appareils. C’est irréversible.',
    cleared: 'Supprimée pour vous.',
  },
  blocking: {
    tag: 'Bloqué',
    block: 'Bloquer',
    blockName: (name: string) => `Bloquer ${isolated(name)}`,
    unblockName: (name: string) => `Débloquer ${isolated(name)}`,
    title: (name: string) => `Bloquer ${isolated(name)}\u202f?`,
    hint: (name: string) =>
      `${isolated(name)} ne pourra plus vous écrire ni voir quand vous êtes en ligne, et n’en saura rien. Dans vos groupes communs, les messages de ${isolated(name)} seront repliés pour vous.`,
    done: (name: string) => `Vous avez bloqué ${isolated(name)}.`,
    undone: (name: string) => `Vous avez débloqué ${isolated(name)}.`,
  },
  forward: {
    title: 'Transférer à…',
    find: 'Trouver une conversation',
    targets: 'Conversations',
    none: 'Aucune conversation de ce nom',
    done: (targets: number) =>
      count(targets, {
        many: 'Transféré à # de conversations.',
        one: 'Transféré.',
        other: 'Transféré à # conversations.',
      }),
    refused: (name: string, why: string) => `${isolated(name)} : ${why}`,
  },
  states: {
    title: 'Historique des modifications',
    now: 'Maintenant',
    hint: 'Ce qu’un message disait auparavant reste lisible pour tous les membres de la conversation.',
    none: 'Rien n’est conservé de ce qu’il disait auparavant.',
    drop: 'Supprimer les versions précédentes',
    dropTitle: 'Supprimer les versions précédentes ?',
    dropHint: 'Plus personne ne pourra les lire. Le message reste tel qu’il est.',
  },
  editing: {
    begun: 'Modification d’un message',
    changed: 'Modification d’un message qui a changé entre-temps',
    deleted: 'Le message a été supprimé. Votre texte est dans la zone de message.',
    save: 'Enregistrer la modification',
    cancel: 'Annuler la modification',
  },
}
