import { count, number } from './numbers.ts'

export const keeping = {
  pins: {
    pin: 'Épingler',
    unpin: 'Détacher',
    label: 'Messages épinglés',
    all: 'Voir tous les messages épinglés',
    place: (at: number, count: number) => `${number(at)} sur ${number(count)}`,
    none: 'Plus rien n’est épinglé ici.',
  },
  expiry: {
    label: 'Messages éphémères',
    never: 'Jamais',
    hint: 'Ce qui est écrit à partir de maintenant disparaît tout seul, pour tout le monde.',
    after: (days: string) => `Au bout de ${days}`,
  },
  saved: {
    save: 'Enregistrer pour plus tard',
    remove: 'Ne plus garder',
    none: 'Rien n’est encore enregistré. Choisissez «\u202fEnregistrer pour plus tard\u202f» dans le menu d’un message.',
    hint: 'Vous seul voyez ceci. Chaque message apparaît tel qu’il est maintenant.',
    gone: 'Le message a été supprimé.',
    unavailable: 'Ce message ne vous est plus accessible.',
  },
  pictures: {
    label: 'Image',
    choose: 'Choisir une image…',
    change: 'Changer l’image…',
    remove: 'Retirer',
    hint: 'JPEG, PNG, WebP ou GIF, 8 Mo au plus. Vous pouvez aussi la déposer ici.',
    saved: 'L’image est enregistrée.',
    removed: 'L’image est retirée.',
    crop: 'Choisir le cadrage',
    stage: 'Cadrage de l’image. Les flèches le déplacent, plus et moins agrandissent ou réduisent.',
    zoom: 'Agrandissement',
    ofGroup: 'Changer l’image',
  },
  scheduled: {
    label: 'Messages programmés',
    later: 'Envoyer plus tard',
    choose: 'Choisir un moment…',
    when: 'Jour et heure',
    schedule: 'Programmer',
    text: 'Message',
    none: 'Plus rien n’est programmé ici.',
    actions: 'Qu’en faire',
    sendNow: 'Envoyer maintenant',
    edit: 'Modifier le texte',
    reschedule: 'Changer l’heure',
    cancel: 'Annuler l’envoi',
    late: 'Le serveur était absent à ce moment. Envoyez-le maintenant ou choisissez un autre moment.',
    notSent: 'Un message programmé n’a pas été envoyé.',
    tomorrow: (time: string) => `Demain, ${time}`,
    at: (day: string, time: string) => `${day}, ${time}`,
    count: (messages: number) =>
      count(messages, {
        one: '# message est programmé',
        many: '# messages sont programmés',
        other: '# messages sont programmés',
      }),
    unsent: (messages: number) =>
      count(messages, {
        one: '# message programmé n’a pas été envoyé',
        many: '# messages programmés n’ont pas été envoyés',
        other: '# messages programmés n’ont pas été envoyés',
      }),
  },
  drafts: {
    offered: 'Un autre appareil a un brouillon :',
    take: 'Le prendre',
    both: 'Les deux',
    mine: 'Garder le mien',
    hide: 'Masquer',
    filesElsewhere: (files: number) =>
      count(files, {
        one: '# fichier de ce brouillon est sur un autre appareil et y reste.',
        many: '# fichiers de ce brouillon sont sur un autre appareil et y restent.',
        other: '# fichiers de ce brouillon sont sur un autre appareil et y restent.',
      }),
    leftHere: 'Ce que vous aviez écrit ici',
    discard: 'Supprimer le brouillon',
  },
}
