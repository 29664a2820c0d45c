import type { groups as english } from '../en/groups.ts'
import { isolated } from '../isolated.ts'
import { count, number } from './numbers.ts'

export const groups: typeof english = {
  create: {
    title: 'Nouvelle conversation',
    people: 'Personnes',
    groups: 'Groupes ouverts',
    newGroup: 'Nouveau groupe',
    findPeople: 'Trouver par nom ou nom d’utilisateur',
    findGroups: 'Trouver un groupe ouvert par son nom',
    noPeople: 'Personne à ce nom.',
    noGroups: 'Aucun groupe ouvert à ce nom.',
    known: 'Personnes avec qui vous discutez',
    others: 'Toutes les autres',
    choose: (name: string) => `Choisir ${name}`,
    chosen: (persons: number) =>
      count(persons, {
        one: '# personne choisie',
        many: '# de personnes choisies',
        other: '# personnes choisies',
      }),
    openOne: 'Ouvrir la conversation',
    startGroup: (persons: number) => `Créer un groupe de ${number(persons)}`,
    yourself: 'Notes personnelles',
    name: 'Nom du groupe',
    topic: 'Sujet',
    topicHint: 'De quoi il s’agit. Vous pouvez laisser ce champ vide.',
    who: 'Qui peut le rejoindre',
    open: 'Tout le monde',
    openHint: 'Sur ce serveur, tout le monde peut le trouver et le rejoindre.',
    closed: 'Sur invitation',
    closedHint: 'Seulement les personnes que son propriétaire ajoute.',
    submit: 'Créer le groupe',
    join: 'Rejoindre',
    joined: 'Ouvrir',
    add: 'Ajouter',
    addCount: (persons: number) =>
      `Ajouter ${count(persons, { one: '# personne', many: '# de personnes', other: '# personnes' })}`,
    results: 'Résultats',
  },
  details: {
    title: 'Détails',
    noTopic: 'Pas de sujet',
    members: 'Membres',
    owner: 'Propriétaire',
    add: 'Ajouter des personnes',
    addShort: 'Ajouter',
    more: 'Plus',
    edit: 'Modifier le groupe',
    mute: 'Sourdine',
    unmute: 'Réactiver',
    leave: 'Quitter le groupe',
    close: 'Fermer le groupe',
    remove: 'Retirer du groupe',
    handOver: 'Confier le groupe',
    memberActions: (name: string) => `Actions pour ${name}`,
    removeTitle: (name: string) => `Retirer ${isolated(name)}\u202f?`,
    removeHint: 'Cette personne cessera aussitôt de recevoir les messages.',
    handOverTitle: (name: string) => `Confier le groupe à ${isolated(name)}\u202f?`,
    handOverHint: 'Vous restez dans le groupe comme membre.',
    leaveTitle: 'Quitter le groupe\u202f?',
    leaveHint: 'Vous ne recevrez plus ses messages.',
    closeTitle: 'Fermer le groupe\u202f?',
    closeHint: 'Il disparaît pour tous ses membres. C’est irréversible.',
    openHint:
      'Sur ce serveur, tout le monde peut le trouver et le rejoindre. Ce qui a été écrit jusque-là reste entre ses membres.',
    open: 'Ouvert\u202f: tout le monde peut le trouver et le rejoindre',
    closed: 'Fermé\u202f: son propriétaire y ajoute les membres',
    added: (persons: number) =>
      count(persons, {
        one: '# personne ajoutée.',
        many: '# de personnes ajoutées.',
        other: '# personnes ajoutées.',
      }),
    invited: (names: string, persons: number) =>
      `Invitation envoyée à ${names}\u202f: ${count(persons, { one: 'à cette personne', many: 'à ces personnes', other: 'à ces personnes' })} de décider.`,
    unavailable: (names: string, persons: number) =>
      `${names} ${count(persons, { one: 'n’est pas disponible', many: 'ne sont pas disponibles', other: 'ne sont pas disponibles' })} et n’${count(persons, { one: 'a', many: 'ont', other: 'ont' })} pas rejoint le groupe.`,
  },
}
