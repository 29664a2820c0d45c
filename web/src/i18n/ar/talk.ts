import type { talk as english } from '../en/talk.ts'
import { isolated } from '../isolated.ts'
import { count, number } from './numbers.ts'

type Actor = string | null

/** Who did it, behind what was done: so nothing has to be said of their gender. Null is oneself. */
const by = (actor: Actor) => (actor === null ? 'من قِبلك' : `من قِبل ${isolated(actor)}`)

const you = 'أنت'

export const talk: typeof english = {
  header: {
    details: 'التفاصيل',
    members: (members: number) =>
      count(members, {
        zero: 'لا أعضاء',
        one: 'عضو واحد',
        two: 'عضوان',
        few: '# أعضاء',
        many: '# عضوًا',
        other: '# عضو',
      }),
    notes: 'لا يراها سواك',
    find: 'بحث هنا',
    actions: 'إجراءات المحادثة',
    expiry: (days) => `تختفي الرسائل بعد ${days}`,
  },
  timeline: {
    label: 'الرسائل',
    beginning: (name: string) => `هنا تبدأ محادثتك مع ${isolated(name)}.`,
    beginningGroup: (name: string) => `هنا بداية ${isolated(name)}.`,
    beginningPart: 'تقرأ من هنا. الرسائل السابقة تبقى لدى من كانوا هنا.',
    beginningCleared: 'ما كُتب قبل ذلك حُذف لديك.',
    beginningNotes: 'مكان لكل ما يستحق التدوين. لا يراه أحد سواك.',
    sayHello: (name: string) => `ما رأيك بإلقاء التحية على ${isolated(name)}؟`,
    newMessages: 'رسائل جديدة',
    toLatest: 'الانتقال إلى الأحدث',
    newCount: (count: string) => `جديد: ${count}`,
    edited: 'معدّلة',
    pinned: 'مثبّتة',
    deleted: 'حُذفت هذه الرسالة.',
    deletedByModerator: 'حذفها أحد المشرفين.',
    forwardedFrom: (name: string) => `أُعيد توجيهها من ${isolated(name)}`,
    forwarded: 'أُعيد توجيهها',
    sending: 'جارٍ الإرسال',
    unkept: 'يُرجى إبقاء هذه الصفحة مفتوحة حتى يتم الإرسال.',
    sent: 'أُرسلت',
    seen: 'شوهدت',
    failed: 'لم تُرسل.',
    retry: 'إعادة المحاولة',
    discard: 'تجاهل',
    notHere: 'هذه الرسالة ليست هنا أو لا تمكنك قراءتها. هذه أحدث الرسائل.',
    inReplyTo: 'ردًّا على',
    quoteBefore: 'من قبل انضمامك',
    quoteCleared: 'محذوف لديك',
    quoteDeleted: 'رسالة محذوفة',
    quoteFolded: 'من شخص حظرته',
    back: 'رجوع',
    toWhereIWas: 'العودة إلى حيث كنت',
    showAll: 'عرض الكل',
    showLess: 'عرض أقل',
    spoiler: '[مخفي]',
    showSpoiler: 'نص مخفي: إظهاره',
    code: 'شيفرة',
    copyCode: 'نسخ الشيفرة',
    reactions: 'التفاعلات',
    reaction: (emoji: string, reactions: number) =>
      `${emoji}, ${count(reactions, { zero: 'لا تفاعلات', one: 'تفاعل واحد', two: 'تفاعلان', few: '# تفاعلات', many: '# تفاعلًا', other: '# تفاعل' })}`,
    reactionCount: (reactions: number) => number(reactions),
    addReaction: 'إضافة تفاعل',
    folded: (messages: number) =>
      `${count(messages, {
        zero: 'لا رسائل',
        one: 'رسالة',
        two: 'رسالتان',
        few: '# رسائل',
        many: '# رسالة',
        other: '# رسالة',
      })} من شخص محظور لديك`,
    show: 'إظهار',
    hide: 'إخفاء',
    announce: (name: string, text: string) => `${name}: ${text}`,
    announceFailed: (text: string, why: string) => `لم تُرسل: ${text}. ${why}`,
    loadFailed: 'تعذّر تحميل الرسائل.',
    you,
    someone: 'شخص ما',
  },
  system: {
    you,
    created: (actor) => `تم إنشاء المجموعة ${by(actor)}.`,
    joined: (actor) => (actor === null ? 'انضممت إلى المجموعة.' : `انضم ${isolated(actor)}.`),
    left: (actor) => (actor === null ? 'لقد غادرت المجموعة.' : `غادر ${isolated(actor)}.`),
    added: (actor, names) => {
      if (names === isolated(you)) return `تمت إضافتك ${by(actor)}.`
      return names.startsWith(isolated(you))
        ? `تمت الإضافة ${by(actor)}: ${names}.`
        : `تمت إضافة ${names} ${by(actor)}.`
    },
    removed: (actor, name) =>
      name === you ? `تمت إزالتك ${by(actor)}.` : `تمت إزالة ${isolated(name)} ${by(actor)}.`,
    owner: (actor, name) =>
      `تم تسليم المجموعة ${name === you ? 'إليك' : `إلى ${isolated(name)}`} ${by(actor)}.`,
    madeModerator: (actor, name) =>
      `${name === you ? 'تم منحك' : `تم منح ${isolated(name)}`} صلاحية الإشراف ${by(actor)}.`,
    madeMember: (actor, name) =>
      `تم سحب صلاحية الإشراف ${name === you ? 'منك' : `من ${isolated(name)}`} ${by(actor)}.`,
    renamed: (actor, name) => `تمت تسمية المجموعة «${isolated(name)}» ${by(actor)}.`,
    picture: (actor) => `تم تغيير الصورة ${by(actor)}.`,
    description: (actor) => `تم تغيير الوصف ${by(actor)}.`,
    topic: (actor, topic) => `تم تحديد الموضوع ${by(actor)}: ${isolated(topic)}`,
    noTopic: (actor) => `تم مسح الموضوع ${by(actor)}.`,
    opened: (actor) => `تم فتح المجموعة ${by(actor)}: من ينضم من الآن فصاعدًا يقرأ من هنا.`,
    closed: (actor) =>
      `تم إغلاق المجموعة أمام الآخرين ${by(actor)}: من الآن فصاعدًا يكون الانضمام بالإضافة أو الدعوة.`,
    announced: (actor) => `تم تخصيص المجموعة للإعلانات ${by(actor)}: يكتب المالك والمشرفون.`,
    everybodyWrites: (actor) => `تمت إتاحة الكتابة للجميع من جديد ${by(actor)}.`,
    readFromJoining: (actor) => `تم ضبط أن يقرأ الأعضاء الجدد من وقت انضمامهم ${by(actor)}.`,
    readAll: (actor) => `تم ضبط أن يقرأ الأعضاء الجدد جميع الرسائل ${by(actor)}.`,
    pinned: (actor) => `تم تثبيت رسالة ${by(actor)}.`,
    expiry: (actor, days) => `تم ضبط اختفاء الرسائل بعد ${days} ${by(actor)}.`,
    noExpiry: (actor) => `تم إيقاف اختفاء الرسائل ${by(actor)}.`,
    others: (others: number) =>
      count(others, {
        zero: 'لا أحد غيرهم',
        one: 'شخص آخر',
        two: 'شخصين آخرين',
        few: '# آخرين',
        many: '# آخرين',
        other: '# آخرين',
      }),
  },
  composer: {
    label: 'الرسالة',
    placeholder: (name: string) => `رسالة إلى ${name}`,
    placeholderNotes: 'كتابة ملاحظة',
    send: 'إرسال',
    addFiles: 'إضافة ملفات',
    emoji: 'رموز تعبيرية',
    left: (characters: number) => `المتبقي: ${number(characters)}`,
    tooLong: (characters: number) => `الزائد: ${number(characters)}`,
    cancelReply: 'إلغاء الرد',
    deleted: 'حُذف هذا الحساب. لا تزال قراءة ما كُتب ممكنة.',
    unavailable: (name: string) => `لا يمكن مراسلة ${isolated(name)}.`,
    announcements: 'لا يكتب هنا إلا المالك والمشرفون. يمكنك التفاعل.',
    youClosed: 'هذه المحادثة مغلقة من قِبلك.',
    openAgain: 'إعادة الفتح',
    youBlocked: (names: string) => `تم حظر ${names} من قِبلك.`,
    unblock: 'إلغاء الحظر',
  },
}
