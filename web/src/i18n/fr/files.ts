import type { files as english } from '../en/files.ts'
import { isolated } from '../isolated.ts'
import { number } from './numbers.ts'

export const files: typeof english = {
  shownFiles: {
    picture: (name) => `Image : ${isolated(name)}`,
    download: (name) => `Télécharger ${isolated(name)}`,
    offline: 'Elle s’affichera au retour de la connexion.',
    uploaded: (percent) => `${percent} envoyé`,
  },
  voice: {
    record: 'Enregistrer un message vocal',
    recording: 'Enregistrement',
    discard: 'Supprimer l’enregistrement',
    stop: 'Arrêter l’enregistrement',
    play: 'Lire',
    pause: 'Pause',
    position: 'Position',
    place: (at, all) => `${at} sur ${all}`,
    speed: (times) => `Vitesse : ${times}×`,
    refused: 'Parley n’a pas accès au micro. Vous pouvez l’autoriser dans les réglages du navigateur.',
    missing: 'Aucun micro n’a pu être utilisé.',
    short: 'Moins d’une seconde a été enregistrée et n’est pas conservée.',
    lost: 'Le micro n’est plus là. Ce qui a été enregistré jusque-là est conservé.',
    hidden:
      'L’enregistrement s’est arrêté quand vous avez quitté cette page. Ce qui a été enregistré est conservé.',
    full: (minutes) =>
      `Un message vocal dure ${number(minutes)} minutes au plus. L’enregistrement s’est arrêté.`,
    unplayable: 'Ce message vocal ne peut pas être lu.',
  },
  viewer: {
    title: 'Images',
    previous: 'Image précédente',
    next: 'Image suivante',
    zoomIn: 'Agrandir',
    zoomOut: 'Réduire',
    place: (at, all) => `${number(at)} sur ${number(all)}`,
  },
  tray: {
    title: 'Fichiers à envoyer',
    remove: (name) => `Retirer ${isolated(name)}`,
    earlier: (name) => `Avancer ${isolated(name)}`,
    later: (name) => `Reculer ${isolated(name)}`,
    asPicture: 'Comme image',
    asPictureHint: 'Plus petite, sans le lieu ni les données de prise de vue.',
    asFile: 'Comme fichier',
    asFileHint: 'Intact, avec tout ce que l’appareil photo y a écrit.',
    tooLarge: (name, max) => `${isolated(name)} est trop volumineux. Un fichier peut faire ${max}.`,
    tooMany: (max) => `Un message peut contenir ${number(max)} fichiers.`,
    drop: 'Déposez les fichiers ici pour les ajouter',
  },
}
