import type { talk as english } from '../en/talk.ts'
import { isolated } from '../isolated.ts'
import { count, number } from './numbers.ts'

/** Who did it; null is oneself. */
const by = (actor: string | null) => (actor === null ? 'Vous avez' : `${isolated(actor)} a`)

/** The same to oneself. */
const toYou = (actor: string | null) => (actor === null ? 'Vous vous êtes' : `${isolated(actor)} vous a`)

const you = 'vous'

export const talk: typeof english = {
  header: {
    details: 'Détails',
    members: (members: number) =>
      count(members, { one: '# membre', many: '# de membres', other: '# membres' }),
    notes: 'Visible par vous uniquement',
    find: 'Rechercher ici',
    actions: 'Actions de la conversation',
    expiry: (days) => `Les messages disparaissent au bout de ${days}`,
  },
  timeline: {
    label: 'Messages',
    beginning: (name: string) => `Ici commence votre conversation avec ${isolated(name)}.`,
    beginningGroup: (name: string) => `Ici commence ${isolated(name)}.`,
    beginningPart: 'Vous lisez à partir d’ici. Les messages antérieurs restent entre ceux qui étaient là.',
    beginningCleared: 'Ce qui a été écrit avant, vous l’avez supprimé pour vous.',
    beginningNotes: 'Notez ce que vous voulez garder. Personne d’autre ne le voit.',
    sayHello: (name: string) => `Dites bonjour à ${isolated(name)}.`,
    newMessages: 'Nouveaux messages',
    toLatest: 'Aller aux derniers messages',
    newCount: (count: string) => (count === '1' ? '1 nouveau' : `${count} nouveaux`),
    edited: 'modifié',
    pinned: 'Épinglé',
    deleted: 'Ce message a été supprimé.',
    deletedByModerator: 'Supprimé par la modération.',
    forwardedFrom: (name: string) => `Transféré de ${isolated(name)}`,
    forwarded: 'Transféré',
    sending: 'Envoi en cours',
    unkept: 'Gardez cette page ouverte jusqu’à l’envoi.',
    sent: 'Envoyé',
    seen: 'Vu',
    failed: 'Non envoyé.',
    retry: 'Réessayer',
    discard: 'Abandonner',
    notHere: 'Ce message n’est pas ici, ou vous n’y avez pas accès. Voici les plus récents.',
    inReplyTo: 'En réponse à',
    quoteBefore: 'D’avant votre arrivée',
    quoteCleared: 'Supprimé pour vous',
    quoteDeleted: 'Message supprimé',
    quoteFolded: 'De quelqu’un que vous avez bloqué',
    back: 'Retour',
    toWhereIWas: 'Revenir là où vous étiez',
    showAll: 'Tout afficher',
    showLess: 'Afficher moins',
    spoiler: '[masqué]',
    showSpoiler: 'Masqué : afficher',
    code: 'Code',
    copyCode: 'Copier le code',
    reactions: 'Réactions',
    reaction: (emoji: string, reactions: number) =>
      `${emoji}, ${count(reactions, { one: '# réaction', many: '# de réactions', other: '# réactions' })}`,
    reactionCount: (reactions: number) => number(reactions),
    addReaction: 'Ajouter une réaction',
    folded: (messages: number) =>
      `${count(messages, { one: 'Un message', many: '# de messages', other: '# messages' })} d’une personne que vous avez bloquée`,
    show: 'Afficher',
    hide: 'Masquer',
    announce: (name: string, text: string) => `${name}\u202f: ${text}`,
    announceFailed: (text: string, why: string) => `Non envoyé\u202f: ${text}. ${why}`,
    loadFailed: 'Les messages n’ont pas pu être chargés.',
    you: 'Vous',
    someone: 'Quelqu’un',
  },
  system: {
    you,
    created: (actor) => `${by(actor)} créé le groupe.`,
    joined: (actor) => `${by(actor)} rejoint le groupe.`,
    left: (actor) => `${by(actor)} quitté le groupe.`,
    added: (actor, names) =>
      names === isolated(you)
        ? `${toYou(actor)} fait entrer dans le groupe.`
        : `${by(actor)} ajouté${names.startsWith(isolated(you)) ? ' au groupe\u202f:' : ''} ${names}.`,
    removed: (actor, name) =>
      name === you
        ? `${toYou(actor)} fait sortir du groupe.`
        : `${by(actor)} retiré ${isolated(name)} du groupe.`,
    owner: (actor, name) =>
      name === you
        ? `${toYou(actor)} confié le groupe.`
        : `${by(actor)} confié le groupe à ${isolated(name)}.`,
    madeModerator: (actor, name) =>
      name === you
        ? `${toYou(actor)} confié la modération.`
        : `${by(actor)} confié la modération à ${isolated(name)}.`,
    madeMember: (actor, name) =>
      name === you
        ? `${toYou(actor)} retiré la modération.`
        : `${by(actor)} retiré la modération à ${isolated(name)}.`,
    renamed: (actor, name) => `${by(actor)} nommé le groupe «\u202f${isolated(name)}\u202f».`,
    picture: (actor) => `${by(actor)} changé l’image.`,
    description: (actor) => `${by(actor)} modifié la description.`,
    topic: (actor, topic) => `${by(actor)} défini le sujet\u202f: ${isolated(topic)}`,
    noTopic: (actor) => `${by(actor)} effacé le sujet.`,
    opened: (actor) =>
      `${by(actor)} ouvert le groupe\u202f: qui le rejoint à partir de maintenant lit à partir d’ici.`,
    closed: (actor) =>
      `${by(actor)} fermé le groupe aux autres\u202f: les membres sont désormais ajoutés ou invités.`,
    announced: (actor) =>
      `${by(actor)} réservé ce groupe aux annonces\u202f: le propriétaire et la modération écrivent.`,
    everybodyWrites: (actor) => `${by(actor)} de nouveau permis à tous d’écrire.`,
    readFromJoining: (actor) =>
      `${by(actor)} limité ce que lisent les nouveaux membres à ce qui suit leur arrivée.`,
    readAll: (actor) => `${by(actor)} permis aux nouveaux membres de lire tous les messages.`,
    pinned: (actor) => `${by(actor)} épinglé un message.`,
    expiry: (actor, days) => `${by(actor)} réglé la disparition des messages sur ${days}.`,
    noExpiry: (actor) => `${by(actor)} désactivé la disparition des messages.`,
    others: (others: number) => count(others, { one: '# autre', many: '# autres', other: '# autres' }),
  },
  composer: {
    label: 'Message',
    placeholder: (name: string) => `Message à ${name}`,
    placeholderNotes: 'Écrire une note',
    send: 'Envoyer',
    addFiles: 'Ajouter des fichiers',
    emoji: 'Émoji',
    left: (characters: number) =>
      count(characters, { one: '# restant', many: '# restants', other: '# restants' }),
    tooLong: (characters: number) => `${number(characters)} de trop`,
    cancelReply: 'Ne pas répondre',
    deleted: 'Ce compte a été supprimé. Vous pouvez encore lire ce qui a été écrit.',
    unavailable: (name: string) => `On ne peut pas écrire à ${isolated(name)}.`,
    announcements: 'Seuls le propriétaire et la modération écrivent ici. Vous pouvez réagir.',
    youClosed: 'Vous avez fermé cette conversation.',
    openAgain: 'Rouvrir',
    youBlocked: (names: string) => `Vous avez bloqué ${names}.`,
    unblock: 'Débloquer',
  },
}
