import type { finding as english } from '../en/finding.ts'
import { isolated } from '../isolated.ts'
import { count } from './numbers.ts'

const peopleHere = (people: number) =>
  count(people, {
    one: 'Une personne est en ligne',
    many: '# de personnes sont en ligne',
    other: '# personnes sont en ligne',
  })

/** Days of the week are written small, but not where a sentence begins. */
const begun = (sentence: string) => sentence.charAt(0).toUpperCase() + sentence.slice(1)

export const finding: typeof english = {
  switcher: {
    label: 'Nom d’une conversation, d’une personne ou d’une action',
    groups: { conversations: 'Conversations', people: 'Personnes', actions: 'Actions' },
    group: (members: number) =>
      `Groupe · ${count(members, { one: '# membre', many: '# de membres', other: '# membres' })}`,
    choose: 'choisir',
    open: 'ouvrir',
    peopleOnly: 'personnes seulement',
    actions: {
      conversation: 'Nouvelle conversation',
      group: 'Nouveau groupe',
      openGroups: 'Trouver un groupe ouvert',
      find: (text: string) => `Rechercher «\u202f${isolated(text)}\u202f» dans tous les messages`,
      groupNamed: (text: string) => `Créer un groupe «\u202f${isolated(text)}\u202f»`,
    },
  },
  search: {
    help: 'Préciser la recherche',
    suggestions: 'Suggestions',
    me: 'Vous',
    exactly: 'mots exacts',
    kinds: {
      link: 'avec un lien',
      file: 'avec un fichier',
      picture: 'avec une image',
      voice: 'avec un message vocal',
    },
    values: { who: 'qui', where: 'où', day: 'un jour' },
    operators: {
      from: 'de',
      in: 'dans',
      before: 'avant',
      after: 'après',
      on: 'le jour',
      has: 'avec',
    },
    chip: (operator: string, value: string) => `${operator}: ${isolated(value)}`,
    remove: (filter: string) => `Retirer « ${isolated(filter)} »`,
  },
  mentions: {
    none: 'Aucune mention de vous pour l’instant.',
    members: 'Membres',
    all: 'Tout le groupe',
    next: 'Aller à la mention suivante',
  },
  hits: {
    title: 'Messages',
    none: 'Aucun message avec ces mots.',
    searchedTo: (date: string) => `Recherche effectuée jusqu’au ${date}.`,
    searchedPart: 'Tout n’a pas encore été parcouru.',
    searchOn: 'Chercher plus loin',
  },
  shortcuts: {
    title: 'Raccourcis clavier',
    everywhere: 'Partout',
    jump: 'Aller à une conversation, une personne ou une action',
    next: 'Conversation suivante',
    previous: 'Conversation précédente',
    all: 'Ces raccourcis',
    back: 'Fermer, ou revenir à la zone de message',
    inTalk: 'Dans une conversation',
    write: 'Envoyer, ou nouvelle ligne',
    editLast: 'Modifier votre dernier message, si la zone de message est vide',
    moveInTalk: 'D’un message à l’autre',
    menu: 'Ce qu’on peut faire d’un message',
    react: 'Réagir à un message',
    inList: 'Dans une liste',
    moveInList: 'D’un élément à l’autre',
    formatting: 'Le texte sélectionné',
    strong: 'Gras  **',
    emphasis: 'Italique  *',
    strike: 'Barré  ~~',
    code: 'Code  `',
    spoiler: 'Masqué  ||',
    link: 'Un lien  [ ]( )',
  },
  home: {
    morning: (name: string) => `Bonjour, ${isolated(name)}`,
    afternoon: (name: string) => `Bon après-midi, ${isolated(name)}`,
    evening: (name: string) => `Bonsoir, ${isolated(name)}`,
    lead: (day: string, here: number) => begun(here === 0 ? `${day}.` : `${day}. ${peopleHere(here)}.`),
    waiting: 'Vous attend',
    here: 'En ligne',
    people: 'Sur ce serveur',
    groups: 'Groupes ouverts',
    own: 'Rien qu’à vous',
    ownHint: 'Visibles par vous uniquement',
    invite: 'Faire venir quelqu’un',
    copy: 'Copier',
    address: 'l’adresse',
    qr: 'Code QR de l’adresse',
    jump: 'aller à',
    nextOne: 'conversation suivante',
    allKeys: 'tous les raccourcis',
    first: {
      title: 'Vous arrivez en premier',
      lead: 'Pour discuter, il faut être deux. Envoyez l’adresse aux personnes avec qui vous voulez parler.',
      bring: 'Faire venir les autres',
      byLinkHint:
        'Ici, on crée un compte avec un lien d’invitation\u202f: créez un groupe, puis un lien dans ses détails.',
      bringHint: 'Quiconque ouvre cette adresse peut créer un compte.',
      note: 'S’écrire une note',
      noteHint: 'Une page que personne d’autre ne voit.',
      group: 'Créer un groupe',
      groupHint: 'Il sera prêt à leur arrivée.',
    },
  },
}
